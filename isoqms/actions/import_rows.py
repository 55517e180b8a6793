"""One register as it was filled in, beside the register as it is: what changes, and what cannot be taken over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final

from isoqms.diagnostics import Route
from isoqms.model.checking import Problem, check
from isoqms.model.tables import Column, Table
from isoqms.pages.record_sheets import NUMBER, OURS, PARENT, VALUE, is_numbered, parent_title
from isoqms.readers.cell_values import Given, Known, Refused, read_value
from isoqms.readers.filled_form import FilledCell, FilledRow, FilledSheet
from isoqms.repository.baseline import BaseRow, BaseSheet
from isoqms.repository.record_tables import (
    NO,
    YES,
    RegisterFile,
    TableRow,
    canonical,
    label_of,
    rows_of,
    shown,
)
from isoqms.repository.row_matching import match_rows
from isoqms.source.editing import Append, Edit, Put, Remove
from isoqms.wording import date_short

_NUMBERED: Final = re.compile(r"(.*?)(\d+)")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_KEY_TITLE: Final = re.compile(r"«[^»]*» \([^)]*\): ")


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

    def edits(self, *, remove: bool) -> tuple[Edit, ...]:
        """The edits of the file, in an order in which no route moves before it is used."""
        appends = (Append(route, tuple(items)) for route, items in self.appends.items())
        return (*self.puts, *appends, *(map(Remove, self._last_first()) if remove else ()))

    def _last_first(self) -> Iterator[Route]:
        """The rows to remove: the last first, and none inside another that goes."""
        gone = set(self.removals)
        alone = (r for r in gone if not any(r[:end] in gone for end in range(1, len(r))))
        yield from sorted(alone, key=lambda route: tuple(map(_rank, route)), reverse=True)


def _rank(part: str | int) -> tuple[int, str]:
    return (part, "") if isinstance(part, int) else (0, part)


@dataclass
class _Tab:
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
        cell = row.cells.get(key)
        letter = cell.place.rstrip("0123456789") if cell is not None else self.filled.letters.get(key, "")
        where = f"ô {letter}{row.number} ({kind} «{title}»)" if letter else f"dòng {row.number}"
        return Place(self.order, row.number, _column_number(letter), f"{self.filled.name}, {where}")


def _column_number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def merge(register: RegisterFile, tabs: Iterable[tuple[int, BaseSheet, FilledSheet]], known: Known) -> Merged:
    """The register with every cell changed that somebody has changed in these tabs, and no other.

    What is wrong is gathered and not raised: cells that are no values, and cells that both sides have changed.
    """
    merged = Merged(register, deepcopy(dict(register.data)))
    tables = {table.key: table for table in register.tables}
    work = [_Tab(order, base, filled, tables[base.table]) for order, base, filled in tabs if base.table in tables]
    work.sort(key=lambda tab: len(tab.table.route))
    moved: dict[Route, Route] = {(): ()}
    links: dict[str, dict[str, Route]] = {}
    for tab in work:
        _match(register, tab, moved)
        _merge_tab(merged, tab, known, links)
        links[tab.table.key] = tab.links
    _check_ids(merged, work)
    _check_model(merged, work)
    return merged


def _match(register: RegisterFile, tab: _Tab, moved: dict[Route, Route]) -> None:
    """Find the present row of each that was written out, and keep where it has gone."""
    now = rows_of(register.data, tab.table)
    digest = None if register.content is None else sha256(register.content).hexdigest()
    if digest == tab.base.digest:
        by_route = {row.route: row for row in now}
        tab.current = tuple(by_route.get(row.route) for row in tab.base.rows)
    else:
        tab.current = match_rows(tab.base.rows, now, tab.table, moved)
    for row, current in zip(tab.base.rows, tab.current, strict=True):
        if current is not None:
            moved[row.route] = current.route


def _merge_tab(merged: Merged, tab: _Tab, known: Known, links: Mapping[str, dict[str, Route]]) -> None:
    if tab.filled.strange:
        columns = ", ".join(tab.filled.strange)
        merged.notes.append(f"Trang «{tab.filled.name}»: cột {columns} không thuộc sổ, không được nhập.")
    if tab.filled.twice:
        columns = ", ".join(tab.filled.twice)
        merged.notes.append(f"Trang «{tab.filled.name}»: cột {columns} chép từ một cột của sổ, không được nhập.")
    if not tab.table.route:
        _own_keys(merged, tab, known)
        return
    lost = [column.title for column in tab.table.columns if column.key not in tab.filled.letters]
    if lost:
        merged.notes.append(f"Trang «{tab.filled.name}» không còn cột «{'», «'.join(lost)}»: giữ nguyên trong kho.")
    above = links.get(".".join(tab.table.route[:-1]), {})
    kept = _assigned(tab)
    for index, (base, current) in enumerate(zip(tab.base.rows, tab.current, strict=True)):
        row = kept.get(index)
        if current is not None:
            tab.links.setdefault(_label(base), current.route)
        if row is None or (base.values and not _says_something(row)):
            if current is not None:
                merged.removals.append(current.route)
                where = f"dòng {row.number} đã xóa trắng" if row else f"không còn dòng «{_named(base, tab.table)}»"
                merged.gone.append(f"{tab.filled.name}: {where}")
            continue
        _kept_row(merged, tab, known, (base, current, row))
        if current is not None and PARENT in tab.filled.letters:
            _refuse_move(merged, tab, row, current, above)
    taken = {id(row) for row in kept.values()}
    spare = _unmatched(merged.register, tab)
    for row in tab.filled.rows:
        if id(row) not in taken and _says_something(row):
            _new_row(merged, tab, known, (row, above, spare))


def _label(base: BaseRow) -> str:
    index = base.route[-1]
    return label_of(base.values, index if isinstance(index, int) else 0)


def _named(base: BaseRow, table: Table) -> str:
    """What a row is called in a sentence: by its id, or by its first words."""
    name = base.values.get(table.identity or "") or next(iter(base.values.values()), _label(base))
    return name if len(name) <= 50 else f"{name[:47]}…"


def _says_something(row: FilledRow) -> bool:
    """Whether there is more in the row than what finds it."""
    return any(
        cell.is_formula or (key not in (PARENT, NUMBER, OURS) and canonical(cell.value))
        for key, cell in row.cells.items()
    )


def _assigned(tab: _Tab) -> dict[int, FilledRow]:
    """The row of the Excel file for each that was written out; of copies of one the copy that has changed least."""
    indexes = {row.token(index): index for index, row in enumerate(tab.base.rows)}
    out: dict[int, FilledRow] = {}
    for row in tab.filled.rows:
        index = indexes.get(row.token)
        if index is None:
            continue
        other = out.get(index)
        if other is None or _likeness(row, tab.base.rows[index]) > _likeness(other, tab.base.rows[index]):
            out[index] = row
    return out


def _likeness(row: FilledRow, base: BaseRow) -> int:
    return sum(canonical(cell.value) == base.values.get(key, "") for key, cell in row.cells.items())


def _unmatched(register: RegisterFile, tab: _Tab) -> list[TableRow]:
    """The rows that came into the register after the Excel file was made."""
    known = {current.route for current in tab.current if current is not None}
    return [row for row in rows_of(register.data, tab.table) if row.route not in known]


def _own_keys(merged: Merged, tab: _Tab, known: Known) -> None:
    """The register's own keys, which stand below each other, each in a row of its own."""
    base = tab.base.rows[0] if tab.base.rows else BaseRow((), {})
    current = TableRow((), "", "", merged.register.data)
    rows = {row.token: row for row in reversed(tab.filled.rows)}
    changes: dict[tuple[str, ...], Given | None] = {}
    for column in tab.table.columns:
        row = rows.get(column.key)
        if row is None:
            continue  # somebody has removed the line: nothing was said
        cell = row.cells.get(VALUE)
        place = tab.place(row, VALUE, column.title)
        change = _change(merged, (column, cell, place), base, current, known)
        if isinstance(change, _Change):
            changes[column.route] = change.value
    _write(merged, (), merged.data, changes)


