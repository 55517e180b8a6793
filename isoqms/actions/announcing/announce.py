"""Announce the system by a signed decision (công bố), with what it covers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.agency.init import with_schema
from isoqms.actions.announcing.gate import PRINTED_FROM, Judgement, gate
from isoqms.actions.announcing.publicity import left_to_do, publicity, register_path
from isoqms.actions.announcing.request import (
    AnnounceRequest,
    CannotAnnounce,
    cleaned_request,
    number_and_day,
)
from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import standing_of
from isoqms.actions.control.issue_papers import Made, WordFile, word_files
from isoqms.actions.control.issue_refusals import Reason, wrong_act, wrong_signing
from isoqms.actions.control.signed_pdf import signed_pdf, wrong_day_of_file
from isoqms.errors import BadAnswer
from isoqms.facts.announcing.announcements import announcements
from isoqms.facts.control.issuing import decision_path
from isoqms.facts.records.stated_dates import day_in
from isoqms.facts.records.text import record_text
from isoqms.facts.services.coverage import Coverage, coverage
from isoqms.model.control.decision import Decision, DecisionKind, SignedFile
from isoqms.model.control.sealing import file_sum
from isoqms.pages.announcing.announcement import (
    TEMPLATE,
    announcement,
    notice,
    notice_to_come,
    posting,
    posting_to_come,
)
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.papers.agency_paper import standard, usual_authority
from isoqms.pages.papers.draft import DRAFT, as_draft, unfit_words
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.own_wording import packaged_wording, place_of
from isoqms.repository import Repository, load
from isoqms.source.editing import Append, edited
from isoqms.wording import date_short, nfc, number_slug

_FOLDER: Final = "xuat"
_BEFORE: Final = "cong-bo-trinh-ky"
_MOST_TOLD: Final = 3
_FILL_IN: Final = "Sửa chỗ ấy trong hồ sơ rồi chạy lại."
_NUMBER: Final = re.compile(r"\d+/[^\s,;]+")


@dataclass(frozen=True, slots=True)
class AnnouncePlan:
    """Everything that the announcement would change, in memory."""

    decision: Decision
    covered: Coverage
    gate: Judgement
    change: Change
    papers: tuple[WordFile, ...]
    left: tuple[str, ...]
    """What remains to be done for the public, in sentences."""


def plan_announcement(repository: Repository, request: AnnounceRequest) -> AnnouncePlan:
    """What recording the decision would change; nothing is written.

    CannotAnnounce with the failing points, or with what is wrong with the number or the day.
    """
    refuse_unless_whole(repository)
    request = cleaned_request(request)
    number, signed = number_and_day(request)
    _refuse(wrong_act(repository, number, signed, request.effective, None))
    # The law asks for all of it before the decision, so the day of signing is looked at.
    then = load(repository.root, signed)
    judged = gate(then)
    if not judged.passed and not request.force_reason:
        raise CannotAnnounce(
            _told(judged), "Xem đủ từng điểm và cách làm: `isoqms announce --check`."
        )
    covered = coverage(then)
    path = decision_path(number, signed)
    pdf, files = _signed_file(path, request, repository.as_of)
    decision = _decision(repository, request, judged, pdf)
    files[path] = with_schema(path, record_text(decision)).encode()
    register = register_path(signed.year)
    before, seen = to_edit(repository, register)
    entry = _entry(repository, request, covered)
    files[register] = edited(register, before, Append(("announcements",), (entry,)))
    change = Change(
        f"Công bố Hệ thống quản lý chất lượng theo {number}",
        files,
        seen=seen,
        notes=tuple(_notes(judged)),
    )
    # The notice and the posting name the decision, so it has to stand in the repository already.
    after = load(repository.root, repository.as_of, files)
    order = _order(request, signed.year, signed)
    made = (
        announcement(after, order),
        notice(after, _order_of_notice(request, order)),
        posting(after, replace(order, item=number)),
    )
    if not request.force_reason:
        _refuse(Reason(words, _FILL_IN) for paper in made for words in unfit_words(paper))
    papers = _files(after, order, made)
    return AnnouncePlan(
        decision, covered, judged, change, papers, tuple(left_to_do(repository, request))
    )


def papers_to_sign(repository: Repository, request: AnnounceRequest) -> tuple[WordFile, ...]:
    """The same papers before anything is signed: number and day may be open.

    Marked as drafts, by a mark on each page and by name, while a point of the gate is not met.
    CannotAnnounce where they are wrong.
    """
    refuse_unless_whole(repository)
    request = cleaned_request(request)
    _refuse(wrong_act(repository, request.number, request.signed, request.effective, None))
    _refuse(wrong_signing(repository, request.signer_post, request.signer))
    order = _order(request, (request.signed or repository.as_of).year, repository.as_of)
    made = (
        announcement(repository, order),
        notice_to_come(repository, _order_of_notice(request, order)),
        posting_to_come(repository, order),
    )
    failing = len(gate(repository).failing)
    unfit = len({words for paper in made for words in unfit_words(paper)})
    if not failing + unfit:
        return _files(repository, order, made)
    drafts = (as_draft(paper, failing + unfit, "điều chưa đạt") for paper in made)
    return _files(repository, order, drafts, f"-{DRAFT}")


def folder_for(repository: Repository, number: str | None) -> Path:
    """Where the papers are written: by the decision's number, or as what is still to be signed."""
    return repository.root / _FOLDER / (number_slug(number) if number else _BEFORE)


