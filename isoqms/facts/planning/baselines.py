"""What an objective came to in a year, as the next year starts from it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.reporting.figures import TITLES, figures
from isoqms.model.planning.objectives import Objective
from isoqms.repository.content import Repository
from isoqms.wording import fold

_PARTS: Final = ("quy", "thang", "tuan", "ky")
"""Words of periods that are not the whole year."""


@dataclass(frozen=True, slots=True)
class YearResult:
    """The result of a whole year (kết quả cả năm)."""

    value: Decimal
    place: Place
    """Where it is recorded, or the objective whose figure it is."""


def year_result(repository: Repository, year: int, objective: str) -> YearResult | None:
    """What the objective with this key came to in a year: its figure, or else the result recorded for the whole year.

    None where neither is known. The result of a quarter is no result of the year.
    """
    records = repository.years.get(year)
    if records is None or records.objectives is None:
        return None
    for index, each in enumerate(records.objectives.record.objectives):
        if each.id == objective:
            return _of(repository, year, each, records.objectives.at("objectives", index))
    return None


def _of(repository: Repository, year: int, objective: Objective, place: Place) -> YearResult | None:
    whole = [
        (index, result.value)
        for index, result in enumerate(objective.results)
        if result.value is not None and is_whole_year(result.period)
    ]
    if objective.figure in TITLES:
        value = figures(repository, year)[str(objective.figure)].value
        if value is not None:
            return YearResult(Decimal(value), place)
    if not whole:
        return None
    index, recorded = whole[-1]
    return YearResult(recorded, Place(place.path, (*place.route, "results", index, "value")))


def is_whole_year(period: str) -> bool:
    """Whether a period is the whole year: «Năm», «Cả năm», «Năm 2025»; not «Quý IV», «6 tháng», «Đến 26/10/2022»."""
    words = fold(period).replace("/", " ").split()
    return "nam" in words and not any(part in words for part in _PARTS)
