"""The sheets that auditors take along: the questions (phiếu hỏi), the notes (phiếu ghi chép)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.audit.coverage import in_clause_order
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import AuditCheck, AuditFinding, AuditRound, CheckResult, FindingKind
from isoqms.pages.audit.words import (
    auditor_words,
    codes,
    lacking,
    ordered_round,
    round_words,
)
from isoqms.pages.layout.blocks import (
    Align,
    Blank,
    Block,
    Column,
    Heading,
    Letterhead,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Properties,
    Row,
    Run,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.pages.papers.agency_paper import profile
from isoqms.pages.papers.form_line import form_line
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short, two_digits

SHORT: Final = {
    CheckResult.CONFORMS: "PH",
    CheckResult.NONCONFORMITY: "KPH",
    CheckResult.OBSERVATION: "LY",
    CheckResult.NOT_APPLICABLE: "KAD",
}
"""How results are written on the sheets of the agency's forms."""
_KEY: Final = "PH: phù hợp; KPH: không phù hợp; LY: lưu ý; KAD: không áp dụng."
_QUESTIONS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Điều khoản, bước", 30, Align.CENTER),
    Column("Câu hỏi", 78),
    Column("Bằng chứng", 98),
    Column("Kết luận (PH, KPH, LY)", 26, Align.CENTER),
)
_NOTES: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Điều khoản, quy trình", 27, Align.CENTER),
    Column("Nội dung đã hỏi", 48),
    Column("Hồ sơ đã xem, điều ghi nhận được", 58),
    Column("Kết luận", 20, Align.CENTER),
)
_WRITING_MM: Final = 18
_DOTS: Final = "…………………………"


def checklist(repository: Repository, order: PaperOrder) -> Paper:
    """The questions of a round, unit by unit, a page each, with room to write by hand.

    A question keeps its number in the record, under which its answer is written down. Lacking where
    there are none.
    """
    audit = ordered_round(repository, order, "phiếu hỏi đánh giá")
    if not audit.checks:
        raise lacking(
            "phiếu hỏi đánh giá",
            [f"Đợt «{audit.id}» chưa có câu hỏi: soạn bằng `isoqms audit checklist {audit.id}`."],
        )
    title = f"Phiếu hỏi đánh giá nội bộ {round_words(audit)} năm {order.year}"
    body: list[Block] = [Title("Phiếu hỏi đánh giá nội bộ", _subtitle(audit, order))]
    # In the order of the record, so that the numbers, which are those of the record, begin at 1.
    for place, unit in enumerate(dict.fromkeys(check.unit for check in audit.checks)):
        body += [NewPage()] if place else []
        body += _asked_of(repository, audit, unit)
    body.append(Note(_foot(repository, "Phiếu hỏi đánh giá")))
    lead = Signature(("Trưởng đoàn",), others=(Signatory(("Chuyên gia đánh giá",)),))
    return _sheet(repository, order, title, tuple(body), lead, landscape=True)


def notes(repository: Repository, order: PaperOrder) -> Paper:
    """What was noted in a round, a signed sheet for each unit; Lacking where nothing was noted."""
    audit = ordered_round(repository, order, "phiếu ghi chép đánh giá")
    noted = [check for check in audit.checks if check.result]
    if not noted:
        raise lacking(
            "phiếu ghi chép đánh giá",
            [f"Đợt «{audit.id}» chưa ghi câu nào: ghi bằng `isoqms audit note {audit.id}`."],
        )
    title = f"Phiếu ghi chép đánh giá nội bộ {round_words(audit)} năm {order.year}"
    body: list[Block] = []
    for place, unit in enumerate(dict.fromkeys(check.unit for check in noted)):
        body += [NewPage()] if place else []
        body += [
            Title("Phiếu ghi chép đánh giá", _subtitle(audit, order)),
            *_noted_at(repository, audit, unit),
        ]
    return _sheet(repository, order, title, tuple(body), None, landscape=False)


def where(check: AuditCheck) -> str:
    """The clause and the procedure of a question: `8.5.1; QT-MC-01`."""
    cited = codes((check.document,)) if check.document else ()
    return "; ".join(each for each in (check.clause, *cited) if each)


def _sheet(
    repository: Repository,
    order: PaperOrder,
    title: str,
    body: tuple[Block, ...],
    signature: Signature | None,
    *,
    landscape: bool,
) -> Paper:
    """A sheet has no number: it is a record of the system and no administrative document."""
    agency = repository.agency.record
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=body,
        signature=signature,
        profile=profile(agency.paper),
        properties=Properties(title, agency.name, order.dated),
        landscape=landscape,
    )


def _subtitle(audit: AuditRound, order: PaperOrder) -> str:
    known = (audit.planned_from, audit.held or audit.planned_to)
    # A round of one day names it once.
    days = list(dict.fromkeys(date_short(day) for day in known if day))
    when = f" ({' đến '.join(days)})" if days else ""
    return f"{round_words(audit).capitalize()} năm {order.year}{when}"


