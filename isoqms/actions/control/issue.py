"""Issue documents by a decision (ban hành): what is staged comes into force in one commit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import fields as dc_fields
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final, TypeVar

from isoqms.actions.agency.init import with_schema
from isoqms.actions.changing.applying import Change, apply, rehearse
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.issue_files import (
    Changes,
    files_gone,
    plan_after,
    register_after,
    still_in_force,
    sums,
    taken_up,
    texts_in_force,
)
from isoqms.actions.control.issue_refusals import (
    CannotIssue,
    Reason,
    dangling,
    refuse,
    unknown,
    wrong_act,
    wrong_drafts,
    wrong_signing,
    wrong_withdrawals,
)
from isoqms.diagnostics import Severity
from isoqms.facts.control.annulling import replaced_with_it, target_of
from isoqms.facts.control.issuing import (
    IssuedDocument,
    Issuing,
    Replaced,
    TakenBack,
    WithdrawnDocument,
    copies_out,
    decision_path,
    fields,
    in_order,
    issuers,
    users,
)
from isoqms.facts.law.citing import grounds
from isoqms.facts.records.text import record_text
from isoqms.model.control.decision import Decision, DecisionKind, Issued, StagedPlan, Withdrawn
from isoqms.model.control.document import ControlledDocument
from isoqms.model.control.sealing import sealed
from isoqms.model.layout import file_of, path_of
from isoqms.pages.papers.agency_paper import proposer, system, usual_authority
from isoqms.repository import Entry, Repository
from isoqms.repository.control import control
from isoqms.repository.naming import mark_of
from isoqms.repository.places import issued_path
from isoqms.wording import date_short, listed, nfc, sort_key, two_digits

_Told = TypeVar("_Told", IssuedDocument, WithdrawnDocument)
_NEW: Final = "Ban hành mới"
_NOTHING: Final = Reason(
    "Không có gì để ban hành: không có dự thảo, cũng không có tài liệu chờ thu hồi.",
    "Soạn tài liệu bằng `isoqms new`, `isoqms revise`, "
    "hoặc ghi việc thu hồi bằng `isoqms withdraw`.",
)


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What the person says of the decision.

    Everything else follows from the drafts and the staged plan.
    """

    number: str | None = None
    signed: date | None = None
    effective: date | None = None
    retroactive_reason: str | None = None
    only: tuple[str, ...] = ()
    """The codes that are issued or withdrawn; all that is staged where empty."""
    authority: str | None = None
    signer_post: str | None = None
    signer: str | None = None
    summary: str | None = None
    proposed_by: str | None = None
    seal: bool = False
    replaces: tuple[str, ...] = ()
    """The numbers of the decisions that this one replaces as a whole."""
    signing_order: int | None = None
    """The how many-th time that the whole set is signed, where the agency counts."""

    def wants(self, code: str) -> bool:
        """Whether the document with this code is meant."""
        return not self.only or code in self.only

    @property
    def own_effective(self) -> date | None:
        """The day of effect, where it is another than that of signing."""
        return self.effective if self.effective != self.signed else None


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """Everything that issuing would change, in memory."""

    issuing: Issuing
    decision: Decision
    change: Change
    tag: tuple[str, str]
    """Name and message of the tag."""
    in_force: int
    """How many documents are in force afterwards."""
    afterwards: tuple[str, ...] = ()
    """What the decision makes due, in sentences: to announce the changed scope."""


def plan_issue(repository: Repository, request: IssueRequest) -> IssuePlan:
    """What issuing would change; nothing is written.

    CannotIssue with every reason where it cannot be carried out, WouldBreak where the repository as
    it would be has an error that it does not have now.
    """
    refuse_unless_whole(repository)
    request = _clean(request)
    number, signed = _given(request)
    # What is wrong with the number or the day is said together with what is wrong with the drafts.
    issuing, reasons = _staged(repository, request)
    refuse(
        [
            *wrong_act(repository, number, signed, request.effective, request.retroactive_reason),
            *reasons,
        ]
    )
    texts = texts_in_force(repository, issuing)
    if request.seal:
        issuing = replace(issuing, seal=sealed(sums(issuing, texts)))
    decision = _decision(issuing, request, number, signed)
    path = decision_path(number, signed)
    files: Changes = {
        **files_gone(repository, issuing),
        **still_in_force(repository, issuing),
        **texts,
        **plan_after(repository, issuing),
        **register_after(repository, issuing, signed.year),
        path: with_schema(path, record_text(decision)).encode(),
    }
    returned = _returned(issuing, files)
    change = Change(
        _message(issuing, number),
        files,
        seen=taken_up(repository, issuing, files),
        returned=returned,
        moved={each.path: each.draft for each in issuing.issued},
        notes=notes(repository, issuing),
    )
    rehearsal = rehearse(repository, change)
    lacking = (each for each in rehearsal.fresh if each.location.path in returned)
    faults = tuple(
        f"[{each.rule}] {each.message}" for each in lacking if each.severity is Severity.ERROR
    )
    change = replace(change, notes=(*change.notes, *faults))
    new = sum(each.replaces is None for each in issuing.issued)
    gone = sum(files.get(each.path) is None for each in issuing.withdrawn)
    in_force = len(repository.documents) + new - gone
    every = (*repository.every_decision, Entry(path, decision))
    tag = (mark_of(every, control(repository).recorded, path), _tag_message(decision))
    return IssuePlan(issuing, decision, change, tag, in_force, rehearsal.afterwards)


