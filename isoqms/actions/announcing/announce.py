"""Announce the system by a signed decision (công bố), with what it covers and who heard of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import fields as dc_fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.init import with_schema
from isoqms.actions.announcing.gate import Judgement, gate
from isoqms.actions.changing.applying import Change
from isoqms.actions.control.issue_papers import WordFile
from isoqms.actions.control.issue_refusals import Reason, wrong_act
from isoqms.actions.control.new import cleaned
from isoqms.actions.control.signed_pdf import signed_pdf
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.announcing.announcements import Announced, announcements
from isoqms.facts.control.issuing import decision_path
from isoqms.facts.records.stated_dates import day_in
from isoqms.facts.records.text import record_text
from isoqms.facts.services.coverage import Coverage, coverage
from isoqms.model.control.decision import Decision, DecisionKind, SignedFile
from isoqms.model.control.sealing import file_sum
from isoqms.model.layout import path_of
from isoqms.pages.announcing.announcement import (
    TEMPLATE,
    announcement,
    notice,
    notice_to_come,
    posting,
    posting_to_come,
)
from isoqms.pages.papers.agency_paper import standard, usual_authority
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.own_wording import packaged_wording, place_of
from isoqms.repository import Repository, load
from isoqms.source.editing import Append, Edit, Put, edited
from isoqms.wording import date_short, listed, nfc, number_slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_BEFORE: Final = "cong-bo-trinh-ky"
_MOST_TOLD: Final = 3
_NUMBER: Final = re.compile(r"\d+/[^\s,;]+")


class CannotAnnounce(IsoqmsError):
    """An announcement that may not be made yet, or cannot be recorded as it was asked for.

    Nothing was changed.
    """


@dataclass(frozen=True, slots=True)
class AnnounceRequest:
    """What the person says of the decision; what it covers follows from the registers."""

    number: str | None = None
    signed: date | None = None
    effective: date | None = None
    authority: str | None = None
    signer_post: str | None = None
    signer: str | None = None
    summary: str | None = None
    proposed_by: str | None = None
    notice: str | None = None
    """`15/TB-UBND ngày 28/11/2025`."""
    posted: str | None = None
    website: str | None = None
    pdf: Path | None = None
    """The signed paper, which is kept beside the record."""
    force_reason: str | None = None
    """Why it was announced although points of the gate fail; the record keeps it."""

    @property
    def said_of_publicity(self) -> bool:
        """Whether it tells how the announcement was made public."""
        return any((self.notice, self.posted, self.website))


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
    request = _clean(request)
    number, signed = _given(request)
    _refuse(wrong_act(repository, number, signed, request.effective, None))
    then = load(repository.root, signed)
    judged = gate(then)
    if not judged.passed and not request.force_reason:
        raise CannotAnnounce(
            _told(judged), "Xem đủ từng điểm và cách làm: `isoqms announce --check`."
        )
    covered = coverage(then)
    path = decision_path(number, signed)
    pdf, files = _signed_file(path, request.pdf)
    decision = _decision(repository, request, judged, pdf)
    files[path] = with_schema(path, record_text(decision)).encode()
    register = _register(signed.year)
    before = repository.bytes_of(register) if repository.holds(register) else None
    entry = _entry(repository, request, number, signed, covered)
    files[register] = edited(
        register,
        before if before is not None else with_schema(register, "").encode(),
        Append(("announcements",), (entry,)),
    )
    change = Change(
        f"Công bố Hệ thống quản lý chất lượng theo {number}",
        files,
        seen={register: before} if before is not None else {},
        notes=tuple(_notes(judged)),
    )
    after = load(repository.root, repository.as_of, files)
    order = _order(request, signed.year, signed)
    papers = (
        _paper("quyet-dinh.docx", "Quyết định công bố kèm phụ lục", announcement(after, order)),
        _paper(
            "thong-bao.docx",
            "Thông báo gửi đơn vị chủ trì",
            notice(after, _order_of_notice(request, order)),
        ),
        _paper("niem-yet.docx", "Tờ niêm yết", posting(after, replace(order, item=number))),
    )
    return AnnouncePlan(
        decision, covered, judged, change, papers, tuple(_left(repository, request))
    )


def papers_to_sign(repository: Repository, request: AnnounceRequest) -> tuple[WordFile, ...]:
    """The same papers before anything is signed: number and day may be open.

    CannotAnnounce where they are wrong.
    """
    request = _clean(request)
    _refuse(wrong_act(repository, request.number, request.signed, request.effective, None))
    order = _order(request, (request.signed or repository.as_of).year, repository.as_of)
    notified = _order_of_notice(request, order)
    return (
        _paper(
            "quyet-dinh.docx", "Quyết định công bố kèm phụ lục", announcement(repository, order)
        ),
        _paper(
            "thong-bao.docx", "Thông báo gửi đơn vị chủ trì", notice_to_come(repository, notified)
        ),
        _paper("niem-yet.docx", "Tờ niêm yết", posting_to_come(repository, order)),
    )


def folder_for(repository: Repository, number: str | None) -> Path:
    """Where the papers are written: by the decision's number, or as what is still to be signed."""
    return repository.root / _FOLDER / (number_slug(number) if number else _BEFORE)


