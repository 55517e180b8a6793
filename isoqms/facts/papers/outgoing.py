"""The lines of the outgoing register (văn bản đi) that bear the mark of one of the year's papers.

A paper that has no place of its own in the records of the year is found again by this mark.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from isoqms.diagnostics import Place
from isoqms.repository.content import Repository


class MarkedLine(NamedTuple):
    """A line of the register with a mark."""

    place: Place
    number: str
    day: date
    item: str | None
    """What the paper is about, where there are several."""


def mark(year: int, word: str, item: str | None) -> str:
    """`2026/training-plan`; `2026/round-plan/dot-1` where the paper is about one of several."""
    return f"{year}/{word}/{item}" if item else f"{year}/{word}"


def marked_lines(repository: Repository, year: int, word: str) -> Iterator[MarkedLine]:
    """The lines that record this paper of a year.

    The register of the year of *signing* holds a line, so every year's is read: the plan of a
    year may be signed in the December before it.
    """
    for signed_in in sorted(repository.years):
        for row in repository.rows_of(signed_in).outgoing:
            line = row.record
            about = _about(line.paper, mark(year, word, None))
            if about is not None:
                yield MarkedLine(row.place, line.number, line.day, about or None)


def _about(marked: str | None, paper: str) -> str | None:
    """What follows the paper in a mark: an item or nothing; None where another paper is marked."""
    if marked == paper:
        return ""
    if marked is None or not marked.startswith(f"{paper}/"):
        return None
    return marked.removeprefix(f"{paper}/")