@dataclass(frozen=True, slots=True)
class _Change:
    value: Given | None


def _kept_row(merged: Merged, tab: _Tab, known: Known, found: tuple[BaseRow, TableRow | None, FilledRow]) -> None:
    """The cells of a row that stood in the register when it was written out."""
    base, current, row = found
    changes: dict[tuple[str, ...], Given | None] = {}
    for column in tab.table.columns:
        if column.key not in tab.filled.letters:
            continue
        place = tab.place(row, column.key, column.title)
        before = len(merged.bad)
        change = _change(merged, (column, row.cells.get(column.key), place), base, current, known)
        if isinstance(change, _Change):
            changes[column.route] = change.value
        if len(merged.bad) > before and current is not None:
            tab.refused.add((*current.route, *column.route))
    if current is None:
        return
    tab.rows[current.route] = row
    record = _at(merged.data, current.route)
    _write(merged, current.route, record, changes)
    if is_numbered(tab.table):
        return
    tab.links[label_of(record, int(current.route[-1]))] = current.route


def _refuse_move(merged: Merged, tab: _Tab, row: FilledRow, current: TableRow, above: Mapping[str, Route]) -> None:
    """A row that was given another record to stand in: which of its cells are meant then, nobody can tell."""
    cell = row.cells.get(PARENT)
    given = canonical(cell.value) if cell is not None else ""
    if given == current.parent or above.get(given) == current.route[:-2]:
        return
    words = f"dòng này thuộc «{current.parent}», không chuyển sang «{given}» được. Xóa dòng rồi ghi thành dòng mới."
    merged.bad.append(Told(tab.place(row, PARENT, parent_title(merged.register, tab.table)), words))


