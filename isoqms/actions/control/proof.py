"""What a comparison is made of: its steps, how each ended, and what outside it was held against."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Result(StrEnum):
    """How a step ended."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    """Nothing could be said, which is no proof of anything."""
    REMARK = "remark"
    """It is over, and put right by a decision, but not to be forgotten."""


class Step(NamedTuple):
    """One link of the chain: what was looked at, in a sentence, and what does not hold in it."""

    name: str
    result: Result
    sentence: str
    details: tuple[str, ...] = ()
    anchor: str | None = None
    """What outside the repository it was compared with; None where it compared the repository with
    itself, which whoever can rewrite it can make fit."""


class Proof(NamedTuple):
    """The steps in order."""

    as_of: date
    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        """Whether no step fails."""
        return all(step.result is not Result.FAILS for step in self.steps)

    @property
    def anchors(self) -> tuple[str, ...]:
        """What outside the repository something was compared with and did not fail, once each."""
        held = (one.anchor for one in self.steps if one.result is not Result.FAILS)
        return tuple(dict.fromkeys(anchor for anchor in held if anchor))


def step(
    name: str,
    good: str,
    bad: Callable[[int], str],
    details: tuple[str, ...],
    anchor: str | None = None,
) -> Step:
    """The step: it fails with these details, in the words of `bad` for their number, or holds."""
    if details:
        return Step(name, Result.FAILS, bad(len(details)), details, anchor)
    return Step(name, Result.HOLDS, good, anchor=anchor)


def named(code: str, revision: int | None) -> str:
    """`«QT-01» lần 2`."""
    return f"«{code}» lần {revision}" if revision else f"«{code}»"