def plan_template(repository: Repository) -> tuple[PurePosixPath, Change]:
    """The change that brings the wording of the decision into mau/, for the agency to correct.

    CannotAnnounce where it is there already.
    """
    path = place_of(TEMPLATE)
    if repository.holds(path):
        raise CannotAnnounce(
            f"Đã có {path}.", "Mở tệp ấy để sửa; xóa đi thì máy dùng lại lời văn của isoqms."
        )
    change = Change(
        f"Chép mẫu quyết định công bố vào {path}", {path: packaged_wording(TEMPLATE).encode()}
    )
    return path, change


# What is asked for


def _refuse(reasons: Iterator[Reason]) -> None:
    found = tuple(reasons)
    if len(found) == 1:
        raise CannotAnnounce(found[0].message, found[0].hint)
    if found:
        lines = "\n".join(f"  - {reason.message}" for reason in found)
        message = f"Chưa ghi được, vì {len(found)} lý do:\n{lines}"
        raise CannotAnnounce(message, found[0].hint)


def _told(judged: Judgement) -> str:
    """The failing points with their first lacks."""
    day = date_short(judged.as_of)
    lines = [f"Chưa công bố được: {judged.left} vào ngày {day}."]
    for point in judged.failing:
        lines.append(f"  {point.number}. {point.title}")
        told = (*point.lacks, *point.unchecked)
        lines += [f"     - {lack.message}" for lack in told[:_MOST_TOLD]]
        left = len(told) - _MOST_TOLD
        if left > 0:
            lines.append(f"     … và {left} điều nữa")
    return "\n".join(lines)


# What changes


def _decision(
    repository: Repository, request: AnnounceRequest, judged: Judgement, pdf: SignedFile | None
) -> Decision:
    number, signed = number_and_day(request)
    agency = repository.agency.record
    previous = [each.number for each in announcements(repository) if each.day <= signed]
    again = " lại" if previous else ""
    usual = f"Công bố{again} Hệ thống quản lý chất lượng phù hợp {standard(agency)}"
    return Decision(
        number=number,
        kind=DecisionKind.ANNOUNCE,
        summary=request.summary or usual,
        signed=signed,
        effective=request.own_effective,
        authority=request.authority or usual_authority(repository, DecisionKind.ANNOUNCE),
        signer_post=request.signer_post or agency.head,
        signer_name=request.signer,
        replaces=tuple(previous[-1:]),
        file=pdf,
        note=_forced(request, judged),
    )


