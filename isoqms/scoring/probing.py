"""A probe: a question that the records of a year answer, by its name and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground
from isoqms.scoring.proof import Proof

Ask: TypeAlias = Callable[[Ground], Proof]


@dataclass(frozen=True, slots=True)
class Probe:
    """A probe (phép thử)."""

    name: str
    """As packs name it."""
    title: str
    """What is proved when it is full, in Vietnamese."""
    ask: Ask
    counters: frozenset[Counter] = frozenset()
    """The counter-evidence for which rules ask it."""
