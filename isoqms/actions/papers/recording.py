"""Record a paper that was signed, wherever the records of the year ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.agency.init import with_schema
from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.issue import IssueRequest, plan_issue
from isoqms.actions.control.issue_refusals import Reason
from isoqms.actions.control.signed_pdf import signed_pdf, wrong_day_of_file
from isoqms.actions.papers.annulling import Ending, ending, tag_of
from isoqms.actions.papers.decision import kind_named
from isoqms.actions.papers.items import which_item
from isoqms.actions.papers.places import Entries, entries_of
from isoqms.actions.papers.standing import refuse, standing, stands
from isoqms.errors import IsoqmsError
from isoqms.facts.agency.boards import board
from isoqms.facts.control.issuing import decision_path
from isoqms.facts.control.signatories import signatory
from isoqms.facts.papers.catalogue import PRINTED_ELSEWHERE
from isoqms.facts.papers.document_numbers import wrong_number
from isoqms.facts.papers.paper import PaperKind, Signing
from isoqms.facts.papers.year_files import AUDITS, OUTGOING
from isoqms.facts.records.text import record_text
from isoqms.model.audit import AuditRound
from isoqms.model.control.decision import Appointment, Decision, DecisionKind, SignedFile
from isoqms.model.control.sealing import file_sum
from isoqms.model.reporting import OutgoingDocument
from isoqms.pages.layout.blocks import Title
from isoqms.pages.papers.agency_paper import proposer, usual_authority
from isoqms.pages.papers.draft import marks_in
from isoqms.pages.papers.order import PaperOrder, paper_of
from isoqms.pages.planning.policy_objectives import policy_of
from isoqms.repository import Entry, Repository
from isoqms.source.editing import edited
from isoqms.wording import date_short, number_slug

_BOARDS: Final = (DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
_HOW_TO_FORCE: Final = (
    "Sửa các lỗi ấy, in và ký lại bản đúng; giấy đã ký và phát hành đúng như vậy thì thêm --force: "
    "kho vẫn ghi, lỗi vẫn còn để xử lý."
)
_ONCE: Final = "Mỗi số chỉ cấp một lần trong năm: đối chiếu sổ đăng ký văn bản đi"
_ABOUT: Final = ("Về việc ", "về việc ", "V/v ")


class CannotRecord(IsoqmsError):
    """A signed paper that cannot be recorded as it was told; nothing was changed."""


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """What the person says of a signed paper.

    The rest follows from the records that it was printed from.
    """

    kind: PaperKind
    order: PaperOrder
    number: str
    signed: date
    effective: date | None = None
    pdf: Path | None = None
    dated: date | None = None
    """The day of this signed copy, where it is another than that of signing."""
    appoints: tuple[Appointment, ...] = ()
    """Who was appointed, where the paper was changed before it was signed."""
    force: bool = False
    """Whether it was signed although its records are wrong, which the truth may be."""

    @property
    def own_effective(self) -> date | None:
        """The day of effect, where it is another than that of signing."""
        return self.effective if self.effective != self.signed else None

    @property
    def own_day(self) -> date | None:
        """The day of the signed copy, where the day of signing does not say it."""
        return self.dated if self.dated != self.signed else None

    @property
    def signing(self) -> Signing:
        """The same as the records of the year are told of it."""
        return Signing(self.kind, self.order.year, self.number, self.signed, self.order.item)


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """Everything that recording would change, in memory."""

    change: Change
    words: str
    """What is recorded, for the person: `Kế hoạch số 88/KH-UBND ngày 25/3/2026`."""
    places: tuple[PurePosixPath, ...]
    """The files that hold it."""
    tag: tuple[str, str] | None = field(default=None)
    """Name and message of the tag, where documents come into force by it."""


def recordable(word: str) -> PaperKind:
    """The paper with this word, if it gets a number.

    CannotRecord for a sheet, UnknownName for no paper at all.
    """
    elsewhere = {kind.word: kind for kind in PRINTED_ELSEWHERE}
    kind = elsewhere.get(word) or kind_named(word)
    if not kind.is_numbered:
        hint = "Điền tay, ký rồi lưu cùng hồ sơ; nội dung ghi vào sổ của năm."
        raise CannotRecord(f"{kind.title} không lấy số, không phải ghi lại.", hint)
    return kind


def plan_record(repository: Repository, request: RecordRequest) -> RecordPlan:
    """What recording would change; nothing is written.

    CannotRecord with every reason where it cannot be done; UnknownName where what the paper is
    about is not in the records; Lacking where not even its summary can be told; CannotEdit where a
    register cannot be edited.
    """
    refuse_unless_whole(repository)
    _must_be_named(repository, request)
    known = _without_file(repository, request)
    _must_be_recorded_here(request, known)
    found = standing(repository, request.kind, request.order)
    if not request.force and known is None:
        refuse(request.kind, found, _HOW_TO_FORCE)
    entries = entries_of(repository, request.signing) if known is None else Entries()
    pdf, unusable = _signed_file(request)
    reasons = (
        *_wrong_number(repository, request),
        *_wrong_days(repository, request),
        *_taken(entries, request),
        *unusable,
    )
    _refuse(reasons)
    if known is not None:
        plan = _with_file(repository, request, known, pdf or b"")
    elif request.kind.decision is not None:
        plan = _decided(repository, request, entries, pdf)
    else:
        plan = _sent(repository, request, entries, pdf)
    if found.faults and known is None:
        words = f"{request.kind.title} {found.words}:\n{found.listed}"
        plan = replace(plan, change=replace(plan.change, notes=(*plan.change.notes, words)))
    if request.pdf is None:
        hint = "Chưa kèm bản PDF đã ký; có rồi thì chạy lại đúng lệnh này, thêm --pdf TỆP."
        plan = replace(plan, change=replace(plan.change, notes=(*plan.change.notes, hint)))
    return plan


def _must_be_named(repository: Repository, request: RecordRequest) -> None:
    kind = request.kind
    if kind.must_name and not request.order.item:
        command = f"isoqms decision record {kind.word}"
        hint = which_item(repository, kind, request.order.year, command)
        raise CannotRecord(f"Chưa biết {kind.item}.", hint)


def _must_be_recorded_here(request: RecordRequest, known: Entry[Decision] | None) -> None:
    """A paper that another command records gets no more than its file here."""
    kind = request.kind
    if known is None and kind.recorded_by:
        raise CannotRecord(
            f"{kind.title} số {request.number} chưa được ghi vào kho, hoặc đã kèm bản đã ký.",
            f"Ghi bằng: {kind.recorded_by}; sau đó mới kèm bản PDF bằng lệnh này.",
        )


# Reasons to refuse


def _refuse(reasons: tuple[Reason, ...]) -> None:
    if len(reasons) == 1:
        raise CannotRecord(reasons[0].message, reasons[0].hint)
    if reasons:
        lines = "\n".join(f"  - {reason.message}\n    → {reason.hint}" for reason in reasons)
        message = f"Chưa ghi được, vì {len(reasons)} lý do:\n{lines}"
        raise CannotRecord(message, "Chưa có gì bị thay đổi.")


def _wrong_number(repository: Repository, request: RecordRequest) -> Iterator[Reason]:
    symbol = repository.agency.record.symbol
    wrong = wrong_number(request.number, request.kind.type.lower(), symbol)
    if wrong is not None:
        message, hint = wrong
        law = "Cách đánh số theo Nghị định số 30/2020/NĐ-CP, Phụ lục I và III."
        yield Reason(message, f"{hint} {law}")
        return
    for number, day, what in _given(repository, request):
        if number.lstrip("0") == request.number.lstrip("0"):
            message = f"Số «{request.number}» đã dùng cho {what} ngày {date_short(day)}."
            yield Reason(message, f"{_ONCE}; đã ghi rồi thì không ghi lại.")
            return


def _given(repository: Repository, request: RecordRequest) -> Iterator[tuple[str, date, str]]:
    """The numbers that were given out in the year of signing to other papers than this."""
    own = _without_file(repository, request)
    for entry in repository.decisions:
        if entry.record.signed.year == request.signed.year and entry != own:
            yield entry.record.number, entry.record.signed, f"quyết định ghi ở {entry.path}"
    for sent in _sent_documents(repository, request):
        if not _is_this(sent, request):
            yield sent.number, sent.day, f"«{sent.summary}»"


def _sent_documents(repository: Repository, request: RecordRequest) -> tuple[OutgoingDocument, ...]:
    """The lines of the outgoing register of the year of signing."""
    return OUTGOING.rows(repository, request.signed.year, "documents")


def _without_file(repository: Repository, request: RecordRequest) -> Entry[Decision] | None:
    """The decision itself, where it is recorded already and only its signed file comes now."""
    if request.pdf is None:
        return None
    for entry in repository.decisions_by_number.get(request.number, ()):
        record = entry.record
        same = (record.signed, record.kind) == (request.signed, request.kind.decision)
        if same and record.file is None:
            return entry
    return None


def _is_this(sent: OutgoingDocument, request: RecordRequest) -> bool:
    """Whether a line of the register tells of this very paper, noted before its file came."""
    if request.kind.decision is not None or sent.file is not None:
        return False
    told = (sent.number, sent.day, sent.type.lower())
    return told == (request.number, request.signed, request.kind.type.lower())


def _wrong_days(repository: Repository, request: RecordRequest) -> Iterator[Reason]:
    if request.signed > repository.as_of:
        today = date_short(repository.as_of)
        message = f"Ngày ký {date_short(request.signed)} ở sau ngày đang tính ({today})."
        yield Reason(message, "Chỉ ghi văn bản đã ký: xem lại ngày.")
    if request.dated is not None:
        yield from wrong_day_of_file(request.dated, request.signed, request.pdf, repository.as_of)
    if request.effective and request.kind.decision is None:
        yield Reason(f"{request.kind.title} không có ngày hiệu lực riêng.", "Bỏ --effective.")
    elif request.effective and request.effective < request.signed:
        signed = date_short(request.signed)
        message = f"Ngày có hiệu lực {date_short(request.effective)} ở trước ngày ký {signed}."
        yield Reason(message, "Xem lại hai ngày trên quyết định đã ký.")


def _taken(entries: Entries, request: RecordRequest) -> Iterator[Reason]:
    for where, current in entries.taken:
        command = f"isoqms decision correct {request.kind.word} --year {request.order.year}"
        hint = f"Nếu chỗ đó ghi nhầm thì ghi lại cho đúng: `{command} --number … --reason …`."
        yield Reason(f"{where} đã ghi «{current}».", hint)


def _signed_file(request: RecordRequest) -> tuple[bytes | None, list[Reason]]:
    """The content of the signed PDF, or why it cannot be kept."""
    if request.pdf is None:
        return None, []
    found = signed_pdf(request.pdf)
    return (None, [found]) if isinstance(found, Reason) else (found, [])


# What changes


def _with_file(
    repository: Repository,
    request: RecordRequest,
    known: Entry[Decision],
    pdf: bytes,
) -> RecordPlan:
    """The signed file of a decision that is recorded already; its record says nothing else anew."""
    path = known.path.with_suffix(".pdf")
    kept = SignedFile(path=str(path), sha256=file_sum(pdf), dated=request.own_day)
    entries = Entries()
    entries.put(known.path, ("file",), kept.model_dump(exclude_none=True), None)
    return _planned(repository, request, entries, _pdf_files(kept, pdf), "kèm bản đã ký")


def _decided(
    repository: Repository,
    request: RecordRequest,
    entries: Entries,
    pdf: bytes | None,
) -> RecordPlan:
    """A decision goes to quyet-dinh/; a policy that is still a draft comes into force by it."""
    path = decision_path(request.number, request.signed)
    if repository.holds(path):
        hint = "Xem tệp đó: có thể quyết định này đã được ghi, hoặc số bị gõ nhầm."
        raise CannotRecord(f"Đã có tệp {path}.", hint)
    kept = _kept(path.with_suffix(".pdf"), pdf, request.own_day)
    record = _decision(repository, request, kept)
    _refuse(tuple(_left_open(repository, record)))
    policy = policy_of(repository) if record.kind is DecisionKind.POLICY_OBJECTIVES else None
    if policy is not None and policy in repository.drafts:
        deciding = _Deciding(record, policy.record.code, pdf)
        return _with_policy(repository, request, entries, deciding)
    ended = ending(repository, request.kind.word, request.order, record, entries)
    if ended is not None:
        return _ending_others(repository, request, entries, ended, _pdf_files(kept, pdf))
    files = {path: with_schema(path, record_text(record)).encode(), **_pdf_files(kept, pdf)}
    return _planned(repository, request, entries, files, record.summary)


def _left_open(repository: Repository, record: Decision) -> Iterator[Reason]:
    """Why not: marks to fill in would be kept for good, as what was signed."""
    said = (record.summary, *(each.post for each in record.appoints))
    for words in marks_in(said):
        yield Reason(
            f"Quyết định sẽ ghi theo hồ sơ còn chỗ chưa điền: {words}{stands(repository, words)}.",
            "Điền đúng như bản đã ký, gõ `isoqms save`, rồi chạy lại lệnh này.",
        )


def _ending_others(
    repository: Repository,
    request: RecordRequest,
    entries: Entries,
    ended: Ending,
    pdf: dict[PurePosixPath, bytes | None],
) -> RecordPlan:
    """A decision that annuls or amends another: the documents follow in the same change."""
    path = decision_path(request.number, request.signed)
    files = {**ended.files, path: with_schema(path, record_text(ended.record)).encode(), **pdf}
    plan = _planned(repository, request, entries, files, ended.record.summary)
    # It was signed: that a document still names one that ended by it is told, and no reason.
    change = replace(plan.change, notes=(*plan.change.notes, *ended.notes), past=True)
    return replace(plan, change=change, tag=tag_of(repository, path, ended.record))


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A decision that brings the draft of the policy into force."""

    record: Decision
    policy: str
    """The code of the policy."""
    pdf: bytes | None


