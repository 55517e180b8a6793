"""What an objective came to in a year, as the next year starts from it."""

from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.reporting.figures import TITLES, figures
from isoqms.model.planning.objectives import Objective
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row
from isoqms.wording import fold

_PARTS: Final = ("quy", "thang", "tuan", "ky")
"""Words of periods that are not the whole year."""


class YearResult(NamedTuple):
    """The result of a whole year (kết quả cả năm)."""

    value: Decimal
    place: Place
    """Where it is recorded, or the objective whose figure it is."""


def year_result(repository: Repository, year: int, objective: str) -> YearResult | None:
    """What the objective with this key came to in a year.

    Its figure, or else the result recorded for the whole year.

    None where neither is known. The result of a quarter is no result of the year.
    """
    rows = repository.rows_of(year).objectives
    found = next((row for row in rows if row.record.id == objective), None)
    return _of(repository, year, found) if found else None


def _of(repository: Repository, year: int, objective: Row[Objective]) -> YearResult | None:
    if objective.record.figure in TITLES:
        value = figures(repository, year)[str(objective.record.figure)].value
        if value is not None:
            return YearResult(Decimal(value), objective.place)
    results = objective.rows("results", objective.record.results)
    for row in reversed(results):
        if row.record.value is not None and is_whole_year(row.record.period):
            return YearResult(row.record.value, row.at("value"))
    return None


def is_whole_year(period: str) -> bool:
    """Whether a period is the whole year: «Năm», «Cả năm», «Năm 2025».

    Not «Quý IV», «6 tháng», «Đến 26/10/2022».
    """
    words = fold(period).replace("/", " ").split()
    return "nam" in words and not any(part in words for part in _PARTS)
