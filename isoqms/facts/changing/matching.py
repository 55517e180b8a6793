"""Which row of a list is which after it was changed: by its key, else by what stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from isoqms.source.editing import Value, as_text

Row: TypeAlias = Mapping[str, Value]

_NAMES: Final = ("id", "number", "code", "key", "decision")
"""Keys that tell rows apart wherever every row has one and no two have the same."""
_ALIKE: Final = 0.5
"""The share of its values that a row must have kept to be the same row, changed."""


def plain(value: Value) -> Any:
    """A value as text, so that `2025-01-02` and "2025-01-02" are one."""
    return None if value is None else as_text(value)


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same; a list without members says what no list says."""
    return (plain(one) or None) == (plain(other) or None)


def identity_of(lists: Sequence[Sequence[Row]], stated: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that tell the rows apart in each of these lists; none where nothing does."""
    candidates = [stated] if stated else [(name,) for name in _NAMES]
    return next((keys for keys in candidates if all(_tells(rows, keys) for rows in lists)), ())


def _tells(rows: Sequence[Row], keys: tuple[str, ...]) -> bool:
    names = [name_of(row, keys) for row in rows]
    return all(any(name) for name in names) and len({*names}) == len(names)


def name_of(row: Row, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The values of these keys, as text."""
    return tuple(str(plain(row.get(key)) or "") for key in keys)


def pairs(before: Sequence[Row], now: Sequence[Row], keys: tuple[str, ...]) -> dict[int, int]:
    """The place of each row now by its place before; rows that came or went are left out."""
    if keys:
        places = {name_of(row, keys): place for place, row in enumerate(now)}
        names = (name_of(row, keys) for row in before)
        return {place: places[name] for place, name in enumerate(names) if name in places}
    found = _equal(before, now)
    found.update(_alike(before, now, found))
    return found


def _equal(before: Sequence[Row], now: Sequence[Row]) -> dict[int, int]:
    """The rows that stayed as they were, the first with the first where several are equal."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(now):
        places.setdefault(_sum(row), []).append(place)
    found = {}
    for place, row in enumerate(before):
        same_rows = places.get(_sum(row))
        if same_rows:
            found[place] = same_rows.pop(0)
    return found


def _sum(row: Row) -> str:
    return repr(sorted(plain(row).items()))


def _alike(before: Sequence[Row], now: Sequence[Row], found: Mapping[int, int]) -> dict[int, int]:
    """The changed rows, the most alike first."""
    taken = {*found.values()}
    left = [place for place in range(len(before)) if place not in found]
    came = [place for place in range(len(now)) if place not in taken]
    out: dict[int, int] = {}
    for _, _, old, new in sorted(_likenesses(before, now, left, came)):
        if old not in out and new not in out.values():
            out[old] = new
    return out


def _likenesses(
    before: Sequence[Row], now: Sequence[Row], left: list[int], came: list[int]
) -> Iterator[tuple[float, int, int, int]]:
    for old in left:
        for new in came:
            share = _share(before[old], now[new])
            if share >= _ALIKE:
                yield -share, abs(old - new), old, new


def _share(one: Row, other: Row) -> float:
    keys = {*one, *other}
    kept = sum(key in one and key in other and same(one[key], other[key]) for key in keys)
    return kept / max(len(keys), 1)