def _returned(
    issuing: Issuing, files: Mapping[PurePosixPath, bytes | None]
) -> frozenset[PurePosixPath]:
    """The files that hold again what was in force, as a later issue of it never comes."""
    issued = {each.path for each in issuing.issued}
    gone = (each.path for each in issuing.withdrawn)
    return frozenset(path for path in gone if path not in issued and files.get(path) is not None)


def preview(repository: Repository, request: IssueRequest) -> Issuing:
    """The decision as it would be, for papers before it is signed: number and day may be open.

    CannotIssue where the drafts themselves do not allow it.
    """
    refuse_unless_whole(repository)
    request = _clean(request)
    issuing, reasons = _staged(repository, request)
    act = wrong_act(
        repository, request.number, request.signed, request.effective, request.retroactive_reason
    )
    refuse([*act, *wrong_signing(repository, request.signer_post, request.signer), *reasons])
    if request.seal:
        issuing = replace(issuing, seal=sealed(sums(issuing, texts_in_force(repository, issuing))))
    return issuing


def carry_out(
    repository: Repository,
    plan: IssuePlan,
    *,
    when: datetime,
    author: str | None = None,
    keep_personal_data: bool = False,
) -> str:
    """The id of the one commit that does it all, tagged; all or nothing.

    Raises what `applying.apply` raises: somebody's unsaved work in the way, a file open in Word.
    """
    return apply(
        repository,
        plan.change,
        author=author,
        when=when,
        tag=plan.tag,
        keep_personal_data=keep_personal_data,
    )


# What is asked for


def _given(request: IssueRequest) -> tuple[str, date]:
    if not request.number or request.signed is None:
        missing = listed(
            name
            for name, value in (("--number", request.number), ("--signed", request.signed))
            if not value
        )
        hint = (
            "Ghi số và ngày của quyết định đã ký; chưa ký thì dùng --papers-only để in bản trình."
        )
        raise CannotIssue(f"Thiếu {missing}.", hint)
    return request.number, request.signed


def _clean(request: IssueRequest) -> IssueRequest:
    """The request with its words as they are stored; words that say nothing are none."""
    clean: dict[str, Any] = {}
    for each in dc_fields(request):
        value = getattr(request, each.name)
        if isinstance(value, str):
            clean[each.name] = nfc(" ".join(value.split())) or None
    replaces = tuple(map(nfc, request.replaces))
    return replace(request, only=tuple(map(nfc, request.only)), replaces=replaces, **clean)


# What is staged


def _staged(repository: Repository, request: IssueRequest) -> tuple[Issuing, list[Reason]]:
    """The decision that the drafts and the plan make, and why it cannot be carried out, if so."""
    plan = repository.staged.record if repository.staged else StagedPlan()
    drafts = [draft for draft in repository.drafts if request.wants(draft.record.code)]
    leaving = [item for item in plan.withdraws if request.wants(item.code)]
    leaving += replaced_with_it(repository, request.replaces, drafts, leaving)
    reasons = [*unknown(repository, plan, request.only)]
    if not (drafts or leaving or reasons):
        reasons.append(_NOTHING)
    reasons += wrong_drafts(repository, plan, drafts, request.only)
    reasons += wrong_withdrawals(repository, drafts, leaving, _effective(repository, request))
    renewed = {draft.record.code for draft in drafts}
    reasons += dangling(repository, drafts, {item.code for item in leaving} - renewed)
    issuing = issuing_of(repository, request, plan, drafts, leaving)
    return issuing, reasons


