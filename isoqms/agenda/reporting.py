"""The results that are reported each quarter: of the objectives, and of the cases."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.agenda.calendar import QUARTERLY
from isoqms.agenda.commands import run
from isoqms.agenda.planning import planned
from isoqms.agenda.task import SOON, Task, TaskKind, task
from isoqms.facts.law.validity import months_after
from isoqms.facts.planning.acts import act
from isoqms.facts.planning.owing import applied, started
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.repository import Repository, Year
from isoqms.wording import fold, listed, roman

_QUARTER: Final = re.compile(r"\bquy (iv|iii|ii|i|[1-4])\b")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS: Final = re.compile(r"\b(6|sau|9|chin) thang\b")
_MONTH: Final = re.compile(r"\bthang (\d{1,2})\b")
_LAST: Final = 4


def quarter_tasks(repository: Repository) -> Iterator[Task]:
    """The quarters that are over and lack results: this year's, and the last of the year before."""
    deadline = next(
        (d for d in repository.packs.deadlines.deadlines if d.every is Recurrence.QUARTER), None
    )
    this = repository.as_of.year
    for number, quarters in ((this - 1, (_LAST,)), (this, range(1, _LAST + 1))):
        year = repository.years.get(number)
        if deadline is not None and year is not None:
            for quarter in quarters:
                yield from _of(repository, deadline, year, quarter)


def _of(repository: Repository, deadline: Deadline, year: Year, quarter: int) -> Iterator[Task]:
    number = year.year
    end = quarter_end(number, quarter)
    keys = [f"{QUARTERLY}-quy-{quarter}"] + (
        [f"{QUARTERLY}-nam", QUARTERLY] if quarter == _LAST else []
    )
    if any(act(repository, number, key) for key in keys):
        return
    own_plan = planned(repository, year)
    own = next((own_plan[key] for key in keys if key in own_plan), None)
    start = started(repository)
    if own is None and (not applied(repository) or (start is not None and start > end)):
        return
    missing = list(_missing(year, quarter)) if end <= repository.as_of else []
    if own is None and not missing:
        return
    due = own.task.due if own and own.task.due else months_after(end, 1)
    name = (
        own.task.task
        if own
        else f"Báo cáo kết quả mục tiêu và số liệu hồ sơ quý {roman(quarter)} năm {number}"
    )
    lacking = f" (chưa ghi {listed(words for words, _ in missing)})" if missing else ""
    command = run("export", *missing[0][1], year=number) if missing else own.command if own else ""
    yield task(
        repository,
        TaskKind.RESULTS,
        f"{number}/{QUARTERLY}-quy-{quarter}",
        f"{name}{lacking}",
        basis=deadline.basis,
        command=command,
        due=due,
        begins=min(end, due - SOON),
        role=own.task.role if own and own.task.role else deadline.role,
        place=own.place if own else None,
    )


def _missing(year: Year, quarter: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the records of the quarter lack, with the register that is taken out to Excel for it."""
    objectives = [row.record for row in year.rows.objectives]
    # A result that is computed from the year's records is typed nowhere.
    typed = [each for each in objectives if each.figure is None]
    periods = [result.period for each in objectives for result in each.results]
    reported = max(map(through, periods), default=0)
    if typed and reported < quarter:
        yield "kết quả mục tiêu", ("muc-tieu",)
    last = max((row.record.end for row in year.rows.periods), default=date.min)
    if last < quarter_end(year.year, quarter):
        yield "số liệu hồ sơ", ("ho-so",) if year.cases else ("ho-so", "--empty")


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
