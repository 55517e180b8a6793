"""Two changes of one file's data, joined key by key and row by row.

The outcome is told as edits of the shared text, so that its comments and layout stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from isoqms.diagnostics import Route
from isoqms.facts.changing.matching import Row, identity_of, name_of, pairs, plain, same
from isoqms.facts.changing.questions import Keep, Question, RowName, Trail
from isoqms.source.editing import Append, Edit, Put, Remove, Value

Lists: TypeAlias = Mapping[tuple[str, ...], tuple[str, ...]]
"""What tells the rows of a list apart, by the keys that lead to the list."""

_GONE: Final = None


@dataclass
class DataJoin:
    """The joining of one file, as far as it is."""

    path: PurePosixPath
    lists: Lists
    answer: Callable[[Question], Keep]
    """What somebody chose; asked for each value that was changed twice."""
    edits: list[Edit] = field(default_factory=list)
    removals: list[Remove] = field(default_factory=list)
    twice: int = 0
    """Rows that both sides added alike, and which are kept once."""

    @property
    def every_edit(self) -> tuple[Edit, ...]:
        """The edits in the order in which they can be made.

        Rows go last and from the end, so that the places of the others hold.
        """
        last = sorted(self.removals, key=lambda edit: [*map(_rank, edit.route)], reverse=True)
        return (*self.edits, *last)

    def join(self, base: Value, mine: Value, shared: Value) -> None:
        """Bring what `mine` changed of `base` into `shared`, a whole file each."""
        self._value(base, mine, shared, (), ())

    def _value(self, base: Value, mine: Value, shared: Value, route: Route, trail: Trail) -> None:
        if same(mine, shared) or same(base, mine):
            return
        if isinstance(mine, dict) and isinstance(shared, dict):
            self._members(base if isinstance(base, dict) else {}, mine, shared, route, trail)
        elif _are_rows(base, mine, shared):
            self._rows(base or [], mine or [], shared or [], route, trail)
        else:
            self._single(base, mine, shared, route, trail)

    def _single(self, base: Value, mine: Value, shared: Value, route: Route, trail: Trail) -> None:
        """What is taken whole, as far as nobody has to choose."""
        if same(base, shared):
            self._set(route, mine)
        elif _are_lists(base, mine, shared):
            self._set(route, _united(base or [], mine or [], shared or []))
        elif self._keeps_mine(trail, mine, shared):
            self._set(route, mine)

    def _members(self, base: Row, mine: Row, shared: Row, route: Route, trail: Trail) -> None:
        for key in [*shared, *(key for key in mine if key not in shared)]:
            self._value(base.get(key), mine.get(key), shared.get(key), (*route, key), (*trail, key))

    def _set(self, route: Route, value: Value) -> None:
        if value is _GONE:
            self.edits.append(Remove(route))
        else:
            self.edits.append(Put(route, value))

    def _keeps_mine(self, trail: Trail, mine: Value, shared: Value) -> bool:
        return self.answer(Question(self.path, trail, mine, shared)) is Keep.MINE

    # Rows.

    def _rows(
        self,
        base: Sequence[Row],
        mine: Sequence[Row],
        shared: Sequence[Row],
        route: Route,
        trail: Trail,
    ) -> None:
        stated = self.lists.get(tuple(part for part in trail if isinstance(part, str)), ())
        keys = identity_of((base, mine, shared), stated)
        at_mine, at_shared = pairs(base, mine, keys), pairs(base, shared, keys)
        came: list[Value] = []
        for place, row in enumerate(base):
            here = mine[at_mine[place]] if place in at_mine else _GONE
            name = (*trail, _row_name(row, keys))
            if place in at_shared:
                there = (*route, at_shared[place])
                self._kept_row(row, here, shared[at_shared[place]], there, name)
            elif here is not _GONE and not same(row, here) and self._keeps_mine(name, here, _GONE):
                came.append(here)
        new = [row for place, row in enumerate(mine) if place not in at_mine.values()]
        theirs = [place for place in range(len(shared)) if place not in at_shared.values()]
        came.extend(self._added(new, shared, theirs, keys, (route, trail)))
        if came:
            self.edits.append(Append(route, tuple(came)))

    def _kept_row(
        self, base: Row, mine: Row | None, shared: Row, route: Route, name: Trail
    ) -> None:
        """A row that the shared side still has."""
        if mine is not _GONE:
            self._value(base, mine, shared, route, name)
        elif same(base, shared) or self._keeps_mine(name, _GONE, shared):
            self.removals.append(Remove(route))

    def _added(
        self,
        new: Sequence[Row],
        shared: Sequence[Row],
        theirs: list[int],
        keys: tuple[str, ...],
        where: tuple[Route, Trail],
    ) -> list[Value]:
        """The rows added here that the shared side has not; those with one name become one row."""
        route, trail = where
        out: list[Value] = []
        for row in new:
            equal = next((place for place in theirs if same(row, shared[place])), None)
            named = next((place for place in theirs if _share_name(row, shared[place], keys)), None)
            if equal is not None:
                theirs.remove(equal)
                self.twice += 1
            elif named is not None:
                there = (*route, named)
                self._value({}, row, shared[named], there, (*trail, _row_name(row, keys)))
            else:
                out.append(row)
        return out


def _rank(part: str | int) -> tuple[bool, int, str]:
    is_place = isinstance(part, int)
    return (is_place, int(part) if is_place else 0, str(part))


def _share_name(one: Row, other: Row, keys: tuple[str, ...]) -> bool:
    return bool(keys) and name_of(one, keys) == name_of(other, keys)


def _row_name(row: Row, keys: tuple[str, ...]) -> RowName:
    if keys:
        return RowName(keys, name_of(row, keys))
    return RowName((), tuple(f"{key}: {plain(value)}" for key, value in row.items()))


def _are_lists(*values: Value) -> bool:
    there = [value for value in values if value is not None]
    return all(isinstance(value, list) for value in there)


def _are_rows(*values: Value) -> bool:
    return _are_lists(*values) and all(
        isinstance(row, dict) for value in values for row in value or ()
    )


def _united(base: list[Any], mine: list[Any], shared: list[Any]) -> list[Any]:
    """The members that either side added, without those that either took out."""
    before, here = _texts(base), _texts(mine)
    kept = [each for each in shared if _text(each) in here or _text(each) not in before]
    there = {*_texts(shared), *before}
    return kept + [each for each in mine if _text(each) not in there]


def _texts(values: list[Any]) -> list[str]:
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    return repr(plain(value))
