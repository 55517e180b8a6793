"""What a check finds: a fault with its place, ready for a person or a program.

A *finding* is what a rule says: a place named by its route, and the sentence.
A *diagnostic* is the finding with its line and column, its rule and its basis.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from isoqms.values import frozen

Route: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to a value: `("steps", 0, "days")`."""


class Severity(StrEnum):
    """How much a finding weighs (mức độ)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A point in a file; line and column count from 1, as editors do."""

    path: PurePosixPath
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding stands: a route into the YAML of a file, or a line of its text.

    `line` is 0 where only the route is known; the engine then finds the line.
    """

    path: PurePosixPath
    route: Route = ()
    line: int = 0
    column: int = 1


@frozen
class Finding:
    """What a rule found: where, what is wrong here, and what to do about it."""

    place: Place
    message: str
    hint: str = ""
    related: tuple[Place, ...] = ()
    severity: Severity | None = None
    """Only where it is not the rule's own: lighter for a deadline that is near, not past."""


@frozen
class Fault:
    """What the reading of a file found: a finding whose rule and point are known already."""

    rule: str
    location: Location
    message: str
    hint: str = ""
    severity: Severity | None = None
    """Only where it is not the rule's own: a note where the file was read all the same."""


@frozen
class Clause:
    """A clause of the standard as a basis: `Clause("7.5.3")`; the edition is the agency's."""

    number: str


@frozen
class Law:
    """A legal instrument as a basis, with the article."""

    instrument: str
    article: str

    def __str__(self) -> str:
        return f"{self.instrument}, {self.article}"


@frozen
class Practice:
    """A rule of our own making; never graver than a warning."""

    text: str

    def __str__(self) -> str:
        return self.text


Basis: TypeAlias = Clause | Law | Practice


class RuleCard(NamedTuple):
    """What is told about a rule beside its findings: code, title, severity, basis, page."""

    code: str
    title: str
    severity: Severity
    basis: tuple[str, ...]
    page: str
    """The whole page in Markdown: the title, why it matters, wrong and right examples."""


@frozen
class Diagnostic:
    """One fault, ready to be shown."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    basis: tuple[str, ...] = ()
    related: tuple[Location, ...] = ()
    route: Route = ()
    """Where it stands in the YAML of its file; empty for a line of prose."""

    @property
    def order(self) -> tuple[Location, int, str, str]:
        """Files in order, then lines; at one line the gravest first."""
        return (self.location, self.severity.rank, self.rule, self.message)


@frozen
class Outcome:
    """What a validation gives: the diagnostics in order, and what was looked at."""

    as_of: str
    """The date of the question, ISO."""
    documents: int
    """Files read."""
    diagnostics: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(1 for d in self.diagnostics if d.severity is severity)
