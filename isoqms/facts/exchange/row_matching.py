"""Which row of a register is which, after it has changed since its rows were written out."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from isoqms.diagnostics import Route
from isoqms.facts.exchange.baseline import BaseRow
from isoqms.facts.records.tables import TableRow
from isoqms.model.tables import Table

_ALIKE: Final = 0.5
"""The share of its values that a row in the same place must have kept, to be the same row."""


def match_rows(
    base: Sequence[BaseRow],
    current: Sequence[TableRow],
    table: Table,
    parents: Mapping[Route, Route],
) -> tuple[TableRow | None, ...]:
    """For each row written out the row that it is now, or None where none is sure.

    By what tells rows apart where the table has that, else by what stands in them and in what
    order. `parents` has the present routes of the records that they stand in, by the former ones.
    """
    before: dict[Route, list[int]] = {}
    for index, row in enumerate(base):
        before.setdefault(_above(row.route), []).append(index)
    found: dict[int, TableRow] = {}
    for parent, indexes in before.items():
        now = [row for row in current if _above(row.route) == parents.get(parent)]
        values = [row.canonical(table) for row in now]
        pairs = _pairs([base[index].values for index in indexes], values, table.identity)
        found.update({indexes[old]: now[new] for old, new in pairs.items()})
    return tuple(found.get(index) for index in range(len(base)))


def _above(route: Route) -> Route:
    """The route of the record that a row stands in."""
    return route[:-2]


def _pairs(
    before: list[Mapping[str, str]], now: list[dict[str, str]], identity: str | None
) -> dict[int, int]:
    """The place of each row now by its place before."""
    if not identity:
        return _in_order(before, now)
    names = [row.get(identity, "") for row in before]
    present = [row.get(identity, "") for row in now]
    if not (_all_differ(names) and _all_differ(present)):
        return _in_order(before, now)
    places = {name: place for place, name in enumerate(present)}
    return {index: places[name] for index, name in enumerate(names) if name in places}


def _all_differ(names: list[str]) -> bool:
    """Whether each row has a name that no other has."""
    return all(names) and len({*names}) == len(names)


def _in_order(before: list[Mapping[str, str]], now: list[dict[str, str]]) -> dict[int, int]:
    """Equal rows in the same order, and between them changed rows that are still alike.

    Between two equal rows there must be as many changed ones as there were.
    """
    old, new = ([tuple(sorted(row.items())) for row in rows] for rows in (before, now))
    pairs: dict[int, int] = {}
    # Left to itself, difflib leaves a row out that is frequent among more than 200.
    for tag, start, end, other, last in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == last - other):
            pairs.update(
                {
                    start + step: other + step
                    for step in range(end - start)
                    if _alike(before[start + step], now[other + step])
                }
            )
    return pairs


def _alike(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    kept = sum(now.get(key) == value for key, value in before.items())
    return kept >= _ALIKE * len(before)
