"""Keys that two people gave to different rows: the one who sends later gets the next free key.

What this side wrote with the old key, and nothing else, follows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from isoqms.diagnostics import Route
from isoqms.facts.changing.matching import Row, identity_of, pairs, same
from isoqms.facts.records.keys import form_of, next_id
from isoqms.model.kinds import RecordList, RegisterKind
from isoqms.model.registers import REGISTERS, register_at
from isoqms.source.editing import Put, Value, edited

Data: TypeAlias = Mapping[PurePosixPath, Value]
"""What the YAML files of one side hold, by path; a file that cannot be read has none."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A row added on this side whose key another row has by now."""

    kind: RegisterKind
    year: int | None
    """The year within which the key counts; None where it counts for all years."""
    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Added:
    path: PurePosixPath
    year: int | None
    row: Row

    @property
    def key(self) -> str:
        return str(self.row.get("id") or "")


def new_keys(base: Data, mine: Data, shared: Data) -> tuple[NewKey, ...]:
    """The rows added here that need another key, and the keys that they get."""
    return tuple(
        found
        for kind in REGISTERS
        for each in kind.lists
        if _patterns(each) and len(each.route) == 1
        for found in _of_list(kind, each, (base, mine, shared))
    )


def _patterns(rows: RecordList) -> tuple[str, ...]:
    return tuple(word.ids for word in rows.words if word.ids)


def _of_list(kind: RegisterKind, rows: RecordList, sides: tuple[Data, ...]) -> Iterator[NewKey]:
    base, mine, shared = sides
    each_year = any(word.each_year for word in rows.words)
    here, there = _added(kind, rows, base, mine), _added(kind, rows, base, shared)
    known = {
        (year if each_year else None, str(row.get("id") or ""))
        for side in sides
        for _, year, members in _lists(kind, rows, side)
        for row in members
    }
    for one in here:
        year = one.year if each_year else None
        if not _collides(one, there, each_year=each_year):
            continue
        taken = {key for of_year, key in known if of_year == year}
        new = next_id(_pattern(rows, one.key), taken)
        known.add((year, new))
        yield NewKey(kind, year, one.path, one.key, new)


def _collides(one: _Added, there: Sequence[_Added], *, each_year: bool) -> bool:
    """Whether somebody else gave its key to another row, in its year where keys begin anew."""
    others = [other for other in there if other.key == one.key]
    if each_year:
        others = [other for other in others if other.year == one.year]
    return bool(one.key and others) and not any(_is_one(one, other) for other in others)


def _is_one(one: _Added, other: _Added) -> bool:
    return one.path == other.path and same(dict(one.row), dict(other.row))


def _pattern(rows: RecordList, key: str) -> str:
    """The pattern of a key: a list may hold risks and opportunities."""
    patterns = _patterns(rows)
    return next((each for each in patterns if form_of(each).fullmatch(key)), patterns[0])


def _lists(
    kind: RegisterKind, rows: RecordList, side: Data
) -> Iterator[tuple[PurePosixPath, int | None, list[Row]]]:
    for path, data in side.items():
        found = register_at(str(path))
        if found and found[0] is kind and isinstance(data, dict):
            members = data.get(rows.key)
            if isinstance(members, list):
                yield path, found[1], [row for row in members if isinstance(row, dict)]


def _added(kind: RegisterKind, rows: RecordList, base: Data, side: Data) -> list[_Added]:
    before = {path: members for path, _, members in _lists(kind, rows, base)}
    out: list[_Added] = []
    for path, year, members in _lists(kind, rows, side):
        old = before.get(path, [])
        keys = identity_of((old, members), rows.identity)
        kept = {*pairs(old, members, keys).values()}
        out.extend(
            _Added(path, year, row) for place, row in enumerate(members) if place not in kept
        )
    return out


# What this side wrote with the old keys.


def rewritten(
    path: PurePosixPath, content: bytes, base: Value, mine: Value, keys: tuple[NewKey, ...]
) -> bytes:
    """The content of a YAML file of this side with the new keys, in what it added or changed.

    CannotEdit where the file cannot be edited.
    """
    found = register_at(str(path))
    year = found[1] if found else None
    wanted = [each for each in keys if each.year is None or each.year == year]
    puts = []
    for route, text in _changed_texts(base, mine, ()):
        new = _replaced(text, wanted)
        if new != text:
            puts.append(Put(route, new))
    return edited(path, content, *puts) if puts else content


def _replaced(text: str, keys: list[NewKey]) -> str:
    """The text with new keys for old ones, all at once.

    The new key of one row may be the old one of another.
    """
    if not keys:
        return text
    new = {each.old: each.new for each in keys}
    words = "|".join(re.escape(old) for old in sorted(new, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{words})(?![\w-])", lambda found: new[found[0]], text)


def _changed_texts(base: Value, mine: Value, route: Route) -> Iterator[tuple[Route, str]]:
    """The texts of a side that are not as they were, with their places."""
    if same(base, mine):
        return
    if isinstance(mine, dict):
        before = base if isinstance(base, dict) else {}
        for key, value in mine.items():
            yield from _changed_texts(before.get(key), value, (*route, key))
    elif isinstance(mine, list):
        for place, (old, value) in enumerate(_paired(base, mine)):
            yield from _changed_texts(old, value, (*route, place))
    elif isinstance(mine, str):
        yield route, mine


def _paired(base: Value, mine: list[Any]) -> list[tuple[Value, Value]]:
    """Each member with what it was before; None for one that came."""
    before = base if isinstance(base, list) else []
    if not all(isinstance(each, dict) for each in (*before, *mine)):
        return [(next((old for old in before if same(old, each)), None), each) for each in mine]
    keys = identity_of((before, mine), ())
    old_of = {new: old for old, new in pairs(before, mine, keys).items()}
    return [
        (before[old_of[place]] if place in old_of else None, each)
        for place, each in enumerate(mine)
    ]