def plan_publicity(
    repository: Repository, request: AnnounceRequest
) -> tuple[Announced, Change, tuple[str, ...]]:
    """The announcement that is meant, the change that records its publicity, and what is left.

    The last announcement is meant where no number is given. CannotAnnounce where there is none,
    BadAnswer where nothing is said of it.
    """
    request = _clean(request)
    announced = _announced(repository, request.number)
    given = _publicity(request)
    if not given:
        raise BadAnswer(
            "Chưa biết ghi gì.", "Thêm --notice, --posted hoặc --website kèm nội dung cần ghi."
        )
    register = _register(announced.day.year)
    before = (
        repository.bytes_of(register)
        if repository.holds(register)
        else with_schema(register, "").encode()
    )
    edits: tuple[Edit, ...]
    if announced.record is None:
        entry = {"decision": announced.number, "announced": announced.day, **given}
        edits = (Append(("announcements",), (entry,)),)
    else:
        place = announced.place.route
        edits = tuple(Put((*place, key), value) for key, value in given.items())
    change = Change(
        f"Ghi việc công khai công bố theo {announced.number}: "
        f"{listed(_WORDS[key] for key in given if key in _WORDS)}",
        {register: edited(register, before, *edits)},
        seen={register: before} if repository.holds(register) else {},
    )
    known = announced.record
    done = replace(
        request,
        notice=request.notice or (known.notice if known else None),
        posted=request.posted or (known.posted if known else None),
        website=request.website or (known.website if known else None),
    )
    return announced, change, tuple(_left(repository, done))


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


_WORDS: Final = {"notice": "thông báo", "posted": "niêm yết", "website": "đăng tải"}


# What is asked for


def _clean(request: AnnounceRequest) -> AnnounceRequest:
    """The request with its words as they are stored; words that say nothing are none. BadAnswer."""
    said: dict[str, Any] = {}
    for each in dc_fields(request):
        value = getattr(request, each.name)
        if isinstance(value, str):
            said[each.name] = (
                cleaned(value, f"--{each.name.replace('_', '-')}") if value.strip() else None
            )
    return replace(request, **said)


def _given(request: AnnounceRequest) -> tuple[str, date]:
    if not request.number or request.signed is None:
        named = (("--number", request.number), ("--signed", request.signed))
        missing = listed(name for name, value in named if not value)
        hint = (
            "Ghi số và ngày của quyết định đã ký; chưa ký thì dùng --papers-only để in bản trình, "
            "--check để xét trước."
        )
        raise CannotAnnounce(f"Thiếu {missing}.", hint)
    return request.number, request.signed


def _refuse(reasons: Iterator[Reason]) -> None:
    found = tuple(reasons)
    if found:
        lines = "\n".join(f"  - {reason.message}" for reason in found)
        message = (
            found[0].message
            if len(found) == 1
            else f"Chưa ghi được, vì {len(found)} lý do:\n{lines}"
        )
        raise CannotAnnounce(message, found[0].hint)


def _told(judged: Judgement) -> str:
    """The failing points with their first lacks."""
    day = date_short(judged.as_of)
    lines = [
        (
            f"Chưa công bố được: {len(judged.failing)} trong {len(judged.points)} điểm chưa "
            f"đạt vào ngày {day}."
        )
    ]
    for point in judged.failing:
        lines.append(f"  {point.number}. {point.title}")
        lines += [f"     - {lack.message}" for lack in point.lacks[:_MOST_TOLD]]
        left = len(point.lacks) - _MOST_TOLD
        lines += [f"     … và {left} điều nữa"] if left > 0 else []
    return "\n".join(lines)


def _announced(repository: Repository, number: str | None) -> Announced:
    known = announcements(repository)
    found = next((each for each in reversed(known) if number in (None, each.number)), None)
    if found is None:
        what = (
            f"Không có lần công bố nào theo «{number}»."
            if number
            else "Hệ thống chưa được công bố lần nào."
        )
        raise CannotAnnounce(
            what, "Ghi quyết định công bố trước: `isoqms announce --number SỐ --signed NGÀY`."
        )
    return found


