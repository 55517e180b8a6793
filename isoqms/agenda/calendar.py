"""The work of the calendar: the pack's deadlines, with the agency's own days where it set them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from isoqms.agenda.announcing import changes_of_scope
from isoqms.agenda.audit import open_rounds
from isoqms.agenda.commands import of_year, run
from isoqms.agenda.planning import Planned, planned
from isoqms.agenda.task import SOON, Task, TaskKind, task
from isoqms.agenda.training import open_sessions
from isoqms.facts.planning.acts import ACTS, act
from isoqms.facts.planning.owing import LAST_QUARTER, applied, started
from isoqms.model.audit import RoundState
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.repository import Repository, Year

OWN: Final = ("co-quan", "van-thu")
"""Whose deadlines are the agency's."""
AUDIT: Final = "danh-gia-noi-bo"
SCOPE: Final = "cong-bo-lai"
TRAINING: Final = "dao-tao"
QUARTERLY: Final = "ket-qua-muc-tieu"
_BEFORE_AUDIT: Final = ("danh-gia-noi-bo-chuong-trinh", "doan-danh-gia")
_CONFIRMATION: Final = "xac-nhan-hieu-luc"
_REVIEW: Final = "xem-xet-lanh-dao"
_ISSUE: Final = "ban-hanh-tai-lieu"
_OF_THE_DAY: Final = re.compile(r"; (?:tháng|kỳ|hạn|nhiều cơ quan) ")
"""Where in a basis of the pack begins what it says of the usual day."""
_CLOSED: Final = (3, 31)
"""Until when what was due in the last quarter of a year can still be made up for."""
_OPENED: Final = (1, 31)
"""By when a new year's records are opened, by practice."""


def calendar_tasks(repository: Repository) -> Iterator[Task]:
    """What the pack and the plan ask of this year and the last, as far as it is not done."""
    this = repository.as_of.year
    yield from _opening(repository, this)
    for number in (this - 1, this):
        year = repository.years.get(number)
        if year is None and number < this:
            continue
        own = planned(repository, year)
        for deadline in repository.packs.deadlines.deadlines:
            if deadline.who in OWN and deadline.every is not Recurrence.QUARTER:
                yield from _deadline(repository, number, deadline, own.get(deadline.id))
        if year is not None:
            yield from _of_the_plan(repository, year, own)


def _opening(repository: Repository, number: int) -> Iterator[Task]:
    if number in repository.years or not applied(repository):
        return
    yield task(
        repository,
        TaskKind.YEAR,
        str(number),
        f"Mở hồ sơ năm {number}: kế hoạch, mục tiêu, rủi ro và các sổ của năm",
        basis="Tiêu chuẩn, 7.5.3 và 9.1; ngày theo thông lệ",
        command=run("new", "year", number),
        due=date(number, *_OPENED),
        role="thu-ky-iso",
    )


def _deadline(
    repository: Repository, number: int, deadline: Deadline, own: Planned | None
) -> Iterator[Task]:
    """The deadline in that year, where it is owed and not done."""
    if _is_told_elsewhere(repository, number, deadline) or act(repository, number, deadline.id):
        return
    due = _due(repository, number, deadline, own)
    if own is None and not _is_owed(repository, number, deadline, due):
        return
    early = deadline.from_start and own is None and not applied(repository)
    command = own.command if own else run("new", "task", deadline.id, year=number)
    if deadline.id in ACTS and deadline.command:
        # The records will show it: nobody has to tick it off in the plan.
        command = of_year(deadline.command, number)
    yield task(
        repository,
        TaskKind.DEADLINE,
        f"{number}/{deadline.id}",
        _of_its_year(repository, own.task.task if own else deadline.task, number),
        basis=_basis(deadline, own),
        command=command,
        due=None if early and due and due < repository.as_of else due,
        begins=_begins(number, deadline, due),
        legal=deadline.legal and own is None,
        role=own.task.role if own and own.task.role else deadline.role,
        place=own.place if own else None,
    )


