"""The lists of a year's registers and the rows in them, whatever they are of."""

from collections.abc import Iterator
from typing import Any

from isoqms.model.kinds import RecordList
from isoqms.model.registers import OF_A_YEAR
from isoqms.repository import Entry, Row, Year


def lists_of(year: Year) -> Iterator[tuple[Entry[Any], RecordList]]:
    """Each list that is named in a register which the year has, with the register's file."""
    for kind in OF_A_YEAR:
        entry: Entry[Any] | None = getattr(year, kind.slot)
        if entry is not None:
            for members in kind.lists:
                yield entry, members


def rows_in(entry: Entry[Any], keys: tuple[str, ...]) -> tuple[Row[Any], ...]:
    """The rows of the list under these keys of a file, one list inside the other."""
    first, *rest = keys
    rows = entry.rows(first, getattr(entry.record, first))
    for key in rest:
        rows = tuple(each for row in rows for each in row.rows(key, getattr(row.record, key)))
    return rows