def _forced(request: AnnounceRequest, judged: Judgement) -> str | None:
    """Why it was announced although points of the gate fail; None where none does."""
    if judged.passed:
        return None
    points = ", ".join(str(point.number) for point in judged.failing)
    return f"Công bố khi điểm {points} chưa đạt; lý do: {request.force_reason}"


def _signed_file(
    record: PurePosixPath, request: AnnounceRequest, today: date
) -> tuple[SignedFile | None, dict[PurePosixPath, bytes | None]]:
    """What the record says of the signed paper, and the paper beside the record. BadAnswer."""
    signed = number_and_day(request)[1]
    if request.dated is not None:
        _refuse(wrong_day_of_file(request.dated, signed, request.pdf, today))
    if request.pdf is None:
        return None, {}
    content = signed_pdf(request.pdf)
    if isinstance(content, Reason):
        raise BadAnswer(content.message, content.hint)
    kept = record.with_suffix(".pdf")
    own = request.dated if request.dated != signed else None
    file = SignedFile(path=str(kept), sha256=file_sum(content), dated=own)
    return file, {kept: content}


def _entry(repository: Repository, request: AnnounceRequest, covered: Coverage) -> dict[str, Any]:
    """The line of cong-bo.yaml: what is covered on the day.

    A later change of scope can be told from it.
    """
    number, signed = number_and_day(request)
    line: dict[str, Any] = {"decision": number, "announced": signed}
    lists = {"procedures": list(covered.codes), "activities": list(covered.activity_codes)}
    if repository.scope:
        scope = repository.scope.record
        line["scope"] = scope.statement
        lists["units"] = list(scope.units)
        lists["exclusions"] = [each.clause for each in scope.exclusions]
    line |= {key: values for key, values in lists.items() if values}
    return line | publicity(request)


# What is told


def _notes(judged: Judgement) -> Iterator[str]:
    for point in judged.points:
        yield from (f"Điểm {point.number}: {remark}" for remark in point.remarks)
        if not point.passed:
            yield f"Điểm {point.number} chưa đạt mà vẫn công bố: {point.title}."


# The papers


_PAPERS: Final = (
    ("quyet-dinh", "Quyết định công bố kèm phụ lục"),
    ("thong-bao", "Thông báo gửi đơn vị chủ trì"),
    ("niem-yet", "Tờ niêm yết"),
)


def _files(
    repository: Repository, order: PaperOrder, made: Iterable[Paper], ending: str = ""
) -> tuple[WordFile, ...]:
    """The decision, the notice and the posting as Word files.

    What keeps them back, the points of the gate tell: of their records only warnings are left.
    """
    known = replace(standing_of(repository, order.year, PRINTED_FROM), faults=())
    papers = (
        Made(f"{name}{ending}.docx", title, paper)
        for (name, title), paper in zip(_PAPERS, made, strict=True)
    )
    return word_files(repository, papers, known)


def _order(request: AnnounceRequest, year: int, day: date) -> PaperOrder:
    is_title = request.summary is not None and request.summary.startswith("Về việc")
    return PaperOrder(
        year=year,
        day=day,
        number=request.number,
        signed=request.signed,
        authority=request.authority,
        signer_post=request.signer_post,
        signer=request.signer,
        proposed_by=request.proposed_by,
        item=request.number,
        summary=request.summary if is_title else None,
    )


def _order_of_notice(request: AnnounceRequest, order: PaperOrder) -> PaperOrder:
    """The notice has a number and a day of its own, and is signed for the agency as a whole."""
    number = _NUMBER.search(nfc(request.notice or ""))
    return replace(
        order,
        number=number[0] if number else None,
        signed=day_in(request.notice),
        authority=None,
        summary=None,
    )