def _with_policy(
    repository: Repository,
    request: RecordRequest,
    entries: Entries,
    deciding: _Deciding,
) -> RecordPlan:
    record = deciding.record
    asked = IssueRequest(
        number=request.number,
        signed=request.signed,
        effective=request.effective,
        only=(deciding.policy,),
        **signatory(record),
        summary=record.summary,
    )
    issue = plan_issue(repository, asked)
    path = decision_path(request.number, request.signed)
    whole = issue.decision.model_copy(update={"kind": record.kind, "file": record.file})
    files: dict[PurePosixPath, bytes | None] = {
        **issue.change.files,
        path: with_schema(path, record_text(whole)).encode(),
        **_pdf_files(record.file, deciding.pdf),
    }
    plan = _planned(repository, request, entries, files, record.summary)
    change = replace(
        plan.change,
        seen={**issue.change.seen, **plan.change.seen},
        moved=issue.change.moved,
        notes=(*issue.change.notes, *plan.change.notes),
    )
    return replace(plan, change=change, tag=issue.tag)


def _decision(repository: Repository, request: RecordRequest, kept: SignedFile | None) -> Decision:
    kind = request.kind.decision or DecisionKind.OTHER
    order = request.order
    agency = repository.agency.record
    replaces: tuple[str, ...] = ()
    if kind in _BOARDS:
        earlier = board(repository, kind, order.year, request.signed).last
        replaces = (earlier.number,) if earlier else ()
    return Decision(
        number=request.number,
        kind=kind,
        summary=_summary(repository, request),
        signed=request.signed,
        effective=request.own_effective,
        authority=order.authority or usual_authority(repository, kind),
        signer_post=order.signer_post or agency.head,
        signer_name=order.signer,
        appoints=request.appoints or tuple(_appointed(repository, request, kind)),
        replaces=replaces,
        file=kept,
    )


