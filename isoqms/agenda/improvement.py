"""What is open in the year's registers: corrective actions, conclusions, risks, complaints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import SOON, Task, TaskKind, before, task
from isoqms.facts.law.validity import months_after
from isoqms.facts.planning.owing import applied
from isoqms.facts.planning.risks import is_done
from isoqms.facts.records.stated_dates import day_in
from isoqms.facts.review.reviews import says_nothing
from isoqms.model.planning.risks import RiskKind
from isoqms.repository import Repository, Row, Year
from isoqms.wording import date_short

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Inspection, Nonconformity

_AFTER: Final = "bao-cao-khac-phuc"
_RISKS: Final = {RiskKind.RISK: "risk", RiskKind.OPPORTUNITY: "opportunity"}
"""How each kind is called on the command line."""


def nonconformity_tasks(repository: Repository) -> Iterator[Task]:
    """The nonconformities of this year and before that are not closed, with the next step."""
    for year in _until_now(repository):
        yield from _nonconformities(repository, year)


def conclusion_tasks(repository: Repository) -> Iterator[Task]:
    """The decisions of management reviews, followed up until they are carried out."""
    for year in _until_now(repository):
        yield from _conclusions(repository, year)


def risk_tasks(repository: Repository) -> Iterator[Task]:
    """The actions on risks and opportunities that have a day and are not done."""
    if not applied(repository):
        # A new agency has the risks of the framework in its register, and has not seen them yet.
        return
    for year in _until_now(repository):
        yield from _risks(repository, year)


def complaint_tasks(repository: Repository) -> Iterator[Task]:
    """The complaints of this year and all before that nobody has answered."""
    for year in _until_now(repository):
        yield from _complaints(repository, year)


def inspection_tasks(repository: Repository) -> Iterator[Task]:
    """The inspections of which no report on the corrections was sent.

    The deadline pack says within how many months (TT 26/2014/TT-BKHCN, Điều 37).
    """
    deadline = next((d for d in repository.packs.deadlines.deadlines if d.id == _AFTER), None)
    if deadline is None or deadline.within_months is None:
        return
    for year in _until_now(repository):
        for row in year.rows.inspections:
            if not _waits_for_report(repository, row.record):
                continue
            each = row.record
            yield task(
                repository,
                TaskKind.NONCONFORMITY,
                f"{year.year}/{each.id}",
                f"{deadline.task}: gửi {each.body}, biên bản ký ngày {date_short(each.day)}",
                basis=f"{deadline.basis}: {deadline.within}",
                command=_towards_report(repository, year, row),
                due=months_after(each.day, deadline.within_months),
                begins=each.day,
                legal=deadline.legal,
                role=deadline.role,
                place=row.place,
            )


def _waits_for_report(repository: Repository, each: Inspection) -> bool:
    if each.none_found or each.day > repository.as_of:
        return False
    return not (each.report and before(repository, day_in(each.report) or each.day))


def _towards_report(repository: Repository, year: Year, row: Row[Inspection]) -> str:
    """First what was found is entered, be it in the next year, then the report is printed."""
    from isoqms.facts.improvement.outside import findings_of  # noqa: PLC0415 - as in `_told_by`

    key = row.record.id
    if findings_of(repository, row):
        return run("decision", "inspection-report", key, year=year.year)
    return f"{run('new', 'outside-finding', year=year.year)} --set inspection={key}"


def _until_now(repository: Repository) -> Iterator[Year]:
    """The present year and all years before."""
    this = repository.as_of.year
    yield from (year for number, year in repository.years.items() if number <= this)


def _nonconformities(repository: Repository, year: Year) -> Iterator[Task]:
    for row in year.rows.nonconformities:
        item = row.record
        if item.found > repository.as_of or before(repository, item.closed):
            continue
        step, waits = _next_step(repository, item)
        yield task(
            repository,
            TaskKind.NONCONFORMITY,
            f"{year.year}/{item.id}",
            f"{step} sự không phù hợp «{item.id}»{_told_by(repository, item)}: {item.description}",
            basis="Tiêu chuẩn, 10.2",
            command=run("update", "nonconformity", item.id, year=year.year),
            due=item.due if waits else None,
            role=item.role,
            place=row.place,
        )


def _told_by(repository: Repository, item: Nonconformity) -> str:
    if not (item.found_by or item.inspection):
        return ""
    # Most were found by the agency itself; who only looks imports nothing for the others.
    from isoqms.facts.improvement.outside import where_found  # noqa: PLC0415 - see above

    found = where_found(repository, item)
    return f" {found}" if found else ""


def _next_step(repository: Repository, item: Nonconformity) -> tuple[str, bool]:
    """What comes next for a nonconformity, and whether its last day still counts."""
    if before(repository, item.done):
        return ("Kiểm tra hiệu lực, đóng" if not item.effective else "Đóng"), False
    return ("Khắc phục" if item.action else "Tìm nguyên nhân, định hành động khắc phục cho"), True


def _conclusions(repository: Repository, year: Year) -> Iterator[Task]:
    """The decisions of management reviews, of all years, followed up until they are carried out."""
    outputs = [
        (review.record.held, row)
        for review in year.rows.reviews
        for row in review.rows("outputs", review.record.outputs)
    ]
    for number, (held, row) in enumerate(outputs, 1):
        output = row.record
        if before(repository, output.done) or says_nothing(output.text):
            continue
        if held is not None and held > repository.as_of:
            continue
        when = f"ngày {date_short(held)}" if held else f"năm {year.year}"
        yield task(
            repository,
            TaskKind.CONCLUSION,
            f"{year.year}/ket-luan-{number}",
            f"Thực hiện kết luận xem xét của lãnh đạo {when}: {output.text}",
            basis="Tiêu chuẩn, 9.3.3",
            command=run("review", "done", number, year=year.year),
            due=output.due,
            role=output.role,
            place=row.place,
        )


def _risks(repository: Repository, year: Year) -> Iterator[Task]:
    for row in year.rows.risks:
        risk = row.record
        if risk.action and risk.due and not is_done(risk, repository.as_of):
            yield task(
                repository,
                TaskKind.RISK,
                f"{year.year}/{risk.id}",
                f"Biện pháp cho «{risk.description}»: {risk.action}",
                basis="Tiêu chuẩn, 6.1.2",
                command=run("update", _RISKS[risk.kind], risk.id, year=year.year),
                due=risk.due,
                begins=risk.due - SOON,
                role=risk.role,
                place=row.place,
            )


def _complaints(repository: Repository, year: Year) -> Iterator[Task]:
    for row in year.rows.complaints:
        each = row.record
        if each.received <= repository.as_of and not before(repository, each.answered):
            yield task(
                repository,
                TaskKind.COMPLAINT,
                f"{year.year}/{each.id}",
                f"Trả lời «{each.id}» nhận ngày {date_short(each.received)}: {each.subject}",
                basis="Tiêu chuẩn, 9.1.2; hạn theo sổ của cơ quan",
                command=run("update", "complaint", each.id, year=year.year),
                due=each.due,
                place=row.place,
            )