def issuing_of(
    repository: Repository,
    request: IssueRequest,
    plan: StagedPlan,
    drafts: list[Entry[ControlledDocument]],
    leaving: list[Withdrawn],
) -> Issuing:
    """The decision as its papers tell it."""
    field_of = fields((*repository.drafts, *repository.documents))
    issued = _listed(_issued(repository, plan, drafts, field_of))
    withdrawn = _listed(_withdrawn(repository, leaving, field_of))
    agency = repository.agency.record
    return Issuing(
        year=(request.signed or repository.as_of).year,
        summary=request.summary or _summary(repository, issued, withdrawn),
        authority=request.authority or usual_authority(repository, DecisionKind.ISSUE),
        issued=issued,
        withdrawn=withdrawn,
        number=request.number,
        signed=request.signed,
        effective=request.own_effective,
        signer_post=request.signer_post or agency.head,
        signer=request.signer or "",
        proposed_by=request.proposed_by or proposer(agency),
        replaced=tuple(target_of(repository, each).record for each in request.replaces),
        users=users(repository, [each.document for each in issued]),
        taken_back=tuple(_taken_back(repository, issued, withdrawn)),
    )


def _effective(repository: Repository, request: IssueRequest) -> date:
    return request.effective or request.signed or repository.as_of


def _listed(documents: Iterator[_Told]) -> tuple[_Told, ...]:
    """In the order in which the papers list them."""
    return tuple(sorted(documents, key=lambda each: in_order(each.document, each.field)))


def _issued(
    repository: Repository,
    plan: StagedPlan,
    drafts: list[Entry[ControlledDocument]],
    field_of: Mapping[str, str],
) -> Iterator[IssuedDocument]:
    by_whom = issuers(repository)
    changes = {item.code: item.change for item in plan.issues if item.change}
    for entry in drafts:
        code = entry.record.code
        current = repository.in_force.get(code)
        replaced = None
        if current is not None:
            revision = current.record.revision
            replaced = Replaced(revision, by_whom.get((code, revision)))
        yield IssuedDocument(
            entry.record,
            entry.path,
            issued_path(entry.path),
            changes.get(code) or _change(entry.record, current),
            replaced,
            field_of.get(code, ""),
            entry.body,
        )


def _withdrawn(
    repository: Repository, leaving: list[Withdrawn], field_of: Mapping[str, str]
) -> Iterator[WithdrawnDocument]:
    for item in leaving:
        current = repository.in_force.get(item.code)
        if current is not None:
            field = field_of.get(item.code, "")
            yield WithdrawnDocument(current.record, current.path, item.reason, field)


def _change(document: ControlledDocument, current: Entry[ControlledDocument] | None) -> str:
    """What the record of the decision says of a document that the plan says nothing of."""
    if current is None:
        return _NEW
    request = document.request
    said = (request.content or request.reason) if request else None
    return said or f"Thay thế lần ban hành {two_digits(current.record.revision)}"


def _summary(
    repository: Repository,
    issued: tuple[IssuedDocument, ...],
    withdrawn: tuple[WithdrawnDocument, ...],
) -> str:
    what = system(repository.agency.record)
    if len(issued) == 1 and not withdrawn:
        return f"Ban hành {issued[0].document.title} của {what}"
    if not repository.documents:
        return f"Ban hành và áp dụng hệ thống tài liệu của {what}"
    verbs = [verb for verb, items in (("ban hành", issued), ("thu hồi", withdrawn)) if items]
    words = f"{' và '.join(verbs or ['ban hành'])} tài liệu của {what}"
    return words[0].upper() + words[1:]


def _taken_back(
    repository: Repository,
    issued: tuple[IssuedDocument, ...],
    withdrawn: tuple[WithdrawnDocument, ...],
) -> Iterator[TakenBack]:
    """The copies to be handed back: of what is withdrawn; of what is replaced, those on paper."""
    out = copies_out(repository)
    gone = users(repository, [each.document for each in withdrawn])
    for each in withdrawn:
        revision = each.document.revision
        held = out.get((each.document.code, revision)) or dict.fromkeys(gone[each.document.code], 0)
        for unit, copies in held.items():
            yield TakenBack(each.document, revision, unit, copies, each.reason)
    for new in issued:
        if new.replaces is None or new.document.code in gone:
            continue
        for unit, copies in out.get((new.document.code, new.replaces.revision), {}).items():
            reason = f"Thay bằng lần ban hành {two_digits(new.document.revision)}"
            # An electronic copy is replaced by the act itself; paper must be fetched.
            if copies:
                yield TakenBack(new.document, new.replaces.revision, unit, copies, reason)


