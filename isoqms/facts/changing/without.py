"""A register without one change of it, while what others wrote since stays, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from isoqms.errors import BadAnswer
from isoqms.facts.changing.joining import join
from isoqms.facts.changing.matching import Row, same
from isoqms.model.registers import register_at
from isoqms.source.editing import CannotEdit, Put, edited
from isoqms.source.values import read_values


def without(path: PurePosixPath, after: bytes, before: bytes, now: bytes) -> bytes | None:
    """What a register holds `now`, less what a change made of `before` when it left `after`.

    None where both wrote the same cell, or a key would have to become another, or the file is no
    register: what stands in a document or a decision is not mixed from two texts.
    """
    if register_at(str(path)) is None:
        return None
    try:
        made = _with_keys_of_now(path, after, before, now)
        joined = join({path: made}, {path: before}, {path: now})
    except (BadAnswer, CannotEdit, UnicodeDecodeError):
        return None
    if joined.questions or joined.notes:
        return None
    return joined.files.get(path, now)


def _with_keys_of_now(path: PurePosixPath, after: bytes, before: bytes, now: bytes) -> bytes:
    """`after` with the keys that its new rows got meanwhile, when two PCs had given one twice."""
    edits = [
        Put((name, index, key), there)
        for name, key in _keys(path)
        for index, there in _moved(_rows(after, name), _rows(before, name), _rows(now, name), key)
    ]
    return edited(path, after, *edits) if edits else after


def _keys(path: PurePosixPath) -> Iterator[tuple[str, str]]:
    """The lists of a register whose rows one key tells apart, with that key."""
    found = register_at(str(path))
    for each in found[0].lists if found else ():
        if len(each.identity) == 1:
            yield each.key, each.identity[0]


def _rows(content: bytes, name: str) -> Sequence[Row]:
    data: Any = read_values(content.decode("utf-8-sig"))
    rows = data.get(name) if isinstance(data, Mapping) else None
    return [row for row in rows or () if isinstance(row, Mapping)]


def _moved(
    after: Sequence[Row], before: Sequence[Row], now: Sequence[Row], key: str
) -> Iterator[tuple[int, Any]]:
    """The places of the new rows that stand under another key now, with that key."""
    known = {row.get(key) for row in before}
    here = {row.get(key): row for row in now}
    for index, row in enumerate(after):
        if row.get(key) in known or same(row, here.get(row.get(key))):
            continue
        twins = [each for each in now if same({**each, key: None}, {**row, key: None})]
        if len(twins) == 1:
            yield index, twins[0][key]
