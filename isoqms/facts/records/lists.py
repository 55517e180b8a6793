"""The lists of a year's registers and the records in them, whatever they are of."""

from collections.abc import Iterator
from typing import Any

from isoqms.diagnostics import Route
from isoqms.model.base import Record
from isoqms.model.kinds import RecordList
from isoqms.model.registers import OF_A_YEAR
from isoqms.repository import Entry, Year


def lists_of(year: Year) -> Iterator[tuple[Entry[Any], RecordList]]:
    """Each list that is named in a register which the year has, with the register's file."""
    for kind in OF_A_YEAR:
        entry: Entry[Any] | None = getattr(year, kind.slot)
        if entry is not None:
            for members in kind.lists:
                yield entry, members


def records_in(
    record: Record,
    keys: tuple[str, ...],
    lead: Route = (),
) -> Iterator[tuple[Route, Any]]:
    """The records of the list under these keys, one list inside the other, each with its route."""
    first, *rest = keys
    for index, member in enumerate(getattr(record, first)):
        route = (*lead, first, index)
        if rest:
            yield from records_in(member, tuple(rest), route)
        else:
            yield route, member
