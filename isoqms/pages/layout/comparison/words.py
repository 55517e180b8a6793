"""What differs between two texts, word by word.

Only this module knows what a word is, and when a text was written anew.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)

# Codes, numbers and dates are one word: QT-HT-01, 19/2014/QĐ-TTg, 12,5; so is a number whose
# hyphens are set so that no line ends there (U+2011).
_WORD = re.compile(r"\w+(?:[.,/\-\u2011]\w+)*|\s+|.", re.DOTALL)
_BLANK = re.compile(r"\s*\Z")
# Below this share of common letters a text was written anew, and its few common words would only
# confuse.
_REWRITTEN = 0.3


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one fate."""

    fate: Fate
    text: str


class Stretch(NamedTuple):
    """Words `i1` to `i2` of the old and `j1` to `j2` of the new: the same, or one for the other."""

    kept: bool
    i1: int
    i2: int
    j1: int
    j2: int


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts in one order, each with its fate.

    Neighbours with the same fate are one piece.
    """
    before, after = split_words(old), split_words(new)
    pieces: list[Piece] = []
    for kept, start, end, from_, to in changes(before, after, str):
        if kept:
            pieces.append(Piece(Fate.KEPT, "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece(Fate.DELETED, "".join(before[start:end])))
        if to > from_:
            pieces.append(Piece(Fate.INSERTED, "".join(after[from_:to])))
    return tuple(pieces)


def split_words(text: str) -> list[str]:
    """The words of `text` and all between them; joined again they are `text`."""
    return _WORD.findall(text)


def changes(old: Sequence[T], new: Sequence[T], text: Callable[[T], str]) -> list[Stretch]:
    """The stretches of two sequences of words, in order; `text` gives the letters of a word.

    A space alone between two changes goes with them, and a text with little in common is replaced
    whole.
    """
    # With autojunk difflib overlooks what is frequent in a long text: every space, every «của».
    matcher: SequenceMatcher[T] = SequenceMatcher(None, old, new, autojunk=False)
    found = [Stretch(tag == "equal", *places) for tag, *places in matcher.get_opcodes()]

    def letters(words: Iterable[T]) -> int:
        # Spaces are left out: any two texts have those in common.
        return sum(len(text(word).strip()) for word in words)

    every = letters(old) + letters(new)
    common = sum(letters(old[each.i1 : each.i2]) for each in found if each.kept)
    if every and 2 * common < _REWRITTEN * every:
        return [Stretch(kept=False, i1=0, i2=len(old), j1=0, j2=len(new))]

    def is_blank(each: Stretch) -> bool:
        return all(_BLANK.match(text(word)) for word in old[each.i1 : each.i2])

    # Each word of a rewritten clause marked by itself is harder to read than the clause as one.
    inner = [each._replace(kept=each.kept and not is_blank(each)) for each in found[1:-1]]
    return _joined([*found[:1], *inner, *found[1:][-1:]])


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours that are both changed, as one."""
    joined: list[Stretch] = []
    for each in stretches:
        if joined and not each.kept and not joined[-1].kept:
            joined[-1] = joined[-1]._replace(i2=each.i2, j2=each.j2)
        else:
            joined.append(each)
    return joined