def _change(
    merged: Merged,
    asked: tuple[Column, FilledCell | None, Place],
    base: BaseRow,
    current: TableRow | None,
    known: Known,
) -> _Change | None:
    """What the cell changes; None where nobody has changed it, where it cannot be, or where it is so already."""
    column, cell, place = asked
    name = f"«{base.values['id']}» " if "id" in base.values else ""
    before = base.values.get(column.key, "")
    plain = cell is not None and not cell.is_formula and not cell.is_error
    if (canonical(cell.value) if plain and cell is not None else "" if cell is None else "\0") == before:
        return None
    value: Given | None = None
    if cell is not None and (not plain or canonical(cell.value)):
        read = read_value(column, cell, known)
        if isinstance(read, Refused):
            merged.bad.append(Told(place, read.words))
            return None
        value = read
    after = _form(column, value)
    if after == before:
        return None
    now = canonical(shown(column, current.stored(column))) if current is not None else None
    if now == after:
        return None
    if now is None:
        words = f"đã sửa thành {_said(after)}, nhưng dòng này trong kho đã bị xóa hoặc đã đổi khác sau khi xuất."
        merged.conflicts.append(Told(place, words))
        return None
    if now != before:
        words = f"tệp Excel ghi {_said(after)}, kho nay ghi {_said(now)}; khi xuất là {_said(before)}."
        merged.conflicts.append(Told(place, words))
        return None
    merged.changed.append(Told(place, f"{name}{_said(before)} → {_said(after)}"))
    return _Change(value)


