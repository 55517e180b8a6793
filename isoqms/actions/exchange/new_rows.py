"""Rows that were added in Excel: where each of them goes, and by what id."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.actions.exchange.tabs import Merged, Tab, Told, form_of, plain_data, record_at, said
from isoqms.actions.records.words import RECORDS
from isoqms.diagnostics import Route
from isoqms.facts.records.keys import next_id as next_of_pattern
from isoqms.facts.records.tables import RegisterFile, TableRow, canonical, label_of, rows_of
from isoqms.model.tables import Table
from isoqms.pages.records.sheets import NUMBER, PARENT, is_numbered, parent_title
from isoqms.readers.cell_values import Given, Known, Refused, read_value
from isoqms.readers.filled_form import FilledRow
from isoqms.wording import whole

_NUMBERED: Final = re.compile(r"(.*?)(\d+)")


def add_row(
    merged: Merged,
    tab: Tab,
    known: Known,
    found: tuple[FilledRow, Mapping[str, Route], list[TableRow]],
) -> None:
    """Put a row that was added behind the others of its list, unless it came in already.

    `found` is the row, the routes of the records above by what rows call them, and the rows of the
    register that came in after the Excel file was made.
    """
    row, above, spare = found
    values, refused = _values(merged, tab, row, known)
    parent = _parent(merged, tab, row, above)
    if parent is None:
        return
    arrived = _arrived(tab.table, values, parent, spare)
    if arrived is not None:
        spare.remove(arrived)
        _link(merged, tab, row, record_at(merged.data, arrived.route), arrived.route)
        merged.notes.append(
            f"{tab.filled.name}, dòng {row.number}: trong kho đã có dòng giống hệt, không thêm nữa."
        )
        return
    name = tab.table.route[-1]
    holder = record_at(merged.data, parent)
    members = holder.get(name) or []
    record = _record(tab.table, values)
    if "id" not in record and "id" not in refused:
        record = _with_id(merged.register, tab.table, record, members)
    route = (*parent, name, len(members))
    holder[name] = [*members, record]
    if not _is_new(merged, parent):
        merged.appends.setdefault((*parent, name), []).append(record)
    tab.rows[route] = row
    tab.refused.update((*route, *key.split(".")) for key in refused)
    _link(merged, tab, row, record, route)
    called = record.get(tab.table.identity or "") or next(iter(record.values()), "")
    merged.added.append(Told(tab.place(row), said(canonical(str(called)))))


def _with_id(
    register: RegisterFile, table: Table, record: dict[str, Any], members: list[Any]
) -> dict[str, Any]:
    """The record with the next id: of its list, or else of the pattern that `new` uses."""
    if table.identity != "id":
        return record
    known = [label_of(member, 0) for member in members]
    made = next_id(known)
    if made is None:
        pattern = next(_patterns(register, table, record), None)
        made = next_of_pattern(pattern, set(known)) if pattern else None
    return {"id": made, **record} if made else record


def _patterns(register: RegisterFile, table: Table, record: Mapping[str, Any]) -> Iterator[str]:
    """How the keys of such records are made: `rr-{n:02}` of a risk, `ch-{n:02}` of a chance."""
    for word in RECORDS:
        same = word.members == table.route and PurePosixPath(word.path).name == register.path.name
        # A risk and an opportunity stand in one list; what is `given` tells them apart.
        if same and word.ids and word.given.items() <= record.items():
            yield word.ids


def next_id(known: Iterable[str]) -> str | None:
    """The id behind the last: `kph-04` after `kph-03`.

    None where the ids are no running numbers of one kind.
    """
    ids = list(known)
    found = list(filter(None, map(_NUMBERED.fullmatch, ids)))
    kinds = {match[1] for match in found}
    if len(found) != len(ids) or len(kinds) != 1:
        return None
    last = max(found, key=lambda match: whole(match[2]))
    return f"{last[1]}{whole(last[2]) + 1:0{len(last[2])}}"


def _values(
    merged: Merged, tab: Tab, row: FilledRow, known: Known
) -> tuple[dict[str, Given], set[str]]:
    """The values of a new row by column, and the columns whose cells are none."""
    values: dict[str, Given] = {}
    refused: set[str] = set()
    for column in tab.table.columns:
        cell = row.cells.get(column.key)
        if cell is None or not (cell.is_formula or canonical(cell.value)):
            continue
        read = read_value(column, cell, known)
        if isinstance(read, Refused):
            merged.bad.append(Told(tab.place(row, column.key, column.title), read.words))
            refused.add(column.key)
        else:
            values[column.key] = read
    return values, refused


def _parent(merged: Merged, tab: Tab, row: FilledRow, above: Mapping[str, Route]) -> Route | None:
    """The new route of the record that a new row stands in; None, and told, where it names none."""
    if len(tab.table.route) == 1:
        return ()
    cell = row.cells.get(PARENT)
    given = canonical(cell.value) if cell is not None and not cell.is_formula else ""
    links = above or {each.label: each.route for each in _rows_above(merged.register, tab.table)}
    if given in links and not (merged.remove and links[given] in merged.removals):
        return links[given]
    place = tab.place(row, PARENT, parent_title(merged.register, tab.table))
    merged.bad.append(Told(place, _no_parent(given, list(links))))
    return None


def _no_parent(given: str, known: list[str]) -> str:
    words = "còn trống, nên không biết dòng mới thuộc dòng nào."
    if given:
        words = f"không có dòng nào tên là «{given}»."
    if not known:
        return f"{words} Thêm dòng đó ở trang trên trước."
    return f"{words} Ghi một trong: {', '.join(known[:20])}."


def _rows_above(register: RegisterFile, table: Table) -> tuple[TableRow, ...]:
    above = next(each for each in register.tables if each.route == table.route[:-1])
    return rows_of(register.data, above)


def _arrived(
    table: Table, values: Mapping[str, Given], parent: Route, spare: list[TableRow]
) -> TableRow | None:
    """The row of the same list and values that came in since: the file was imported before."""
    columns = {column.key: column for column in table.columns}
    wanted = {key: form_of(columns[key], value) for key, value in values.items()}
    for row in spare:
        held = row.canonical(table)
        if "id" not in wanted and table.identity == "id":
            held.pop("id", None)
        if row.route[:-2] == parent and held == wanted:
            return row
    return None


def _link(
    merged: Merged, tab: Tab, row: FilledRow, record: Mapping[str, Any], route: Route
) -> None:
    """Let rows of other tabs find this one by its id, or by the number that was given to it."""
    if not is_numbered(tab.table):
        tab.links[label_of(record, 0)] = route
        return
    cell = row.cells.get(NUMBER)
    number = canonical(cell.value) if cell is not None else ""
    if number in tab.links:
        words = f"số {number} đã có ở dòng khác. Ghi số tiếp theo."
        merged.bad.append(Told(tab.place(row, NUMBER, "TT"), words))
    elif number:
        tab.links[number] = route


def _is_new(merged: Merged, route: Route) -> bool:
    """Whether the record at a route of the new data is not in the register yet."""
    found: Any = merged.register.data
    for part in route:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return True
    return False


def _record(table: Table, values: Mapping[str, Given]) -> dict[str, Any]:
    """A new record of these values, single records inside it among them."""
    record: dict[str, Any] = {}
    for column in table.columns:
        if column.key in values:
            inner = record
            for name in column.route[:-1]:
                inner = inner.setdefault(name, {})
            inner[column.route[-1]] = plain_data(values[column.key])
    return record