def _basis(deadline: Deadline, own: Planned | None) -> str:
    """The basis of the pack.

    Where the agency's plan sets the day, with the plan for what the pack says of it.
    """
    if own is None or own.task.due is None:
        return deadline.basis
    return f"{_OF_THE_DAY.split(deadline.basis)[0]}; hạn theo {own.basis}"


def _of_its_year(repository: Repository, title: str, number: int) -> str:
    """The title, with the year where it is not the present one and the title does not name it."""
    return (
        title
        if number == repository.as_of.year or str(number) in title
        else f"{title} (năm {number})"
    )


def _is_told_elsewhere(repository: Repository, number: int, deadline: Deadline) -> bool:
    """Whether it is too late for it, or another task says it more exactly.

    Such are planned rounds, what changed the scope, and sessions that wait.
    """
    if deadline.id == AUDIT:
        return any(year == number for year, *_ in open_rounds(repository))
    if deadline.id in _BEFORE_AUDIT and act(repository, number, AUDIT):
        # What should have come before the audit cannot come after it.
        return True
    if deadline.id == TRAINING:
        return bool(open_sessions(repository, number))
    if deadline.id == SCOPE:
        return bool(changes_of_scope(repository))
    return deadline.id == _ISSUE and bool(repository.drafts or repository.staged)


def _due(
    repository: Repository, number: int, deadline: Deadline, own: Planned | None
) -> date | None:
    due = own.task.due if own and own.task.due else deadline.due_in(number)
    year = repository.years.get(number)
    if deadline.id not in _BEFORE_AUDIT or own is not None or year is None:
        return due
    # The team and the programme come before the first round, whenever that is.
    planned = [row.record for row in year.rows.rounds if row.record.state is RoundState.PLANNED]
    days = [due, *(each.planned_from for each in planned)]
    return min((day for day in days if day), default=None)


def _begins(number: int, deadline: Deadline, due: date | None) -> date | None:
    """From when there is something to do.

    As the pack says, or 30 days before an earlier day of the agency's own.
    """
    if due is None:
        return None
    month = date(number, deadline.from_month, 1) if deadline.from_month else due - SOON
    return min(month, due - SOON)


def _is_owed(repository: Repository, number: int, deadline: Deadline, due: date | None) -> bool:
    """Whether a deadline in no plan is owed in that year, and it still makes sense to tell it."""
    if deadline.every is Recurrence.EVENT:
        return deadline.id == _CONFIRMATION and _review_waits(repository, number)
    if not applied(repository):
        return deadline.from_start and number == repository.as_of.year
    if due is None or not _was_applied(repository, number, due):
        return False
    if deadline.if_needed or deadline.id not in ACTS:
        # Nobody can say that it was not needed, and no record that it was done: a reminder while
        # there is time.
        return due >= repository.as_of and (deadline.legal or number in repository.years)
    if number < repository.as_of.year:
        is_late = due >= date(number, LAST_QUARTER, 1) and repository.as_of <= date(
            repository.as_of.year, *_CLOSED
        )
        return deadline.legal or is_late
    # A year that nobody has opened is told once; only what the law asks is told besides.
    return deadline.legal or number in repository.years


def _was_applied(repository: Repository, number: int, due: date) -> bool:
    """Whether the system was applied early enough for the year to owe the work."""
    start = started(repository)
    return start is None or (start <= due and start < date(number, LAST_QUARTER, 1))


def _review_waits(repository: Repository, number: int) -> bool:
    return number in repository.years and act(repository, number, _REVIEW) is not None


def _of_the_plan(repository: Repository, year: Year, own: Mapping[str, Planned]) -> Iterator[Task]:
    """What the agency planned besides the calendar."""
    known = {deadline.id for deadline in repository.packs.deadlines.deadlines}
    for key, each in own.items():
        if key in known or key.startswith(QUARTERLY) or act(repository, year.year, key):
            continue
        due = each.task.due
        yield task(
            repository,
            TaskKind.PLAN,
            f"{year.year}/{key}",
            _of_its_year(repository, each.task.task, year.year),
            basis=each.basis,
            command=each.command,
            due=due,
            begins=due - timedelta(days=30) if due else None,
            role=each.task.role,
            place=each.place,
        )
