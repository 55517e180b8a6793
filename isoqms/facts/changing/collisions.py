"""Decisions of two PCs that cannot both stand: one number twice, one revision issued twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from isoqms.errors import BadAnswer
from isoqms.facts.changing.joining import Files
from isoqms.facts.changing.matching import plain
from isoqms.model.layout import kind_of
from isoqms.source.values import read_values
from isoqms.wording import date_short, written_day


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision recorded on one side only."""

    path: PurePosixPath
    number: str
    signed: str
    issues: frozenset[tuple[str, str]]
    """Codes and revisions."""

    @property
    def words(self) -> str:
        """The decision, in a sentence."""
        day = written_day(self.signed)
        return f"{self.number} ký ngày {date_short(day) if day else self.signed}"


@dataclass(frozen=True, slots=True)
class Collision:
    """Two decisions of which only one can be right as it is recorded."""

    mine: Paper
    shared: Paper
    twice: tuple[tuple[str, str], ...]
    """What both issue, code and revision; empty where they have one number."""


def collisions(base: Files, mine: Files, shared: Files) -> tuple[Collision, ...]:
    """The decisions of both sides that collide.

    One and the same paper that two people recorded is none: its cells are joined.
    """
    return tuple(
        found
        for one in _new(base, mine)
        for other in _new(base, shared)
        if (found := _collision(one, other)) is not None
    )


def _collision(one: Paper, other: Paper) -> Collision | None:
    has_one_number = one.number == other.number and one.signed[:4] == other.signed[:4]
    if has_one_number and (one.signed, one.issues) == (other.signed, other.issues):
        return None
    twice = tuple(sorted(one.issues & other.issues))
    if has_one_number or twice or one.path == other.path:
        return Collision(one, other, () if has_one_number else twice)
    return None


def _new(base: Files, side: Files) -> Iterator[Paper]:
    for path, content in sorted(side.items()):
        kind = kind_of(str(path))
        if path not in base and kind is not None and kind[0].name == "quyet-dinh":
            paper = _read(path, content)
            if paper is not None:
                yield paper


def _read(path: PurePosixPath, content: bytes) -> Paper | None:
    """None where it has no effect, or cannot be read: then the rules tell."""
    try:
        data: Any = plain(read_values(content.decode("utf-8-sig")))
    except (BadAnswer, UnicodeDecodeError):
        return None
    if not isinstance(data, dict) or data.get("voided"):
        return None
    rows = (row for row in data.get("issues") or () if isinstance(row, dict))
    issues = frozenset((str(row.get("code")), str(row.get("revision"))) for row in rows)
    return Paper(path, str(data.get("number")), str(data.get("signed")), issues)