def _appointed(
    repository: Repository,
    request: RecordRequest,
    kind: DecisionKind,
) -> Iterator[Appointment]:
    """Whom the paper listed: the members of a board, the auditors of the year."""
    if kind in _BOARDS:
        yield from board(repository, kind, request.order.year, request.signed).members
    if kind is DecisionKind.AUDIT_TEAM:
        yield from _auditors(repository, request.order.year)


def _auditors(repository: Repository, year: int) -> Iterator[Appointment]:
    """The auditors of all rounds, each once, those who lead first."""
    rounds: tuple[AuditRound, ...] = AUDITS.rows(repository, year, "rounds")
    listed = [(each.lead, each.post, each.name) for one in rounds for each in one.auditors]
    for lead, post, name in sorted(dict.fromkeys(listed), key=lambda each: not each[0]):
        yield Appointment(role="Trưởng đoàn" if lead else "Thành viên", post=post, name=name)


def _sent(
    repository: Repository,
    request: RecordRequest,
    entries: Entries,
    pdf: bytes | None,
) -> RecordPlan:
    """Any other paper goes to the year's register of outgoing documents, once."""
    folder = PurePosixPath("nam", str(request.signed.year))
    path = folder / "van-ban" / f"{number_slug(request.number)}.pdf"
    kept = _kept(path, pdf, request.own_day)
    summary = _summary(repository, request)
    mark = request.signing.mark if entries.marked else None
    register = OUTGOING.path(request.signed.year)
    documents = _sent_documents(repository, request)
    noted = next((i for i, sent in enumerate(documents) if _is_this(sent, request)), None)
    agency = repository.agency.record
    if noted is None:
        line = OutgoingDocument(
            number=request.number,
            day=request.signed,
            type=request.kind.type,
            issuer=proposer(agency) if request.kind.of_unit else agency.name,
            summary=summary,
            file=kept,
            paper=mark,
        )
        entries.append(
            register, "documents", line.model_dump(exclude_none=True, exclude={"corrections"})
        )
    else:
        for key, value in _lacking(documents[noted], kept, mark):
            entries.put(register, ("documents", noted, key), value, None)
    if not entries.edits:
        words = f"{request.signing.words} đã được ghi đủ trong kho."
        raise CannotRecord(words, "Không phải ghi lại.")
    return _planned(repository, request, entries, _pdf_files(kept, pdf), summary)


