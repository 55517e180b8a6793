"""Which years owe the yearly work of the system, and where in a year's files a finding stands."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from isoqms.diagnostics import Place
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.year import Year

LAST_QUARTER = 10
"""The month from which the work of the year is pressing (quý IV)."""

_STARTING = (DecisionKind.ISSUE, DecisionKind.ANNOUNCE)


def owed(repository: Repository, month: int = LAST_QUARTER) -> Iterator[tuple[Year, bool]]:
    """Each year that owes its yearly work as of the date, and whether it is over.

    Only years with a folder, and only once the system is applied; until `month` of the current year
    nothing is said, and a year in whose last quarter the system began owes nothing yet.
    """
    if not repository.running:
        return
    start = started(repository)
    for number, year in repository.years.items():
        over = number < repository.as_of.year
        pressing = number == repository.as_of.year and repository.as_of.month >= month
        if (over or pressing) and (start is None or start < date(number, LAST_QUARTER, 1)):
            yield year, over


def started(repository: Repository) -> date | None:
    """The day from which the system is applied; None where no decision tells."""
    records = (decision.record for decision in repository.standing)
    return min((each.in_force_from for each in records if _starts(each)), default=None)


def _starts(decision: Decision) -> bool:
    """Whether it issues documents, with their names or only by their number, or announces."""
    return decision.kind in _STARTING or bool(decision.issues or decision.stated)


def applied(repository: Repository) -> bool:
    """Whether the system is applied on the day asked about: by a decision, or else by documents."""
    start = started(repository)
    return bool(repository.documents) if start is None else start <= repository.as_of


def place_in(year: Year, slot: str, *route: str | int) -> Place:
    """The place in the file of `slot`, or the year's first file where that one is not there yet."""
    entry = getattr(year, slot)
    if isinstance(entry, Entry):
        return entry.at(*route)
    present = (getattr(year, other.name) for other in fields(year))
    return next(other.at() for other in present if isinstance(other, Entry))
