"""Where a record stands: in a file of its own, or as a row of a list in one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from isoqms.diagnostics import Place, Route
from isoqms.model.base import Record
from isoqms.values import frozen

R = TypeVar("R", bound=Record)
M = TypeVar("M")
M_co = TypeVar("M_co", covariant=True)


@frozen
class Entry(Generic[R]):
    """A record with the file that holds it, and the prose below its head."""

    path: PurePosixPath
    record: R
    body: str = ""
    body_line: int = 0
    """The line of the file where the prose starts; 0 where there is none."""

    @property
    def in_draft(self) -> bool:
        """Whether it stands among what is being written (`du-thao/`)."""
        return self.path.parts[0] == "du-thao"

    def at(self, *route: str | int) -> Place:
        """The place of a value of the record."""
        return Place(self.path, route)

    def in_body(self, line: int, column: int = 1) -> Place:
        """The place of a line of the prose, counted from 0."""
        return Place(self.path, (), self.body_line + line, column)

    def rows(self, key: str, members: Iterable[M]) -> tuple[Row[M], ...]:
        """The members of the list under a key, each with its place."""
        return _rows(self.path, (key,), members)


@frozen
class Row(Generic[M_co]):
    """A member of a list of a file (dòng của sổ): what it says, and where it stands."""

    path: PurePosixPath
    route: Route
    """`("complaints", 0)`; of a list inside a list `("rounds", 0, "findings", 2)`."""
    record: M_co

    @property
    def index(self) -> int:
        """Its place in the list, from 0."""
        return int(self.route[-1])

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return Place(self.path, self.route)

    @property
    def list_place(self) -> Place:
        """Where the list begins that it is a row of."""
        return Place(self.path, self.route[:-1])

    def at(self, *route: str | int) -> Place:
        """The place of a value of the row."""
        return Place(self.path, (*self.route, *route))

    def rows(self, key: str, members: Iterable[M]) -> tuple[Row[M], ...]:
        """The members of the list under a key of the row, each with its place."""
        return _rows(self.path, (*self.route, key), members)


def _rows(path: PurePosixPath, route: Route, members: Iterable[M]) -> tuple[Row[M], ...]:
    return tuple(Row(path, (*route, index), each) for index, each in enumerate(members))
