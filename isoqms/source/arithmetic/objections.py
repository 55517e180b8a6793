"""What is wrong with the arithmetic of a text: percentages, sums, changes that do not follow.

Held against each other are only numbers of one sentence, bound by words that say how. What could
be right in another reading is not told: a wrong alarm costs more than a slip that passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from isoqms.wording import number

if TYPE_CHECKING:
    # The rules name kinds of objections; numbers are read only where a text has some.
    from isoqms.source.arithmetic.numerals import Numeral


class Kind(Enum):
    """What does not follow."""

    PERCENTAGE = auto()
    SUM = auto()
    CHANGE = auto()


class Objection(NamedTuple):
    """A number that does not follow from those beside it; `start` and `end` are its letters."""

    kind: Kind
    start: int
    end: int
    message: str
    is_cut: bool = False
    """Whether it would follow, had it been rounded and not cut."""


class Told(NamedTuple):
    """A sentence with its quantities; the letters of all others are blank."""

    text: str
    """As it is written."""
    bare: str
    """Without what is no quantity."""
    numbers: tuple[Numeral, ...]

    def between(self, one: Numeral, other: Numeral) -> str:
        """The words from one number to a later one."""
        return self.bare[one.end : other.start]

    def written(self, one: Numeral) -> str:
        """A number as it stands: `82,7%`."""
        return self.text[one.start : one.end]

    def pairs(self) -> Iterator[tuple[Numeral, Numeral]]:
        """Each number with the next."""
        return zip(self.numbers, self.numbers[1:], strict=False)


def shown(value: Decimal, like: Numeral) -> str:
    """A computed value with as many decimals as the written one has, and its sign %."""
    told = number(round(value, like.decimals))
    return f"{told}%" if like.is_percent else told
