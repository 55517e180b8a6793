"""What a probe gives: how much of a row is proved, by what, what is against, what would help."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Final

from isoqms.diagnostics import Place
from isoqms.scoring.counters import Counter

WHOLE: Final = Fraction(1)
NOTHING: Final = Fraction(0)
NEARLY: Final = Fraction(999, 1000)
"""More than any part of the points short of the whole: what is left where full marks are not."""


class Level(StrEnum):
    """How far the records go."""

    FULL = "du"
    PART = "mot-phan"
    NONE = "khong"
    UNKNOWN = "nguoi-cham-quyet-dinh"


@dataclass(frozen=True, slots=True)
class Said:
    """Something the records say in favour of a row (bằng chứng), and where they say it."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against points for a row (phản chứng), to end a sentence: «… nhưng chưa họp»."""

    text: str
    places: tuple[Place, ...] = ()
    name: Counter | None = None
    """By which a rule knows it; None where only the score card tells it."""
    missing: bool = False
    """Whether a record is only missing here, maybe kept elsewhere: evidence named answers it."""


class Effort(IntEnum):
    """What it takes to gain the points; the soonest first."""

    RECORD = 1
    """Write down what was done, or what is planned."""
    PAPER = 2
    """Make a paper and have it signed."""
    ACT = 3
    """Do the work itself: audit, meet, train, correct."""


@dataclass(frozen=True, slots=True)
class Raise:
    """What would raise the score (việc nâng điểm)."""

    text: str
    command: str = ""
    effort: Effort = Effort.RECORD
    legal: bool = False
    """Whether the law asks for it."""
    within_year: bool = False
    """Whether it counts only when it is done before the year is over."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of a probe: the least and most of a row, 0 to 1, that the records leave."""

    lowest: Fraction
    highest: Fraction
    evidence: tuple[Said, ...] = ()
    against: tuple[Against, ...] = ()
    raise_by: Raise | None = None

    def __post_init__(self) -> None:
        if not NOTHING <= self.lowest <= self.highest <= WHOLE:
            raise ValueError(f"a proof from {self.lowest} to {self.highest}")

    @property
    def level(self) -> Level:
        """Full, part or nothing where the records decide; else it is for a person to say."""
        if self.lowest < self.highest:
            return Level.UNKNOWN
        if self.lowest == WHOLE:
            return Level.FULL
        return Level.PART if self.lowest else Level.NONE


def full(*evidence: Said) -> Proof:
    """The records prove the whole."""
    return Proof(WHOLE, WHOLE, evidence)


def none(against: Against, raise_by: Raise, *evidence: Said) -> Proof:
    """The records speak against any point."""
    return Proof(NOTHING, NOTHING, evidence, (against,), raise_by)


def unknown(raise_by: Raise | None = None, *evidence: Said) -> Proof:
    """The records do not decide; what they do say is for the person who scores."""
    return Proof(NOTHING, WHOLE, evidence, (), raise_by)


def capped(against: Against, raise_by: Raise, *evidence: Said) -> Proof:
    """The records rule the full score out, and leave the rest to the person who scores."""
    return Proof(NOTHING, NEARLY, evidence, (against,), raise_by)


def shared(
    done: int, of: int, evidence: tuple[Said, ...], against: Against, raise_by: Raise
) -> Proof:
    """So many of so many: all is full, nothing is none. ValueError if nothing is to be counted."""
    if not of:
        raise ValueError("a share of nothing")
    if done >= of:
        return full(*evidence)
    share = Fraction(done, of)
    return Proof(share, share, evidence, (against,), raise_by)
