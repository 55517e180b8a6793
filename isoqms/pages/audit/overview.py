"""The internal audit of a year on one screen: rounds, reach, findings, each as a sheet."""

from collections.abc import Iterable, Iterator
from datetime import date

from isoqms.facts.audit.auditors import nonconformity_of
from isoqms.facts.audit.coverage import Reach, coverage
from isoqms.facts.improvement.corrections import progress
from isoqms.model.audit import AuditFinding, Auditor, AuditRound, FindingKind, RoundState
from isoqms.pages.layout.sheets import Cell, Column, Sheet
from isoqms.repository import Repository
from isoqms.wording import date_short

STATES = {
    RoundState.PLANNED: "Theo kế hoạch",
    RoundState.DONE: "Đã đánh giá",
    RoundState.CANCELLED: "Đã hủy",
}
"""What people read of the state of a round."""
KINDS = {
    FindingKind.NONCONFORMITY: "Không phù hợp",
    FindingKind.OBSERVATION: "Lưu ý",
    FindingKind.STRENGTH: "Điểm mạnh",
}
"""What people read of the kind of a finding."""

_FEW = 8


def overview(repository: Repository, year: int) -> tuple[Sheet, ...]:
    """The rounds, what they reach, and what they found; the year has a programme."""
    return (
        rounds_sheet(repository, year),
        reach_sheet(repository, year),
        findings_sheet(repository, year),
    )


def rounds_of(repository: Repository, year: int) -> tuple[AuditRound, ...]:
    """The rounds of a year's programme; none where it has none."""
    return tuple(row.record for row in repository.rows_of(year).rounds)


def rounds_sheet(repository: Repository, year: int) -> Sheet:
    """The rounds with their state, days, team, units, and how many questions were answered."""
    agency = repository.agency.record
    columns = (
        Column("Đợt", 18, centred=True),
        Column("Tình trạng", 24),
        Column("Thời gian", 30),
        Column("Đoàn", 50),
        Column("Đơn vị", 50),
        Column("Câu hỏi", 18),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            audit.id,
            STATES[audit.state],
            days_of(audit),
            "; ".join(map(_auditor, audit.auditors)) or "chưa ghi",
            "; ".join(agency.unit_name(unit) for unit in audit.units) or "chưa ghi",
            _answered(audit),
        )
        for audit in rounds_of(repository, year)
    )
    return Sheet(f"Đánh giá nội bộ năm {year}", columns, rows, empty="Chưa có đợt nào")


def _auditor(auditor: Auditor) -> str:
    return f"{auditor.post} (trưởng đoàn)" if auditor.lead else auditor.post


def days_of(audit: AuditRound) -> str:
    """The day it was held, or else the days planned: `29/9/2025 - 30/9/2025`, `đến 30/9/2025`."""
    if audit.held:
        return date_short(audit.held)
    days: list[date] = [day for day in (audit.planned_from, audit.planned_to) if day]
    if len(days) == 2 and days[0] != days[1]:
        return f"{date_short(days[0])} - {date_short(days[1])}"
    if audit.planned_to and not audit.planned_from:
        return f"đến {date_short(audit.planned_to)}"
    return date_short(days[0]) if days else "chưa ghi"


def _answered(audit: AuditRound) -> str:
    if not audit.checks:
        return "chưa soạn"
    return f"{sum(check.result is not None for check in audit.checks)}/{len(audit.checks)}"


def reach_sheet(repository: Repository, year: int) -> Sheet:
    """What was audited and is planned of units, procedures, clauses; what two years leave out."""
    done, planned = coverage(repository, year), coverage(repository, year, planned=True)
    lately = coverage(repository, year - 1, year, planned=True)
    agency = repository.agency.record
    columns = (
        Column("Phạm vi", 36),
        Column("Đã đánh giá", 22, centred=True),
        Column("Có kế hoạch", 22, centred=True),
        Column("Hai năm liền không có", 70),
    )

    def row(words: str, one: Reach, other: Reach, missing: Iterable[str]) -> tuple[Cell, ...]:
        whole = len(one.whole)
        return (
            words,
            f"{len(one.reached)}/{whole}",
            f"{len(other.reached)}/{whole}",
            _few(list(missing)),
        )

    procedures, clauses = lately.procedures.missing, lately.clauses.missing
    rows = (
        row("Đơn vị", done.units, planned.units, map(agency.unit_name, lately.units.missing)),
        row("Quy trình đang có hiệu lực", done.procedures, planned.procedures, procedures),
        row("Điều khoản tiêu chuẩn", done.clauses, planned.clauses, clauses),
    )
    return Sheet("Phạm vi đánh giá", columns, rows)


def _few(names: list[str]) -> str:
    more = f" … ({len(names)})" if len(names) > _FEW else ""
    return (", ".join(names[:_FEW]) + more) or "không sót"


def findings_sheet(repository: Repository, year: int) -> Sheet:
    """The findings of the year, each with how far its treatment is."""
    columns = (
        Column("Đợt", 16, centred=True),
        Column("Loại", 26),
        Column("Điều khoản", 18, centred=True),
        Column("Điều thấy được", 80),
        Column("Khóa", 18, centred=True),
        Column("Xử lý", 40),
    )
    return Sheet(
        "Phát hiện", columns, tuple(_findings(repository, year)), empty="Chưa có phát hiện nào"
    )


def _findings(repository: Repository, year: int) -> Iterator[tuple[Cell, ...]]:
    for audit in rounds_of(repository, year):
        for each in audit.findings:
            yield (
                audit.id,
                KINDS[each.kind],
                each.clause,
                each.text,
                each.nonconformity,
                treated(repository, year, each),
            )


def treated(repository: Repository, year: int, found: AuditFinding) -> str:
    """How far the treatment of a finding is, with its day; nothing where none is needed."""
    if found.nonconformity is None:
        return "Chưa đưa vào sổ" if found.kind is FindingKind.NONCONFORMITY else ""
    item = nonconformity_of(repository, year, found.nonconformity)
    if item is None:
        return "Không có trong sổ"
    state = progress(item, repository.as_of)
    if item.closed and item.closed <= repository.as_of:
        return f"{state} ngày {date_short(item.closed)}"
    return f"{state}, hạn {date_short(item.due)}" if item.due else state