def _lacking(
    line: OutgoingDocument,
    kept: SignedFile | None,
    mark: str | None,
) -> Iterator[tuple[str, object]]:
    """What a line of the register still lacks, by key: the signed file, the mark of the paper."""
    if kept is not None:
        yield "file", kept.model_dump(exclude_none=True)
    if mark is not None and line.paper is None:
        yield "paper", mark


def _planned(
    repository: Repository,
    request: RecordRequest,
    entries: Entries,
    files: dict[PurePosixPath, bytes | None],
    summary: str,
) -> RecordPlan:
    seen: dict[PurePosixPath, bytes] = {}
    for path, edits in entries.edits.items():
        before, taken_up = to_edit(repository, path)
        files[path] = edited(path, before, *edits)
        seen |= taken_up
    words = request.signing.words
    change = Change(f"Ghi {words}: {summary}", files, seen=seen, notes=tuple(entries.notes))
    return RecordPlan(change, words, tuple(sorted(files)))


def _kept(path: PurePosixPath, pdf: bytes | None, dated: date | None) -> SignedFile | None:
    if pdf is None:
        return None
    return SignedFile(path=str(path), sha256=file_sum(pdf), dated=dated)


def _pdf_files(kept: SignedFile | None, pdf: bytes | None) -> dict[PurePosixPath, bytes | None]:
    return {PurePosixPath(kept.path): pdf} if kept is not None else {}


def _summary(repository: Repository, request: RecordRequest) -> str:
    """What the paper is about: as told, or else as it is printed."""
    told = request.order.summary
    if told is None and request.kind.maker:
        told = _printed_summary(request.kind, repository, request.order) or request.kind.title
    if told is None:
        # The report, which is not printed here.
        what = "Tình hình áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng"
        told = f"{what} năm {request.order.year}"
    return _bare(told)


def printed_as_recorded(
    repository: Repository, kind: PaperKind, order: PaperOrder, summary: str
) -> PaperOrder:
    """The order by which the paper bears the recorded summary, its own words where they say it."""
    own = _printed_summary(kind, repository, order)
    return order if own and _bare(own) == summary else replace(order, summary=summary)


def _bare(told: str) -> str:
    for opening in _ABOUT:
        told = told.removeprefix(opening)
    return told[:1].upper() + told[1:]


def _printed_summary(kind: PaperKind, repository: Repository, order: PaperOrder) -> str | None:
    """The summary of the paper as it would be printed."""
    paper = paper_of(kind, repository, order)
    for block in paper.body:
        if isinstance(block, Title) and block.summary:
            return block.summary
    head = paper.letterhead
    return (head.subject or None) if head else None
