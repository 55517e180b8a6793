"""The minutes of opening and of closing a round of audit (mẫu 1.9; BM-HT-02-07)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.facts.audit.auditors import audited_by, nonconformity_of
from isoqms.facts.audit.team import team_decision
from isoqms.facts.law.citing import citable
from isoqms.model.audit import (
    AuditFinding,
    Auditor,
    AuditRound,
    CheckResult,
    FindingKind,
    RoundState,
)
from isoqms.pages.audit.words import (
    auditor_words,
    codes,
    days_words,
    lacking,
    ordered_round,
    round_words,
    subject_words,
    team_words,
    unit_words,
)
from isoqms.pages.layout.blocks import (
    Align,
    Blank,
    Block,
    Column,
    Paper,
    Paragraph,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import archive, letterhead, profile, system
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, date_short, listed, two_digits, within

_OPEN: Final = "……"
_OPENING: Final = "khai-mac-danh-gia"
_CLOSING: Final = "ket-thuc-danh-gia"
_FOUND: Final = (
    Column("TT", 11, Align.CENTER),
    Column("Loại", 27),
    Column("Đơn vị", 32),
    Column("Điều khoản, quy trình", 34, Align.CENTER),
    Column("Điều thấy được", 56),
)
_KINDS: Final = {
    FindingKind.NONCONFORMITY: "Không phù hợp",
    FindingKind.OBSERVATION: "Lưu ý",
    FindingKind.STRENGTH: "Điểm mạnh",
}


def opening_minutes(repository: Repository, order: PaperOrder) -> Paper:
    """The minutes of the meeting that opens a round: its team, purpose, scope, method, days.

    Lacking where the round has no team, one lead, or nothing to audit. A day that is only planned
    is left open, as minutes tell what took place.
    """
    name = "biên bản họp khai mạc đánh giá nội bộ"
    audit = ordered_round(repository, order, name)
    _refuse(name, _gaps(audit, order.year))
    begun = audit.planned_from or audit.held
    day = begun if audit.state is RoundState.DONE and begun and begun <= order.dated else None
    text = template_blocks(repository, _OPENING, order.year, _known(repository, order, audit))
    return _minutes(repository, order, audit, ("khai mạc", day), text)


def closing_minutes(repository: Repository, order: PaperOrder) -> Paper:
    """The minutes of the meeting that closes a round: what was found, by when it is put right.

    Lacking where the round is not done by the day, or a nonconformity has no last day agreed on.
    """
    name = "biên bản họp kết thúc đánh giá nội bộ"
    audit = ordered_round(repository, order, name)
    day = audited_by(audit)
    _refuse(name, (*_gaps(audit, order.year), *_unfinished(repository, order, audit, day)))
    known = _known(repository, order, audit) | {"tong_hop": _summed(audit.findings)}
    text = (
        *template_blocks(repository, _CLOSING, order.year, known),
        *_found(repository, audit),
        *_agreed(repository, order.year, audit),
    )
    return _minutes(repository, order, audit, ("kết thúc", day), text)


def _refuse(name: str, gaps: tuple[str, ...]) -> None:
    if gaps:
        raise lacking(name, gaps)


def _gaps(audit: AuditRound, year: int) -> tuple[str, ...]:
    gaps = []
    update = f"`isoqms update audit-round {audit.id} --year {year}`"
    if sum(each.lead for each in audit.auditors) != 1:
        gaps.append(f"Đợt «{audit.id}» chưa ghi đoàn có đúng một trưởng đoàn: ghi bằng {update}.")
    if not (audit.units or audit.clauses or audit.documents):
        gaps.append(
            f"Đợt «{audit.id}» chưa ghi đánh giá đơn vị, điều khoản, quy trình nào: "
            f"ghi bằng {update}."
        )
    return tuple(gaps)


def _unfinished(
    repository: Repository, order: PaperOrder, audit: AuditRound, day: date | None
) -> Iterator[str]:
    if day is None or day > order.dated:
        close = f"`isoqms audit close {audit.id} --held NGÀY`"
        yield f"Đợt «{audit.id}» chưa đánh giá xong: kết thúc bằng {close}."
    found = [each for each in audit.findings if each.kind is FindingKind.NONCONFORMITY]
    if not found and any(each.result is CheckResult.NONCONFORMITY for each in audit.checks):
        yield (
            f"Phiếu ghi chép của đợt «{audit.id}» có câu không phù hợp mà đợt chưa ghi phát hiện "
            "nào: đưa vào bằng `isoqms audit close`, hoặc ghi ở «Phát hiện» (findings)."
        )
    yield from filter(None, (_without_due(repository, order.year, each) for each in found))


def _without_due(repository: Repository, year: int, found: AuditFinding) -> str:
    """What is said of a nonconformity that has no last day agreed on; nothing of another."""
    key = found.nonconformity
    item = nonconformity_of(repository, year, key) if key else None
    if item and item.due:
        return ""
    update = f"`isoqms update nonconformity {key or 'KHÓA'} --year {year}`"
    return f"Chưa có hạn khắc phục của điểm không phù hợp «{found.text}»: ghi bằng {update}."


def _known(repository: Repository, order: PaperOrder, audit: AuditRound) -> dict[str, str]:
    """What the templates of both minutes may name."""
    agency = repository.agency.record
    programme = repository.years[order.year].audits
    record = programme.record if programme else None
    decision = team_decision(repository, record) if record else None
    named = citable(repository, decision, order.year) if decision else None
    subjects = (unit_words(agency, audit.units), subject_words(audit))
    purpose = f"xác định {system(agency)} có được áp dụng phù hợp, có hiệu lực hay không"
    usual = "phỏng vấn, quan sát, xem tài liệu và hồ sơ theo mẫu chọn"
    return {
        "doan": team_words(audit),
        "quyet_dinh": named.dated if named else "",
        "muc_dich": within(((record and record.purpose) or purpose).rstrip(" .;")),
        "phuong_phap": within(((record and record.method) or usual).rstrip(" .;")),
        "pham_vi": "; ".join(each for each in subjects if each),
        "thoi_gian": days_words(audit),
    }


def _summed(findings: tuple[AuditFinding, ...]) -> str:
    counts = ((kind, sum(each.kind is kind for each in findings)) for kind in _KINDS)
    words = {
        FindingKind.NONCONFORMITY: "điểm không phù hợp",
        FindingKind.OBSERVATION: "điểm lưu ý",
        FindingKind.STRENGTH: "điểm mạnh",
    }
    told = listed(f"{two_digits(count)} {words[kind]}" for kind, count in counts if count)
    return told or "không có điểm không phù hợp, điểm lưu ý nào"


def _found(repository: Repository, audit: AuditRound) -> Iterator[Block]:
    agency = repository.agency.record
    order = list(_KINDS)
    findings = sorted(audit.findings, key=lambda each: order.index(each.kind))
    rows = tuple(
        Row(
            (
                str(number),
                _KINDS[each.kind],
                agency.unit_name(each.unit) if each.unit else "Chung",
                "; ".join((*filter(None, (each.clause,)), *codes(filter(None, (each.document,))))),
                each.text,
            )
        )
        for number, each in enumerate(findings, 1)
    )
    if rows:
        yield Table(_FOUND, rows)


def _agreed(repository: Repository, year: int, audit: AuditRound) -> Iterator[Block]:
    """By when each unit puts right what was found with it."""
    agency = repository.agency.record
    for found in audit.findings:
        item = nonconformity_of(repository, year, found.nonconformity or "")
        if found.kind is FindingKind.NONCONFORMITY and item is not None and item.due:
            who = agency.unit_name(item.unit) if item.unit else agency.name
            yield Paragraph(
                f"{who} khắc phục điểm không phù hợp “{found.text.rstrip(' .;')}” "
                f"chậm nhất ngày {date_short(item.due)}."
            )


def _minutes(
    repository: Repository,
    order: PaperOrder,
    audit: AuditRound,
    held: tuple[str, date | None],
    text: tuple[Block, ...],
) -> Paper:
    """The minutes after mẫu 1.9: times, place and words of the room are written by hand."""
    agency = repository.agency.record
    meeting, day = held
    when = date_in_letters(day) if day else f"ngày {_OPEN} tháng {_OPEN} năm {order.year}"
    summary = f"Họp {meeting} đánh giá nội bộ {round_words(audit)} năm {order.year}"
    lead = next(each for each in audit.auditors if each.lead)
    body: tuple[Block, ...] = (
        Title("Biên bản", summary),
        Paragraph(f"Thời gian bắt đầu: {_OPEN} giờ {_OPEN}, {when}."),
        Blank("Địa điểm:", indented=True),
        Paragraph(f"Đoàn đánh giá: {team_words(audit)}."),
        Blank(_present(repository, audit), 2, indented=True),
        Paragraph(f"Chủ trì (chủ tọa): {auditor_words(lead)}, Trưởng đoàn đánh giá."),
        Blank("Thư ký (người ghi biên bản):", indented=True),
        Paragraph("Nội dung (theo diễn biến cuộc họp):"),
        *text,
        Blank("Ý kiến của đơn vị được đánh giá:", 3, indented=True),
        Paragraph(f"Cuộc họp kết thúc vào {_OPEN} giờ {_OPEN}, {when}."),
    )
    top = letterhead(agency, "BB", order.year, order.number, None)
    units = tuple(agency.unit_name(unit) for unit in audit.units)
    return Paper(
        # Minutes carry no place and day beside the motto (mẫu 1.9).
        letterhead=replace(top, place="", dated=None, year=None),
        body=ended(body),
        signature=Signature(
            ("Chủ tọa",),
            order.signer or _name(lead),
            (*(units or ("Các đơn vị được đánh giá",)), f"{archive(agency)}, Hồ sơ"),
            (Signatory(("Thư ký",)),),
        ),
        profile=profile(agency.paper),
        properties=Properties(f"Biên bản {summary[0].lower()}{summary[1:]}", agency.name, day),
    )


def _present(repository: Repository, audit: AuditRound) -> str:
    units = unit_words(repository.agency.record, audit.units)
    return f"Đại diện {units} (họ tên, chức vụ):" if units else "Đại diện đơn vị được đánh giá:"


def _name(lead: Auditor) -> str:
    return lead.name or ""