def _unit(agency: Agency, unit: str | None) -> str:
    return agency.unit_name(unit) if unit else "Phần chung của hệ thống"


def _auditors(audit: AuditRound, unit: str | None) -> str:
    """Those of the team who may audit the unit: not its own people."""
    fit = [auditor_words(each) for each in audit.auditors if unit is None or each.unit != unit]
    return "; ".join(fit) or _DOTS


def _foot(repository: Repository, title: str) -> str:
    form = form_line(repository, title)
    return f"{_KEY} {form}." if form else _KEY


def _checks_of(audit: AuditRound, unit: str | None) -> list[tuple[int, AuditCheck]]:
    """The questions to a unit, each with its number in the record."""
    return [(number, check) for number, check in enumerate(audit.checks, 1) if check.unit == unit]


# Questions


def _asked_of(repository: Repository, audit: AuditRound, unit: str | None) -> list[Block]:
    agency = repository.agency.record
    rows = tuple(_question(number, check) for number, check in _checks_of(audit, unit))
    return [
        Heading(2, "", f"{_unit(agency, unit)} ({two_digits(len(rows))} câu)"),
        Paragraph(f"Chuyên gia đánh giá: {_auditors(audit, unit)}."),
        Blank("Đại diện đơn vị (họ tên, chức vụ); ngày, giờ:", indented=True),
        Table(_QUESTIONS, rows),
    ]


def _question(number: int, check: AuditCheck) -> Row:
    look = (Run(f"Cần xem: {check.look}", italic=True),) if check.look else ()
    return Row((str(number), where(check), check.question, look, ""), height_mm=_WRITING_MM)


# Notes


def _noted_at(repository: Repository, audit: AuditRound, unit: str | None) -> Iterator[Block]:
    agency = repository.agency.record
    checks = _checks_of(audit, unit)
    done = [(number, check) for number, check in checks if check.result]
    found = [each for each in audit.findings if each.unit == unit]
    yield Paragraph(f"Đơn vị được đánh giá: {_unit(agency, unit)}.")
    yield Blank("Ngày, giờ, địa điểm:", indented=True)
    yield Paragraph(f"Chuyên gia đánh giá: {_auditors(audit, unit)}.")
    yield Blank("Đại diện đơn vị (họ tên, chức vụ):", indented=True)
    yield Paragraph(
        f"Quy trình, điều khoản được đánh giá: {_subjects([check for _, check in done])}."
    )
    yield Table(_NOTES, tuple(_note(number, check) for number, check in done))
    left = len(checks) - len(done)
    if left:
        yield Note(f"Trong phiếu hỏi còn {two_digits(left)} câu chưa hỏi.")
    yield from _summed(done, found)
    yield Note(_foot(repository, "Phiếu ghi chép đánh giá"))
    unit_head = "Đại diện đơn vị" if unit else "Đại diện lãnh đạo"
    yield Signature((unit_head,), others=(Signatory(("Chuyên gia đánh giá",)),))


def _subjects(checks: list[AuditCheck]) -> str:
    documents = codes(check.document for check in checks if check.document)
    clauses = in_clause_order(check.clause for check in checks if check.clause)
    parts = [", ".join(documents)] if documents else []
    parts += [f"điều khoản {', '.join(clauses)}"] if clauses else []
    return "; ".join(parts) or "theo câu hỏi"


def _note(number: int, check: AuditCheck) -> Row:
    seen = ". ".join(each.rstrip(" .") for each in (check.remark, check.evidence) if each)
    result = SHORT[check.result] if check.result else ""
    return Row((str(number), where(check), check.question, seen, result), bold=False)


def _summed(done: list[tuple[int, AuditCheck]], found: list[AuditFinding]) -> Iterator[Block]:
    """Strengths, what to watch, nonconformities: from the findings, else from the notes."""
    strengths = [each.text for each in found if each.kind is FindingKind.STRENGTH]
    yield Paragraph(f"Điểm mạnh: {_told(strengths)}")
    yield Paragraph(f"Điểm cần lưu ý: {_told(_of(done, CheckResult.OBSERVATION))}")
    yield Paragraph(
        f"Điểm không phù hợp (số báo cáo): {_told(_of(done, CheckResult.NONCONFORMITY))}"
    )


def _of(done: list[tuple[int, AuditCheck]], result: CheckResult) -> list[str]:
    return [_noted(number, check) for number, check in done if check.result is result]


def _noted(number: int, check: AuditCheck) -> str:
    key = f" ({check.nonconformity})" if check.nonconformity else ""
    return f"câu {number}{key}: {check.remark or check.evidence or check.question}"


def _told(items: list[str]) -> str:
    return f"{'; '.join(item.rstrip(' .;') for item in items)}." if items else "không ghi nhận."
