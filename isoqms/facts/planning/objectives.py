"""Whether a quality objective was achieved (mức độ thực hiện mục tiêu; 6.2, 9.1.3).

Nobody states that an objective is achieved; it follows from the target, the comparison and the last
result.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.papers.decided import decisions_of
from isoqms.facts.reporting.figures import Figures
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.model.control.decision import DecisionKind
from isoqms.model.planning.objectives import Comparison, Objective, ObjectiveResult
from isoqms.packs.proposals import proposed_objectives
from isoqms.repository.content import Repository
from isoqms.wording import fold, with_unit

_QUARTER: Final = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
_MONTH: Final = re.compile(r"\bthang (\d{1,2})\b")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COMPUTED: Final = "tính từ hồ sơ của năm"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an objective by a day (kết quả thực hiện mục tiêu)."""

    objective: Objective
    place: Place
    value: Decimal | None = None
    """None where nothing was measured yet."""
    above: bool = False
    """Whether the value is only known to be greater: «trên 40%»."""
    source: str = ""
    """The period that the value is of, or that it was computed: «Quý III»."""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is no target, or no value yet."""
        target = self.objective.target
        if target is None or self.value is None:
            return None
        return (
            self.value >= target
            if self.objective.comparison is Comparison.AT_LEAST
            else self.value < target or (self.value == target and not self.above)
        )

    @property
    def improved(self) -> bool | None:
        """Whether it is better than the year before.

        None where one of the two is not known or they are equal.
        """
        before = self.objective.baseline
        if before is None or self.value is None or self.value == before:
            return None
        return (self.value > before) is (self.objective.comparison is Comparison.AT_LEAST)

    @property
    def shown(self) -> str:
        """The value with its unit of measure: «99,3%», «3 ngày làm việc».

        Nothing where there is none.
        """
        if self.value is None:
            return ""
        return measured(self.value, self.objective.unit_of_measure, above=self.above)


def measured(value: Decimal, unit: str | None, *, above: bool = False) -> str:
    """A value with its unit of measure, per cent without a space: «trên 40%» where it is more."""
    shown = with_unit(value, unit)
    return f"trên {shown}" if above else shown


def outcome(repository: Repository, year: int, objective: Objective, day: date) -> Outcome:
    """What came of one objective of the year by `day`.

    NoSuchYear where there are no records of the year.
    """
    return _outcome(
        objective,
        _place(repository, year, objective),
        year,
        day,
        figures_until(repository, year, day),
    )


def outcomes(repository: Repository, year: int, day: date) -> tuple[Outcome, ...]:
    """What came of each objective of the year by `day`, in their order.

    None where the year has no objectives.
    """
    rows = repository.rows_of(year).objectives
    if not rows:
        return ()
    found = figures_until(repository, year, day)
    return tuple(_outcome(row.record, row.place, year, day, found) for row in rows)


def are_set(repository: Repository, year: int) -> bool:
    """Whether the objectives of a year are more than what the framework proposes.

    They are once they are decided upon or measured, or one is the agency's own.
    """
    held = repository.years.get(year)
    register = held.objectives if held else None
    if register is None:
        return False
    if register.record.decision or any(map(_is_own, register.record.objectives)):
        return True
    return bool(decisions_of(repository, year, DecisionKind.POLICY_OBJECTIVES))


def _is_own(objective: Objective) -> bool:
    said = (objective.id, objective.text, objective.target)
    return bool(objective.results) or said not in proposed_objectives()


def _outcome(objective: Objective, place: Place, year: int, day: date, figures: Figures) -> Outcome:
    """A figure that the records give goes before what was written down.

    Of results the last one counts.
    """
    figure = figures.get(objective.figure) if objective.figure else None
    if figure is not None and figure.value is not None:
        return Outcome(objective, place, Decimal(figure.value), source=_COMPUTED)
    last = next(_known(objective.results, year, day), None)
    if last is None:
        return Outcome(objective, place)
    return Outcome(objective, place, last.value, last.above, last.period)


def _known(results: tuple[ObjectiveResult, ...], year: int, day: date) -> Iterator[ObjectiveResult]:
    """The results with a value, the last first.

    Those of a period that had not begun by `day` are left out.
    """
    for result in reversed(results):
        if result.value is not None and has_begun(result.period, year, day):
            yield result


def quarter_of(period: str) -> int | None:
    """The quarter that the words of a period name, 1 to 4: «Quý III»; None for any other period."""
    found = _QUARTER.search(fold(period))
    return (_QUARTERS.get(found[1]) or int(found[1])) if found else None


def has_begun(period: str, year: int, day: date) -> bool:
    """Whether a period named in words had begun by `day`; true where the words do not tell."""
    begun = _begins(period, year)
    return begun is None or begun <= day


def _begins(period: str, year: int) -> date | None:
    """The first day of a period named in words («Quý III», «tháng 10»).

    None where the words do not tell.
    """
    if quarter := quarter_of(period):
        return date(year, quarter * 3 - 2, 1)
    month = _MONTH.search(fold(period))
    return date(year, int(month[1]), 1) if month and 1 <= int(month[1]) <= 12 else None


def _place(repository: Repository, year: int, objective: Objective) -> Place:
    known = repository.years.get(year)
    entry = known.objectives if known else None
    if entry is None:
        return repository.agency.at()
    index = next(
        (i for i, each in enumerate(entry.record.objectives) if each.id == objective.id), None
    )
    return entry.at("objectives") if index is None else entry.at("objectives", index)
