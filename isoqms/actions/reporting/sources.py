"""Say where each figure of the year's report comes from: record, file and line."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from isoqms.actions.checking.locating import located
from isoqms.facts.composing.text import ReportText, compose
from isoqms.facts.reporting.figures import Figure, Value, figures
from isoqms.facts.reporting.sources import Source, by_file
from isoqms.pages.reporting.sources import Sourced
from isoqms.repository import Repository

_ANNEXED: Final = ("score_total", "score_max")


def sources(repository: Repository, year: int) -> tuple[Sourced, ...]:
    """The figures that the report of a year tells, in the order in which it tells them.

    Raises what composing it raises: NoSuchYear, ReportFault, UnknownName.
    """
    return sourced(repository, printed(repository, year, compose(repository, year)))


def printed(repository: Repository, year: int, text: ReportText) -> tuple[Figure, ...]:
    """The figures that stand in a report: in its words, then the sums of the scores annexed."""
    names = {each.name for each in text.told}
    every = figures(repository, year)
    annexed = [every[name] for name in _ANNEXED if every[name].known and name not in names]
    return (*text.told, *annexed)


def sourced(repository: Repository, figures: Iterable[Figure]) -> tuple[Sourced, ...]:
    """The figures with the files and lines that they were computed from."""
    every = tuple(figures)
    found = located(repository, (place for each in every for place in each.sources))
    return tuple(
        Sourced(each, by_file((place, found[place]) for place in each.sources)) for each in every
    )


def as_data(found: Iterable[Sourced]) -> list[dict[str, Any]]:
    """The same as plain data, stable across releases: every file with every line."""
    return [
        {
            "name": each.figure.name,
            "title": each.figure.title,
            "value": _plain(each.figure.value),
            "unit": each.figure.unit,
            "stated": _plain(each.figure.stated),
            "sources": [_source(source) for source in each.sources],
        }
        for each in found
    ]


def _source(source: Source) -> dict[str, Any]:
    return {"record": source.record, "path": str(source.path), "lines": list(source.lines)}


def _plain(value: Value | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
