"""What is gone through while an Excel file comes in: tabs, places, what a register comes to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from isoqms.diagnostics import Route
from isoqms.facts.exchange.baseline import BaseSheet
from isoqms.facts.records.tables import NO, YES, RegisterFile, TableRow, canonical, shown
from isoqms.model.tables import Column, Table
from isoqms.pages.records.sheets import NUMBER, OURS, PARENT, VALUE
from isoqms.readers.cell_values import Given
from isoqms.readers.filled_form import FilledRow, FilledSheet
from isoqms.source.editing import Append, Edit, Put, Remove
from isoqms.wording import date_short

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell or row of the Excel file; in the order of its tabs."""

    tab: int
    row: int
    column: int
    words: str = field(compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """Something to say about a place."""

    place: Place
    words: str

    def __str__(self) -> str:
        return f"{self.place.words}: {self.words}"


@dataclass
class Merged:
    """What a register comes to."""

    register: RegisterFile
    data: dict[str, Any]
    """With every change but the removals."""
    remove: bool
    """Whether rows that are gone in the Excel file go from the register too."""
    puts: list[Edit] = field(default_factory=list)
    appends: dict[Route, list[Any]] = field(default_factory=dict)
    removals: list[Route] = field(default_factory=list)
    changed: list[Told] = field(default_factory=list)
    added: list[Told] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """The rows that are cleared or missing in the Excel file and still stand in the register."""
    bad: list[Told] = field(default_factory=list)
    conflicts: list[Told] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.puts or self.appends or (self.remove and self.removals))

    def edits(self) -> tuple[Edit, ...]:
        """The edits of the file, in an order in which no route moves before it is used."""
        appends = (Append(route, tuple(items)) for route, items in self.appends.items())
        removals = self._last_first() if self.remove else ()
        return (*self.puts, *appends, *map(Remove, removals))

    def _last_first(self) -> Iterator[Route]:
        """The rows to remove: the last first, and none inside another that goes."""
        gone = set(self.removals)
        alone = (r for r in gone if not any(r[:end] in gone for end in range(1, len(r))))
        yield from sorted(alone, key=lambda route: tuple(map(_rank, route)), reverse=True)


def _rank(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)


@dataclass
class Tab:
    """A tab of one table, while it is gone through."""

    order: int
    base: BaseSheet
    filled: FilledSheet
    table: Table
    current: tuple[TableRow | None, ...] = ()
    rows: dict[Route, FilledRow] = field(default_factory=dict)
    """By the route at which they stand in the new data."""
    refused: set[Route] = field(default_factory=set)
    links: dict[str, Route] = field(default_factory=dict)
    """The new route of each row by what rows of other tabs call it."""

    def place(self, row: FilledRow, key: str = "", title: str = "") -> Place:
        """A cell of a row, or the row itself where it has no such column."""
        kind = "mục" if key == VALUE else "cột"
        letter = self.filled.letters.get(key, "")
        if key in row.cells:
            letter = row.cells[key].place.rstrip("0123456789")
        where = f"ô {letter}{row.number} ({kind} «{title}»)" if letter else f"dòng {row.number}"
        return Place(self.order, row.number, _column_number(letter), f"{self.filled.name}, {where}")


def _column_number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def says_something(row: FilledRow) -> bool:
    """Whether there is more in the row than what finds it."""
    return any(
        cell.is_formula or (key not in (PARENT, NUMBER, OURS) and canonical(cell.value))
        for key, cell in row.cells.items()
    )


def form_of(column: Column, value: Given | None) -> str:
    """The canonical text of a value that was read."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or isinstance(value, tuple):
        return canonical(shown(column, value or None))
    return canonical(value)


def said(form: str) -> str:
    """A value in a sentence."""
    if not form:
        return "trống"
    if _DAY.fullmatch(form):
        return f"«{date_short(date.fromisoformat(form))}»"
    line = form.replace("\n", " ")
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST - 3]}…"
    return f"«{line}»"


def record_at(data: Any, route: Route) -> dict[str, Any]:
    """The record at a route of a register's data."""
    for part in route:
        data = data[part]
    found: dict[str, Any] = data
    return found


def write(
    merged: Merged,
    route: Route,
    record: dict[str, Any],
    changes: Mapping[tuple[str, ...], Given | None],
) -> None:
    """Put the changed values of a record into the data, and among the edits."""
    groups: dict[str, dict[str, Any]] = {}
    for keys, value in changes.items():
        kept = None if value is None else plain_data(value)
        if len(keys) == 1:
            _put(merged, (*route, keys[0]), record, kept)
        else:
            groups.setdefault(keys[0], {})[keys[1]] = kept
    for name, members in groups.items():
        _write_inner(merged, (*route, name), record, members)


def _write_inner(
    merged: Merged, route: Route, record: dict[str, Any], members: Mapping[str, Any]
) -> None:
    """The same for a record inside a record.

    It comes whole where it was not there, and goes whole where nothing is left of it.
    """
    held = record.get(str(route[-1]))
    whole = {**(held or {}), **members}
    left = {key: value for key, value in whole.items() if value is not None}
    if not left or not held:
        _put(merged, route, record, left or None)
        return
    for key, value in members.items():
        _put(merged, (*route, key), held, value)


def _put(merged: Merged, route: Route, record: dict[str, Any], value: Any) -> None:
    key = str(route[-1])
    if value is None:
        record.pop(key, None)
        merged.puts.append(Remove(route))
    else:
        record[key] = value
        merged.puts.append(Put(route, value))


def plain_data(value: Given) -> Any:
    """A value as it stands in a register's data."""
    return list(value) if isinstance(value, tuple) else value
