"""The places where the number of a paper usually stands; each knows how to fill and to read it.

A paper without a place of its own has `OutgoingLine`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from isoqms.facts.papers.cited_numbers import recorded_number
from isoqms.facts.papers.decided import decisions_of
from isoqms.facts.papers.paper import (
    Filling,
    NewRow,
    PaperKind,
    Recorded,
    Signing,
    Spot,
    Unplaced,
)
from isoqms.facts.papers.year_files import YearFile
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.control.decision import DecisionKind
from isoqms.repository import Entry, Repository
from isoqms.values import frozen


class NoDecision:
    """What the places of papers have in common that are no decisions."""

    @property
    def decision(self) -> DecisionKind | None:
        """None: quyet-dinh/ does not hold the paper."""
        return None


class NamedAt(NamedTuple):
    """A value of the year's records that names a decision by its number."""

    file: YearFile
    key: str
    of_any_year: bool = False
    """Whether the decision may have been signed in another year than the one it is named in."""


@frozen
class DecisionFile:
    """A decision: its own file in quyet-dinh/, and where the year's records name its number."""

    decision: DecisionKind
    named_at: NamedAt | None = None

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The number where the records name it; the file itself is whatever records it."""
        if self.named_at is not None:
            file, key = self.named_at.file, self.named_at.key
            current = file.value(repository, signing.year, key)
            if current is not None and repository.has_no_effect(current):
                current = None  # what was voided or annulled keeps nobody from its successor
            yield Spot(file.path(signing.year), (key,), signing.number, current)

    def recorded(self, repository: Repository, year: int, _: PaperKind) -> Iterator[Recorded]:
        """The last decision of the year, or else the number by which the records name it."""
        found = decisions_of(repository, year, self.decision)
        if found:
            last = found[-1]
            yield Recorded(last.at("number"), last.record.number, last.record.signed)
        elif self.named_at is not None:
            yield from _named(repository, year, self.named_at)


def _named(repository: Repository, year: int, named_at: NamedAt) -> Iterator[Recorded]:
    entry = named_at.file.entry(repository, year)
    number = named_at.file.value(repository, year, named_at.key)
    if entry is not None and number is not None and not repository.has_no_effect(number):
        known = repository.decisions_by_number.get(number, ())
        days = (each.record.signed for each in known)
        day = next((day for day in days if named_at.of_any_year or day.year == year), None)
        if day is None or day <= repository.as_of:
            yield Recorded(entry.at(named_at.key), number, day)


@frozen
class NumberAndDay(NoDecision):
    """The keys `number` and `signed` at the top of a file of the year."""

    file: YearFile
    starts: bool = True
    """Whether recording may begin the file; one that a person writes must be there before."""
    both: bool = False
    """Whether only number and day together say that it was signed."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """Number and day, or that the file is not written yet."""
        path = self.file.path(signing.year)
        if not self.starts and self.file.entry(repository, signing.year) is None:
            yield Unplaced(
                f"Chưa có {path}; viết báo cáo xong thì ghi «Số, ký hiệu» (number), «Ngày ký» "
                "(signed) ở đầu tệp."
            )
            return
        number = self.file.value(repository, signing.year, "number")
        signed = self.file.value(repository, signing.year, "signed")
        yield Spot(path, ("number",), signing.number, number)
        yield Spot(path, ("signed",), signing.signed, signed)

    def recorded(self, repository: Repository, year: int, _: PaperKind) -> Iterator[Recorded]:
        """The paper, once the file has its number or its day."""
        entry = self.file.entry(repository, year)
        if entry is None:
            return
        known = (entry.record.number, entry.record.signed)
        if all(known) if self.both else any(known):
            yield Recorded(entry.at("number"), *known)


@frozen
class Citation(NoDecision):
    """A key at the top of a file of the year that cites the paper in words."""

    file: YearFile
    key: str

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation."""
        current = self.file.value(repository, signing.year, self.key)
        yield Spot(self.file.path(signing.year), (self.key,), signing.words, current)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The paper that is cited."""
        entry = self.file.entry(repository, year)
        if entry is not None:
            yield from read_citation(entry, (self.key,), getattr(entry.record, self.key), kind)


@frozen
class CitationOfLast(NoDecision):
    """A key of the last row of a list that cites the paper in words: the review, the survey."""

    file: YearFile
    rows: str
    key: str

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation in the last row; the first one is begun where there is none."""
        path = self.file.path(signing.year)
        rows = self.file.rows(repository, signing.year, self.rows)
        if not rows:
            yield NewRow(path, self.rows, {self.key: signing.words})
            return
        route = (self.rows, len(rows) - 1, self.key)
        yield Spot(path, route, signing.words, getattr(rows[-1], self.key))

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The paper of each row that cites one."""
        entry = self.file.entry(repository, year)
        yield from cited_in_rows(entry, self.rows, self.key, kind)


class OutgoingLine(NoDecision):
    """No place but its line of the outgoing register, where its mark tells it from all others."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """Nothing: every paper gets its line there from whatever records it."""
        del repository, signing
        yield from ()

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """Nothing: `PaperKind.recorded_in` reads the marks of the register for every paper."""
        del repository, year, kind
        yield from ()


def cited_in_rows(
    entry: Entry[Any] | None,
    rows: str,
    key: str,
    kind: PaperKind,
) -> Iterator[Recorded]:
    """The paper of each row of a list in a file of the year that cites one."""
    for index, row in enumerate(getattr(entry.record, rows) if entry else ()):
        if entry is not None:
            yield from read_citation(entry, (rows, index, key), getattr(row, key), kind)


def read_citation(
    entry: Entry[Any],
    route: tuple[str | int, ...],
    citation: str | None,
    kind: PaperKind,
) -> Iterator[Recorded]:
    """The paper that a value of the records cites in words, if it cites one."""
    if citation:
        number, day = recorded_number(citation, kind.symbol), day_in(citation)
        yield Recorded(entry.at(*route), number, day, citation)