def _form(column: Column, value: Given | None) -> str:
    """The canonical text of a value that was read."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or isinstance(value, tuple):
        return canonical(shown(column, value or None))
    return canonical(value)


def _said(form: str) -> str:
    """A value in a sentence."""
    if not form:
        return "trống"
    if _DAY.fullmatch(form):
        return f"«{date_short(date.fromisoformat(form))}»"
    line = form.replace("\n", " ")
    return f"«{line if len(line) <= 80 else line[:77] + '…'}»"


# New rows.


def _new_row(
    merged: Merged,
    tab: _Tab,
    known: Known,
    found: tuple[FilledRow, Mapping[str, Route], list[TableRow]],
) -> None:
    """A row that was added: it goes behind the others of its list, unless it came in already."""
    row, above, spare = found
    values, refused = _values(merged, tab, row, known)
    parent = _parent(merged, tab, row, above)
    if parent is None:
        return
    arrived = _arrived(tab.table, values, parent, spare)
    if arrived is not None:
        spare.remove(arrived)
        _link(tab, row, _at(merged.data, arrived.route), arrived.route)
        merged.notes.append(f"{tab.filled.name}, dòng {row.number}: trong kho đã có dòng giống hệt, không thêm nữa.")
        return
    name = tab.table.route[-1]
    holder = _at(merged.data, parent)
    members = holder.get(name) or []
    record = _record(tab.table, values)
    if tab.table.identity == "id" and "id" in record:
        pass
    elif tab.table.identity == "id" and "id" not in refused:
        made = next_id(label_of(member, 0) for member in members)
        record = {"id": made, **record} if made else record
    route = (*parent, name, len(members))
    holder[name] = [*members, record]
    if not _is_new(merged, parent):
        merged.appends.setdefault((*parent, name), []).append(record)
    tab.rows[route] = row
    tab.refused.update((*route, *key.split(".")) for key in refused)
    _link(tab, row, record, route)
    said = record.get(tab.table.identity or "") or next(iter(record.values()), "")
    merged.added.append(Told(tab.place(row), _said(canonical(shown(tab.table.columns[0], str(said))))))


def next_id(known: Iterable[str]) -> str | None:
    """The id behind the last: `kph-04` after `kph-03`; None where the ids are no running numbers of one kind."""
    found = [_NUMBERED.fullmatch(each) for each in known]
    whole = [match for match in found if match is not None]
    if not whole or len(whole) != len(found) or len({match[1] for match in whole}) > 1:
        return None
    last = max(whole, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _values(merged: Merged, tab: _Tab, row: FilledRow, known: Known) -> tuple[dict[str, Given], set[str]]:
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


def _parent(merged: Merged, tab: _Tab, row: FilledRow, above: Mapping[str, Route]) -> Route | None:
    """The new route of the record that a new row stands in; None, and told, where it names none."""
    if len(tab.table.route) == 1:
        return ()
    cell = row.cells.get(PARENT)
    given = canonical(cell.value) if cell is not None and not cell.is_formula else ""
    links = above or {each.label: each.route for each in _rows_above(merged.register, tab.table)}
    if given in links:
        return links[given]
    words = f"không có dòng nào tên là «{given}»." if given else "còn trống, nên không biết dòng mới thuộc dòng nào."
    named = f" Ghi một trong: {', '.join(list(links)[:20])}." if links else " Thêm dòng đó ở trang trên trước."
    merged.bad.append(Told(tab.place(row, PARENT, parent_title(merged.register, tab.table)), f"{words}{named}"))
    return None


def _rows_above(register: RegisterFile, table: Table) -> tuple[TableRow, ...]:
    above = next(each for each in register.tables if each.route == table.route[:-1])
    return rows_of(register.data, above)


def _arrived(table: Table, values: Mapping[str, Given], parent: Route, spare: list[TableRow]) -> TableRow | None:
    """The row with the same values that has come into the same list since: the file was imported before."""
    columns = {column.key: column for column in table.columns}
    wanted = {key: _form(columns[key], value) for key, value in values.items()}
    for row in spare:
        held = row.canonical(table)
        if "id" not in wanted and table.identity == "id":
            held.pop("id", None)
        if row.route[:-2] == parent and held == wanted:
            return row
    return None


def _link(tab: _Tab, row: FilledRow, record: Mapping[str, Any], route: Route) -> None:
    """Let rows of other tabs find this one by its id, or by the number that was given to it."""
    if not is_numbered(tab.table):
        tab.links[label_of(record, 0)] = route
        return
    cell = row.cells.get(NUMBER)
    if cell is not None and canonical(cell.value):
        tab.links.setdefault(canonical(cell.value), route)


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
            inner[column.route[-1]] = _kept(values[column.key])
    return record


def _kept(value: Given) -> Any:
    return list(value) if isinstance(value, tuple) else value


# Writing into the data, and as edits of the file.


def _at(data: Any, route: Route) -> dict[str, Any]:
    for part in route:
        data = data[part]
    found: dict[str, Any] = data
    return found


def _write(
    merged: Merged, route: Route, record: dict[str, Any], changes: Mapping[tuple[str, ...], Given | None]
) -> None:
    """Put the changed values of a record into the data, and among the edits."""
    groups: dict[str, dict[str, Any]] = {}
    for keys, value in changes.items():
        kept = None if value is None else _kept(value)
        if len(keys) == 1:
            _put(merged, (*route, keys[0]), record, kept)
        else:
            groups.setdefault(keys[0], {})[keys[1]] = kept
    for name, members in groups.items():
        held = record.get(name)
        whole = {**(held or {}), **members}
        left = {key: value for key, value in whole.items() if value is not None}
        if not left or not held:
            _put(merged, (*route, name), record, left or None)
            continue
        for key, value in members.items():
            _put(merged, (*route, name, key), held, value)


def _put(merged: Merged, route: Route, record: dict[str, Any], value: Any) -> None:
    key = str(route[-1])
    if value is None:
        record.pop(key, None)
        merged.puts.append(Remove(route))
    else:
        record[key] = value
        merged.puts.append(Put(route, value))


# What only the whole register shows.


def _check_ids(merged: Merged, work: Iterable[_Tab]) -> None:
    """Two rows with one id: at the row that was added or changed."""
    for tab in work:
        if tab.table.identity != "id":
            continue
        seen: dict[tuple[Route, str], Route] = {}
        for row in rows_of(merged.data, tab.table):
            name = row.record.get("id")
            first = seen.setdefault((row.route[:-2], str(name)), row.route)
            if name is None or first == row.route or tab.rows.get(row.route) is None:
                continue
            place = tab.place(tab.rows[row.route], "id", "Khóa")
            merged.bad.append(Told(place, f"«{name}» đã có ở dòng khác. Ghi khóa khác, hoặc bỏ trống nếu máy tự cấp."))


def _check_model(merged: Merged, work: list[_Tab]) -> None:
    """What does not fit the register, told by the cell that it comes from."""
    checked = check(merged.register.kind.model, merged.data)
    if not isinstance(checked, tuple):
        return
    for problem in checked:
        told = _told(problem, work)
        if told is not None:
            merged.bad.append(told)


def _words(problem: Problem, column: Column) -> str:
    """The problem for somebody who sees the cell, and not the key of the file."""
    if problem.message.startswith("Thiếu «"):
        return f"còn trống mà phải ghi: {column.description}."
    return f"{_KEY_TITLE.sub('', problem.message)} {problem.hint}".strip()


def _told(problem: Problem, work: list[_Tab]) -> Told | None:
    """The problem by its cell; None where that cell was refused already."""
    for tab in sorted(work, key=lambda tab: -len(tab.table.route)):
        for column in tab.table.columns:
            end = 2 * len(tab.table.route)
            row_route, keys = problem.route[:end], problem.route[end:]
            if keys[: len(column.route)] != column.route and keys != column.route[: len(keys)]:
                continue
            if row_route[::2] != tab.table.route:
                continue
            if (*row_route, *column.route) in tab.refused:
                return None
            words = _words(problem, column)
            if not tab.table.route:
                row = next((each for each in tab.filled.rows if each.token == column.key), None)
                place = tab.place(row, VALUE, column.title) if row else Place(tab.order, 0, 0, tab.filled.name)
                return Told(place, words)
            filled = tab.rows.get(row_route)
            if filled is not None:
                return Told(tab.place(filled, column.key, column.title), words)
    words = f"{problem.message} {problem.hint}".strip()
    return Told(Place(len(work), 0, 0, str(work[0].filled.name if work else "")), words)
