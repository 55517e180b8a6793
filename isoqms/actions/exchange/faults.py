"""What only the whole register shows of cells from Excel: ids that stand twice, what is unfit."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from isoqms.actions.exchange.tabs import Merged, Place, Tab, Told
from isoqms.diagnostics import Route
from isoqms.facts.records.tables import rows_of
from isoqms.model.checking import Problem, check
from isoqms.model.tables import Column
from isoqms.pages.records.sheets import VALUE
from isoqms.readers.filled_form import FilledRow

_KEY_TITLE: Final = re.compile(r"«[^»]*» \([^)]*\): ")


def check_ids(merged: Merged, work: Iterable[Tab]) -> None:
    """Two rows with one id, where one of them was added or given it now."""
    for tab in work:
        if tab.table.identity != "id":
            continue
        for route, first, name in _twins(merged, tab):
            at = tab.rows.get(route) or tab.rows.get(first)
            place = tab.place(at, "id", "Khóa") if at else Place(tab.order, 0, 0, tab.filled.name)
            words = f"«{name}» đã có ở dòng khác. Ghi khóa khác, hoặc bỏ trống nếu máy tự cấp."
            merged.bad.append(Told(place, words))


def _twins(merged: Merged, tab: Tab) -> Iterator[tuple[Route, Route, str]]:
    """Each row whose id an earlier one of its list has, with that row and the id."""
    held = {row.route: row.record.get("id") for row in rows_of(merged.register.data, tab.table)}
    seen: dict[tuple[Route, str], Route] = {}
    for row in rows_of(merged.data, tab.table):
        name = row.record.get("id")
        if name is None:
            continue
        first = seen.setdefault((row.route[:-2], str(name)), row.route)
        # Two that had it before are the register's own fault, which a rule tells.
        had_it = held.get(first) == held.get(row.route) == name
        if first != row.route and not had_it:
            yield row.route, first, str(name)


def check_model(merged: Merged, work: list[Tab]) -> None:
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


def _told(problem: Problem, work: list[Tab]) -> Told | None:
    """The problem by its cell; None where that cell was refused already."""
    for tab in work:
        end = 2 * len(tab.table.route)
        row_route, keys = problem.route[:end], problem.route[end:]
        column = next((each for each in tab.table.columns if _meets(each, keys)), None)
        if row_route[::2] != tab.table.route or column is None:
            continue
        if (*row_route, *column.route) in tab.refused:
            return None
        key, rows = (column.key, tab.rows) if tab.table.route else (VALUE, _own_rows(tab, column))
        if row_route in rows:
            return Told(tab.place(rows[row_route], key, column.title), _words(problem, column))
    name = work[0].filled.name if work else ""
    return Told(Place(len(work), 0, 0, name), f"{problem.message} {problem.hint}".strip())


def _meets(column: Column, keys: Route) -> bool:
    """Whether what is said of these keys is said of the column, or of the record around it."""
    return keys[: len(column.route)] == column.route or keys == column.route[: len(keys)]


def _own_rows(tab: Tab, column: Column) -> dict[Route, FilledRow]:
    """The line of one of the register's own keys."""
    line = next((row for row in tab.filled.rows if row.token == column.key), None)
    return {} if line is None else {(): line}
