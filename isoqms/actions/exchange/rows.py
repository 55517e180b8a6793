"""One register as it was filled in beside the register as it is: what changes, what cannot."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256

from isoqms.actions.exchange.faults import check_ids, check_model
from isoqms.actions.exchange.new_rows import add_row
from isoqms.actions.exchange.tabs import (
    Merged,
    Place,
    Tab,
    Told,
    form_of,
    record_at,
    said,
    says_something,
    write,
)
from isoqms.diagnostics import Route
from isoqms.facts.exchange.baseline import BaseRow, BaseSheet
from isoqms.facts.exchange.row_matching import match_rows
from isoqms.facts.records.choices import in_words
from isoqms.facts.records.tables import (
    RegisterFile,
    TableRow,
    canonical,
    items_of,
    label_of,
    rows_of,
    shown,
)
from isoqms.model.tables import Column, Table
from isoqms.pages.records.sheets import NUMBER, PARENT, VALUE, is_numbered, parent_title
from isoqms.readers.cell_values import Given, Known, Refused, read_value
from isoqms.readers.filled_form import FilledCell, FilledRow, FilledSheet


def merge(
    register: RegisterFile,
    tabs: Iterable[tuple[int, BaseSheet, FilledSheet]],
    known: Known,
    *,
    remove: bool,
) -> Merged:
    """The register with every cell changed that somebody has changed in these tabs, and no other.

    What is wrong is gathered and not raised: cells that are no values, and cells that both sides
    have changed.
    """
    merged = Merged(register, deepcopy(dict(register.data)), remove)
    tables = {table.key: table for table in register.tables}
    work = [
        Tab(order, base, filled, tables[base.table])
        for order, base, filled in tabs
        if base.table in tables
    ]
    # Records before those that stand in them: a row is found below the row that it belongs to.
    work.sort(key=lambda tab: len(tab.table.route))
    moved: dict[Route, Route] = {(): ()}
    links: dict[str, dict[str, Route]] = {}
    for tab in work:
        _match(register, tab, moved)
        _merge_tab(merged, tab, known, links)
        links[tab.table.key] = tab.links
    check_ids(merged, work)
    check_model(merged, work)
    return merged


def _match(register: RegisterFile, tab: Tab, moved: dict[Route, Route]) -> None:
    """Find the present row of each that was written out, and keep where it has gone."""
    now = rows_of(register.data, tab.table)
    digest = None if register.content is None else sha256(register.content).hexdigest()
    # In a register that is byte for byte the one written out no row has moved.
    if digest == tab.base.digest:
        by_route = {row.route: row for row in now}
        tab.current = tuple(by_route.get(row.route) for row in tab.base.rows)
    else:
        tab.current = match_rows(tab.base.rows, now, tab.table, moved)
    for row, current in zip(tab.base.rows, tab.current, strict=True):
        if current is not None:
            moved[row.route] = current.route


def _merge_tab(
    merged: Merged, tab: Tab, known: Known, links: Mapping[str, dict[str, Route]]
) -> None:
    merged.notes.extend(_about_columns(tab))
    if not tab.table.route:
        _own_keys(merged, tab, known)
        return
    above = links.get(".".join(tab.table.route[:-1]), {})
    kept = _assigned(tab)
    for index, (base, current) in enumerate(zip(tab.base.rows, tab.current, strict=True)):
        row = kept.get(index)
        if current is not None:
            tab.links.setdefault(_label(base), current.route)
        if row is not None and _still_stands(base, row):
            _kept_row(merged, tab, known, (base, current, row))
            _refuse_other_place(merged, tab, (base, current, row), above)
        elif current is not None:
            _gone_row(merged, tab, (base, current, row))
    taken = {id(row) for row in kept.values()}
    spare = _unmatched(merged.register, tab)
    for row in tab.filled.rows:
        if id(row) not in taken and says_something(row):
            add_row(merged, tab, known, (row, above, spare))


def _about_columns(tab: Tab) -> Iterator[str]:
    """The columns that do not belong to the register, and those of it that are gone."""
    name = tab.filled.name
    if tab.filled.strange:
        columns = ", ".join(tab.filled.strange)
        yield f"Trang «{name}»: cột {columns} không thuộc sổ, không được nhập."
    if tab.filled.twice:
        columns = ", ".join(tab.filled.twice)
        yield f"Trang «{name}»: cột {columns} chép từ một cột của sổ, không được nhập."
    lost = [column.title for column in tab.table.columns if column.key not in tab.filled.letters]
    # The register's own keys stand below each other: there each column is a row.
    if lost and tab.table.route:
        yield f"Trang «{name}» không còn cột «{'», «'.join(lost)}»: giữ nguyên trong kho."


def _still_stands(base: BaseRow, row: FilledRow) -> bool:
    """Whether a row was not cleared; one that was empty when it was written out may stay so."""
    return not base.values or says_something(row)


def _refuse_other_place(
    merged: Merged,
    tab: Tab,
    found: tuple[BaseRow, TableRow | None, FilledRow],
    above: Mapping[str, Route],
) -> None:
    """A row that stood in the register stays where it is, under the number that it has."""
    base, current, row = found
    if current is not None and PARENT in tab.filled.letters:
        _refuse_move(merged, tab, row, current, above)
    if is_numbered(tab.table):
        _refuse_number(merged, tab, row, _label(base))


def _gone_row(merged: Merged, tab: Tab, found: tuple[BaseRow, TableRow, FilledRow | None]) -> None:
    """A row that was cleared, or taken out.

    One that has changed in the register meanwhile is not to be lost.
    """
    base, current, row = found
    name = _named(base, tab.table)
    merged.removals.append(current.route)
    where = f"dòng {row.number} («{name}») đã xóa trắng" if row else f"không còn dòng «{name}»"
    merged.gone.append(f"{tab.filled.name}: {where}")
    if merged.remove and current.canonical(tab.table) != base.values:
        place = tab.place(row) if row else Place(tab.order, 0, 0, tab.filled.name)
        words = f"dòng «{name}» đã xóa trong Excel, nhưng trong kho đã sửa sau khi xuất."
        merged.conflicts.append(Told(place, words))


def _label(base: BaseRow) -> str:
    index = base.route[-1]
    return label_of(base.values, index if isinstance(index, int) else 0)


def _named(base: BaseRow, table: Table) -> str:
    """What a row is called in a sentence: by its id, or by its first words."""
    name = base.values.get(table.identity or "") or next(iter(base.values.values()), _label(base))
    return name if len(name) <= 50 else f"{name[:47]}…"


def _assigned(tab: Tab) -> dict[int, FilledRow]:
    """The row of the Excel file for each that was written out.

    Of copies of one the copy that has changed least.
    """
    indexes = {row.token(index): index for index, row in enumerate(tab.base.rows)}
    out: dict[int, FilledRow] = {}
    for row in tab.filled.rows:
        index = indexes.get(row.token)
        if index is None:
            continue
        base = tab.base.rows[index]
        if index not in out or _likeness(row, base) > _likeness(out[index], base):
            out[index] = row
    return out


def _likeness(row: FilledRow, base: BaseRow) -> int:
    return sum(canonical(cell.value) == base.values.get(key, "") for key, cell in row.cells.items())


def _unmatched(register: RegisterFile, tab: Tab) -> list[TableRow]:
    """The rows that came into the register after the Excel file was made."""
    known = {current.route for current in tab.current if current is not None}
    return [row for row in rows_of(register.data, tab.table) if row.route not in known]


def _own_keys(merged: Merged, tab: Tab, known: Known) -> None:
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
    write(merged, (), merged.data, changes)


@dataclass(frozen=True, slots=True)
class _Change:
    value: Given | None


def _kept_row(
    merged: Merged, tab: Tab, known: Known, found: tuple[BaseRow, TableRow | None, FilledRow]
) -> None:
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
    record = record_at(merged.data, current.route)
    write(merged, current.route, record, changes)
    if is_numbered(tab.table):
        return
    tab.links[label_of(record, int(current.route[-1]))] = current.route


def _refuse_move(
    merged: Merged, tab: Tab, row: FilledRow, current: TableRow, above: Mapping[str, Route]
) -> None:
    """Refuse a row that was given another record to stand in.

    Which of its cells are meant then, nobody can tell.
    """
    cell = row.cells.get(PARENT)
    given = canonical(cell.value) if cell is not None else ""
    if given == current.parent or above.get(given) == current.route[:-2]:
        return
    words = (
        f"dòng này thuộc «{current.parent}», không chuyển sang «{given}» được. "
        "Xóa dòng rồi ghi thành dòng mới."
    )
    merged.bad.append(Told(tab.place(row, PARENT, parent_title(merged.register, tab.table)), words))


def _refuse_number(merged: Merged, tab: Tab, row: FilledRow, label: str) -> None:
    """Refuse a row that was given another number: rows of other tabs speak of it by the old."""
    cell = row.cells.get(NUMBER)
    if cell is not None and canonical(cell.value) != label:
        words = (
            f"số của dòng đã có phải giữ nguyên là {label}, vì các trang khác gọi dòng theo số này."
        )
        merged.bad.append(Told(tab.place(row, NUMBER, "TT"), words))


def _change(
    merged: Merged,
    asked: tuple[Column, FilledCell | None, Place],
    base: BaseRow,
    current: TableRow | None,
    known: Known,
) -> _Change | None:
    """What the cell changes.

    None where nobody has changed it, where it cannot be, or where it is so already.
    """
    column, cell, place = asked
    before = base.values.get(column.key, "")
    value = _value(column, cell, before, known)
    if isinstance(value, Refused):
        merged.bad.append(Told(place, value.words))
        return None
    if value is None:
        return None
    after = form_of(column, value.value)
    now = canonical(shown(column, current.stored(column))) if current is not None else None
    if after in (before, now):
        return None
    if now != before:
        merged.conflicts.append(Told(place, _conflict(before, after, now)))
        return None
    name = f"«{base.values['id']}» " if "id" in base.values else ""
    merged.changed.append(Told(place, f"{name}{said(before)} → {said(after)}"))
    return value


def _value(
    column: Column, cell: FilledCell | None, before: str, known: Known
) -> _Change | Refused | None:
    """What the cell says now; None where it says what it said when it was written out."""
    if cell is None:
        return _Change(None)
    # A formula and an error have a value too, but it is not what somebody wrote.
    if not (cell.is_formula or cell.is_error):
        text = canonical(cell.value)
        if not text:
            return _Change(None)
        if text in (before, _before_in_words(column, before, known)):
            return None
    value = read_value(column, cell, known)
    return value if isinstance(value, Refused) else _Change(value)


def _before_in_words(column: Column, before: str, known: Known) -> str:
    """What stood in the cell when it was written out, where people read words for keys."""
    stored = items_of(before) if column.many else before
    return canonical(in_words(column, stored or None, known.then))


def _conflict(before: str, after: str, now: str | None) -> str:
    """The Excel file against the register, where both have changed since the export."""
    if now is None:
        return (
            f"đã sửa thành {said(after)}, nhưng dòng này trong kho đã bị xóa hoặc đã đổi "
            "khác sau khi xuất."
        )
    return f"tệp Excel ghi {said(after)}, kho nay ghi {said(now)}; khi xuất là {said(before)}."
