"""The results that are reported: each quarter's of objectives and cases, those of targets given."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.agenda.calendar import QUARTERLY
from isoqms.agenda.commands import run
from isoqms.agenda.planning import Planned, planned
from isoqms.agenda.task import SOON, Task, TaskKind, task
from isoqms.facts.law.validity import months_after
from isoqms.facts.planning.acts import act
from isoqms.facts.planning.owing import applied, started
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.agency.settings import Rounding
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.model.planning.objectives import Objective
from isoqms.repository import Repository, Year
from isoqms.wording import fold, listed, roman

_QUARTER: Final = re.compile(r"\bquy (iv|iii|ii|i|[1-4])\b")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS: Final = re.compile(r"\b(6|sau|9|chin) thang\b")
_MONTH: Final = re.compile(r"\bthang (\d{1,2})\b")
_LAST: Final = 4
_CLOSED: Final = 14
"""The day of a quarter's last month on which agencies may close their figures: 15/12 to 14/3."""


class _Lack(NamedTuple):
    """What the records of a quarter lack."""

    words: str
    register: tuple[str, ...]
    """The register that is taken out to Excel for it, as words of the command."""


def quarter_tasks(repository: Repository) -> Iterator[Task]:
    """The quarters that are over and lack results: this year's, and the last of the year before."""
    deadlines = repository.packs.deadlines.deadlines
    deadline = next((each for each in deadlines if each.every is Recurrence.QUARTER), None)
    if deadline is None:
        return
    this = repository.as_of.year
    quarters = ((this - 1, _LAST), *((this, quarter) for quarter in range(1, _LAST + 1)))
    for number, quarter in quarters:
        year = repository.years.get(number)
        if year is not None:
            yield from _of(repository, deadline, year, quarter)


def online_tasks(repository: Repository) -> Iterator[Task]:
    """The targets of what comes online that are not met: this year's, and those of the year before.

    Until the last day of their period; afterwards only those without a result.
    """
    this = repository.as_of.year
    for number in (this - 1, this):
        year = repository.years.get(number)
        if year is not None:
            yield from _targets(repository, year)


def _targets(repository: Repository, year: Year) -> Iterator[Task]:
    if not year.rows.online:
        return
    # Most agencies keep no such target; who only looks imports nothing for the others.
    from isoqms.facts.services.online import (  # noqa: PLC0415 - see above
        is_met,
        result_words,
        target_words,
        what,
    )

    periods = [row.record for row in year.rows.periods]
    truncate = repository.agency.record.rounding is Rounding.TRUNCATE
    for row in year.rows.online:
        told = row.record
        met = is_met(told, periods)
        is_over = told.end < repository.as_of
        if told.target is None or met or (met is False and is_over):
            continue
        reached = result_words(told, periods, truncate=truncate)
        so_far = f"mới {reached}" if reached else "chưa ghi kết quả"
        given = f" giao tại {told.given_by}" if told.given_by else ""
        yield task(
            repository,
            TaskKind.RESULTS,
            f"{year.year}/truc-tuyen-{row.index + 1}",
            f"Chỉ tiêu {what(told)} {target_words(told)}{given} ({so_far})",
            basis="Chỉ tiêu được giao" if told.given_by else "Tiêu chuẩn, 9.1.1",
            command=run("update", "online-share", row.index + 1, year=year.year),
            due=told.end,
            begins=told.start,
            place=row.place,
        )


def _of(repository: Repository, deadline: Deadline, year: Year, quarter: int) -> Iterator[Task]:
    keys = _keys(quarter)
    if any(act(repository, year.year, key) for key in keys):
        return
    end = quarter_end(year.year, quarter)
    own_plan = planned(repository, year)
    own = next((own_plan[key] for key in keys if key in own_plan), None)
    missing = tuple(_missing(year, quarter)) if end <= repository.as_of else ()
    if own is not None or (missing and _is_owed(repository, end)):
        yield _results(repository, deadline, (year.year, quarter), own, missing)


def _results(
    repository: Repository,
    deadline: Deadline,
    when: tuple[int, int],
    own: Planned | None,
    missing: tuple[_Lack, ...],
) -> Task:
    """The task of a year's quarter: in the words of the plan if it has any, by what is missing."""
    number, quarter = when
    end = quarter_end(number, quarter)
    due, name, role = months_after(end, 1), _title(number, quarter), deadline.role
    command, place = "", None
    if own is not None:
        due, name, role = own.task.due or due, own.task.task, own.task.role or role
        command, place = own.command, own.place
    if missing:
        name += f" (chưa ghi {listed(lack.words for lack in missing)})"
        command = run("export", *missing[0].register, year=number)
    return task(
        repository,
        TaskKind.RESULTS,
        f"{number}/{QUARTERLY}-quy-{quarter}",
        name,
        basis=deadline.basis,
        command=command,
        due=due,
        begins=min(end, due - SOON),
        role=role,
        place=place,
    )


def _keys(quarter: int) -> tuple[str, ...]:
    """What a plan may call the results of a quarter; those of the last are those of the year."""
    of_quarter = f"{QUARTERLY}-quy-{quarter}"
    if quarter < _LAST:
        return (of_quarter,)
    return (of_quarter, f"{QUARTERLY}-nam", QUARTERLY)


def _is_owed(repository: Repository, end: date) -> bool:
    """Whether the system is applied, and was before the quarter was over."""
    start = started(repository)
    return applied(repository) and (start is None or start <= end)


def _title(year: int, quarter: int) -> str:
    return f"Báo cáo kết quả mục tiêu và số liệu hồ sơ quý {roman(quarter)} năm {year}"


def _missing(year: Year, quarter: int) -> Iterator[_Lack]:
    """What the records of the quarter lack."""
    objectives = [row.record for row in year.rows.objectives]
    # A result that is computed from the year's records is typed nowhere.
    typed = any(each.figure is None for each in objectives)
    if typed and _reported(objectives) < quarter:
        yield _Lack("kết quả mục tiêu", ("muc-tieu",))
    last = max((row.record.end for row in year.rows.periods), default=date.min)
    if last < quarter_end(year.year, quarter).replace(day=_CLOSED):
        yield _Lack("số liệu hồ sơ", ("ho-so",) if year.cases else ("ho-so", "--empty"))


def _reported(objectives: Iterable[Objective]) -> int:
    """The last quarter through which any of the objectives has a result."""
    results = (result for each in objectives for result in each.results)
    return max((through(result.period) for result in results), default=0)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return months_after(date(year, 3, 31), 3 * (quarter - 1)).replace(
        day=30 if quarter in (2, 3) else 31
    )


def through(period: str) -> int:
    """The last whole quarter that a period as it is named covers: `Quý II` 2, `9 tháng` 3, `Năm` 4.

    0 if unknown.
    """
    words = fold(period)
    if found := _QUARTER.search(words):
        return _ROMAN.get(found[1]) or int(found[1])
    if found := _MONTHS.search(words):
        return 2 if found[1] in ("6", "sau") else 3
    if found := _MONTH.search(words):
        return min(int(found[1]) // 3, _LAST)
    if day := day_in(period):
        whole = quarter_end(day.year, (day.month + 2) // 3)
        return (day.month + 2) // 3 - (day < whole)
    return _LAST if re.search(r"\bnam\b", words) else 0
