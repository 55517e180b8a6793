"""What two people changed differently, so that somebody has to choose."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeAlias

from isoqms.source.editing import Value


class Keep(StrEnum):
    """What stands of two changes."""

    MINE = "may-nay"
    SHARED = "noi-chung"
    BOTH = "ca-hai"


@dataclass(frozen=True, slots=True)
class RowName:
    """A row of a list, by what tells it apart."""

    keys: tuple[str, ...]
    """Empty where nothing does."""
    values: tuple[str, ...]
    """Those of the keys; without keys all that the row says."""


Trail: TypeAlias = tuple[str | RowName, ...]
"""The way to a value: keys, and rows of lists."""


@dataclass(frozen=True, slots=True)
class Question:
    """A value, row or file that was changed on both sides, each time otherwise."""

    path: PurePosixPath
    trail: Trail
    """Empty for a whole file."""
    mine: Value
    """None where it was removed; of a file what tells it from the other one, in words."""
    shared: Value
    choices: tuple[Keep, ...] = (Keep.MINE, Keep.SHARED)

    @property
    def name(self) -> str:
        """What an answer is known by: the same question has the same name."""
        return repr((str(self.path), self.trail, self.mine, self.shared))