# What changes


def _register(year: int) -> PurePosixPath:
    return path_of("cong-bo", year)


def _decision(
    repository: Repository, request: AnnounceRequest, judged: Judgement, pdf: SignedFile | None
) -> Decision:
    number, signed = _given(request)
    agency = repository.agency.record
    previous = [each for each in announcements(repository) if each.day <= signed]
    again = " lại" if previous else ""
    points = ", ".join(str(point.number) for point in judged.failing)
    return Decision(
        number=number,
        kind=DecisionKind.ANNOUNCE,
        summary=request.summary
        or f"Công bố{again} Hệ thống quản lý chất lượng phù hợp {standard(agency)}",
        signed=signed,
        effective=request.effective if request.effective != signed else None,
        authority=request.authority or usual_authority(repository, DecisionKind.ANNOUNCE),
        signer_post=request.signer_post or agency.head,
        signer_name=request.signer,
        replaces=(previous[-1].number,) if previous else (),
        file=pdf,
        note=f"Công bố khi điểm {points} chưa đạt; lý do: {request.force_reason}"
        if points
        else None,
    )


def _signed_file(
    record: PurePosixPath, pdf: Path | None
) -> tuple[SignedFile | None, dict[PurePosixPath, bytes | None]]:
    """What the record says of the signed paper, and the paper beside the record. BadAnswer."""
    if pdf is None:
        return None, {}
    content = signed_pdf(pdf)
    if isinstance(content, Reason):
        raise BadAnswer(content.message, content.hint)
    kept = record.with_suffix(".pdf")
    return SignedFile(path=str(kept), sha256=file_sum(content)), {kept: content}


def _entry(
    repository: Repository, request: AnnounceRequest, number: str, signed: date, covered: Coverage
) -> dict[str, Any]:
    """The line of cong-bo.yaml: what is covered on the day.

    A later change of scope can be told from it.
    """
    scope = repository.scope.record if repository.scope else None
    lists = {
        "procedures": list(covered.codes),
        "activities": list(covered.activity_codes),
        "units": list(scope.units) if scope else [],
        "exclusions": [each.clause for each in scope.exclusions] if scope else [],
    }
    return {
        "decision": number,
        "announced": signed,
        **({"scope": scope.statement} if scope else {}),
        **{key: values for key, values in lists.items() if values},
        **_publicity(request),
    }


def _publicity(request: AnnounceRequest) -> dict[str, Any]:
    """What is recorded of how the announcement was made public."""
    said: dict[str, Any] = {}
    if request.notice:
        # A bare number is a notice; whoever sent a letter says so.
        said["notice"] = (
            request.notice if request.notice[0].isalpha() else f"Thông báo số {request.notice}"
        )
        said["notified"] = True
    if request.posted:
        said["posted"] = request.posted
    if request.website:
        said["website"] = request.website
    return said


# What is told


def _notes(judged: Judgement) -> Iterator[str]:
    for point in judged.points:
        yield from (f"Điểm {point.number}: {remark}" for remark in point.remarks)
        if not point.passed:
            yield f"Điểm {point.number} chưa đạt mà vẫn công bố: {point.title}."


def _left(repository: Repository, request: AnnounceRequest) -> Iterator[str]:
    """The acts of publicity that are not recorded yet (QĐ 19/2014/QĐ-TTg, Điều 4, khoản 3)."""
    agency = repository.agency.record
    if not request.notice:
        yield (
            f"Gửi thông báo tới {agency.lead_agency}, rồi ghi: "
            'isoqms announce --record --notice "SỐ ngày NGÀY"'
        )
    if not request.posted:
        yield 'Niêm yết tại trụ sở, rồi ghi: isoqms announce --record --posted "NƠI, ngày NGÀY"'
    if agency.website and not request.website:
        yield (
            "Đăng trên trang thông tin điện tử, rồi ghi: isoqms announce --record --website ĐỊA-CHỈ"
        )


# The papers


def _paper(name: str, title: str, paper: Any) -> WordFile:
    return WordFile(name, title, write_docx(paper))


def _order(request: AnnounceRequest, year: int, day: date) -> PaperOrder:
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
        summary=request.summary
        if request.summary and request.summary.startswith("Về việc")
        else None,
    )


def _order_of_notice(request: AnnounceRequest, order: PaperOrder) -> PaperOrder:
    """The notice has a number and a day of its own, and is signed for the agency as a whole."""
    number = _NUMBER.search(nfc(request.notice)) if request.notice else None
    return replace(
        order,
        number=number[0] if number else None,
        signed=day_in(request.notice),
        authority=None,
        summary=None,
    )