# What changes


def _decision(issuing: Issuing, request: IssueRequest, number: str, signed: date) -> Decision:
    return Decision(
        number=number,
        kind=DecisionKind.ISSUE,
        summary=issuing.summary,
        signed=signed,
        effective=issuing.effective,
        retroactive_reason=request.retroactive_reason,
        authority=issuing.authority,
        signer_post=issuing.signer_post,
        signer_name=issuing.signer or None,
        signing_order=request.signing_order,
        issues=tuple(
            Issued(code=each.document.code, revision=each.document.revision, change=each.change)
            for each in issuing.issued
        ),
        withdraws=tuple(
            Withdrawn(
                code=each.document.code,
                revision=each.document.revision,
                # The text leaves the folder of what is in force, so the record says what it was.
                title=each.document.title,
                reason=each.reason,
            )
            for each in issuing.withdrawn
        ),
        replaces=tuple(each.number for each in issuing.replaced),
        seal=issuing.seal,
    )


# What is told


def _message(issuing: Issuing, number: str) -> str:
    """The words of the commit."""
    parts = [
        f"{verb} {two_digits(len(items))} tài liệu"
        for verb, items in (("ban hành", issuing.issued), ("thu hồi", issuing.withdrawn))
        if items
    ]
    words = f"{listed(parts)} theo {number}"
    return words[0].upper() + words[1:]


def _tag_message(decision: Decision) -> str:
    lines = [
        f"Quyết định số {decision.number}",
        "",
        f"Trích yếu: {decision.summary}",
        f"Ngày ký: {decision.signed.isoformat()}",
        f"Có hiệu lực: {decision.in_force_from.isoformat()}",
    ]
    if decision.seal:
        lines.append(f"Mã gốc niêm (cách {decision.seal.scheme}): {decision.seal.root}")
    lines.append("")
    lines += _lines("Ban hành", decision.issues)
    lines += _lines("Thu hồi", decision.withdraws)
    return "\n".join(lines) + "\n"


def _lines(verb: str, items: Sequence[Issued | Withdrawn]) -> Iterator[str]:
    if items:
        yield f"{verb} {len(items)} tài liệu:"
    for item in items:
        yield f"  {item.code} lần {item.revision}"


def notes(repository: Repository, issuing: Issuing) -> tuple[str, ...]:
    """What the person should read before the decision is signed, in sentences."""
    return tuple(_notes(repository, issuing))


def _notes(repository: Repository, issuing: Issuing) -> Iterator[str]:
    cited = grounds(repository, DecisionKind.ISSUE, issuing.signed or repository.as_of)
    if not cited:
        yield (
            "Quyết định chưa có căn cứ pháp lý nào: ghi văn bản (Luật Tổ chức chính quyền địa "
            f"phương, 19/2014/QĐ-TTg …) kèm ngày ban hành vào {path_of('van-ban')} rồi in lại."
        )
    if issuing.effective and issuing.effective > repository.as_of:
        yield (
            f"Quyết định có hiệu lực từ ngày {date_short(issuing.effective)}; "
            "đến ngày đó các lần ban hành trước vẫn được áp dụng."
        )
    if issuing.issued and not repository.agency.record.units:
        yield (
            f"{file_of('isoqms')} chưa ghi các đơn vị (units), "
            "nên chưa mở được dòng phân phối tài liệu."
        )
    yield from _mentions(repository, issuing)


def _mentions(repository: Repository, issuing: Issuing) -> Iterator[str]:
    """The texts that stay and still name a document that is withdrawn."""
    gone = {each.document.code for each in issuing.withdrawn}
    if not gone:
        return
    codes = "|".join(map(re.escape, gone))
    # A code may be the beginning or the end of a longer one: `QT-01` of `QT-01.2`.
    word = re.compile(rf"(?<![\w\-/&.])(?:{codes})(?![\w\-/&]|\.\w)")
    left = gone | {each.document.code for each in issuing.issued}
    staying = [entry for entry in repository.documents if entry.record.code not in left]
    for entry in (*staying, *repository.drafts):
        found = sorted(set(word.findall(entry.body)), key=sort_key)
        if found:
            yield (
                f"{entry.path} còn nhắc đến {listed(f'«{code}»' for code in found)} trong phần văn."
            )
