"""Two changes of one text, brought together line by line where they do not touch."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class _Hunk(NamedTuple):
    """Lines of the text before, and what stands there now."""

    start: int
    end: int
    lines: tuple[str, ...]


def joined_text(base: str, mine: str, shared: str) -> str | None:
    """The text with both changes; None where they touch each other, so that somebody must choose.

    A change that both made alike is made once.
    """
    before = base.splitlines(keepends=True)
    hunks = sorted({*_hunks(before, mine), *_hunks(before, shared)})
    if any(_touch(one, other) for one, other in pairwise(hunks)):
        return None
    out: list[str] = []
    at = 0
    for hunk in hunks:
        out.extend((*before[at : hunk.start], *hunk.lines))
        at = hunk.end
    out.extend(before[at:])
    return "".join(out)


def _hunks(before: Sequence[str], text: str) -> list[_Hunk]:
    now = text.splitlines(keepends=True)
    # Left to itself, difflib leaves a line out that is frequent among more than 200.
    codes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    return [
        _Hunk(start, end, tuple(now[first:last]))
        for tag, start, end, first, last in codes
        if tag != "equal"
    ]


def _touch(one: _Hunk, other: _Hunk) -> bool:
    return other.start <= one.end
