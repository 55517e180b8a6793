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
from isoqms.facts.law.validity import months_after
from isoqms.facts.planning.acts import ACTS, act
from isoqms.facts.planning.owing import LAST_QUARTER, applied, started
from isoqms.facts.planning.silence import begun, knows_its_beginning
from isoqms.model.audit import RoundState
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.repository import Repository, Year
from isoqms.repository.missing import missing

OWN: Final = ("co-quan", "van-thu")
"""Whose deadlines are the agency's."""
AUDIT: Final = "danh-gia-noi-bo"
PLAN: Final = "ke-hoach-nam"
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
    for number, earlier in repository.years.items():
        if number < this - 1:
            # What a signed plan asked for and nobody did is not done by time going by.
            yield from _of_the_plan(repository, earlier, planned(repository, earlier))
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
    if number in repository.years or not _is_asked(repository, number):
        return
    if any(path.parts[:2] == ("nam", str(number)) for path in missing(repository)):
        # Opened long ago, and deleted or renamed by hand.
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


def _is_asked(repository: Repository, number: int) -> bool:
    """Whether the agency keeps records in a year: it applies the system, or began before."""
    since = begun(repository)
    return applied(repository) or (since is not None and since.year < number)


def _deadline(
    repository: Repository, number: int, deadline: Deadline, own: Planned | None
) -> Iterator[Task]:
    """The deadline in that year, where it is owed and not done."""
    if _is_told_elsewhere(repository, number, deadline) or act(repository, number, deadline.id):
        return
    due = _due(repository, number, deadline, own)
    if own is not None:
        yield _as_planned(repository, number, deadline, own, due)
    elif _is_owed(repository, number, deadline, due):
        yield _as_usual(repository, number, deadline, due)


def _as_planned(
    repository: Repository, number: int, deadline: Deadline, own: Planned, due: date | None
) -> Task:
    return task(
        repository,
        TaskKind.DEADLINE,
        f"{number}/{deadline.id}",
        _of_its_year(repository, f"{own.task.task}{_how(deadline)}", number),
        basis=_basis(deadline, own),
        command=_command(number, deadline) or own.command,
        due=due,
        begins=_begins(number, deadline, due),
        role=own.task.role or deadline.role,
        place=own.place,
    )


def _as_usual(repository: Repository, number: int, deadline: Deadline, due: date | None) -> Task:
    if deadline.from_start and not applied(repository):
        due = _after_the_grace(repository, _first_due(repository, number, deadline) or due)
    return task(
        repository,
        TaskKind.DEADLINE,
        f"{number}/{deadline.id}",
        _of_its_year(repository, f"{deadline.task}{_how(deadline)}", number),
        basis=deadline.basis,
        command=_command(number, deadline) or run("new", "task", deadline.id, year=number),
        due=due,
        begins=_begins(number, deadline, due),
        legal=deadline.legal,
        role=deadline.role,
    )


def _first_due(repository: Repository, number: int, deadline: Deadline) -> date | None:
    """The day on which it was due for the first time, where no year since has done it.

    What was never done is late since then: a new year does not begin to count anew.
    """
    since = begun(repository)
    if since is None or not knows_its_beginning(repository):
        return None
    years = range(since.year, number)
    if any(act(repository, year, deadline.id) for year in years):
        return None
    return next((due for due in map(deadline.due_in, years) if due), None)


def _after_the_grace(repository: Repository, due: date | None) -> date | None:
    """The day for what belongs to the beginning: whoever has just begun has the months of grace."""
    since = begun(repository)
    if due is None or since is None:
        return due
    if not knows_its_beginning(repository):
        return due if due >= repository.as_of else None
    return max(due, months_after(since, repository.packs.deadlines.never_done.quiet))


def _command(number: int, deadline: Deadline) -> str:
    """The command of the pack where the records will show what it did, else nothing.

    Nobody has to tick such a thing off in the plan.
    """
    if deadline.id not in ACTS or not deadline.command:
        return ""
    return of_year(deadline.command, number)


def _how(deadline: Deadline) -> str:
    """What does it, where no record will show that: the command of the task only ticks it off."""
    if deadline.id in ACTS or not deadline.command:
        return ""
    return f" (bằng «{deadline.command}»)"


def _basis(deadline: Deadline, own: Planned) -> str:
    """The basis of the pack; with the agency's plan instead of the usual day, where it sets one."""
    if own.task.due is None:
        return deadline.basis
    return f"{_OF_THE_DAY.split(deadline.basis)[0]}; hạn theo {own.basis}"


def _of_its_year(repository: Repository, title: str, number: int) -> str:
    """The title, with the year where it is not the present one and the title does not name it."""
    if number == repository.as_of.year or str(number) in title:
        return title
    return f"{title} (năm {number})"


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
    if own is not None:
        return own.task.due or deadline.due_in(number)
    due = deadline.due_in(number)
    if deadline.id not in _BEFORE_AUDIT:
        return due
    # The team and the programme come before the first round, whenever that is.
    rounds = (row.record for row in repository.rows_of(number).rounds)
    days = (each.planned_from for each in rounds if each.state is RoundState.PLANNED)
    return min((day for day in (due, *days) if day), default=None)


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
    return due is not None and _is_due(repository, number, deadline, due)


def _is_due(repository: Repository, number: int, deadline: Deadline, due: date) -> bool:
    if not _was_applied(repository, number, due):
        return False
    # A year that nobody has opened is told once; only what the law asks is told besides.
    is_open = deadline.legal or number in repository.years
    if _is_reminder(deadline):
        return is_open and due >= repository.as_of
    if number < repository.as_of.year:
        is_missed = deadline.legal or _is_missed_plan(repository, deadline)
        return is_missed or _can_be_made_up_for(repository, number, due)
    return is_open


def _is_reminder(deadline: Deadline) -> bool:
    """Whether it is told only while there is time.

    Nobody can say that it was not needed, or no record that it was done.
    """
    return deadline.if_needed or deadline.id not in ACTS


def _is_missed_plan(repository: Repository, deadline: Deadline) -> bool:
    """Whether it is last year's plan, which only the plan of this year makes up for."""
    return deadline.id == PLAN and act(repository, repository.as_of.year, PLAN) is None


def _can_be_made_up_for(repository: Repository, number: int, due: date) -> bool:
    closing = date(repository.as_of.year, *_CLOSED)
    return due >= date(number, LAST_QUARTER, 1) and repository.as_of <= closing


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
