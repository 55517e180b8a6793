"""A paper of the year (văn bản trong năm) as one value, from its word to the place of its number.

Whoever prints, records, lists or reckons with a paper asks this value. It stands below `pages`,
because `facts/planning/acts.py` must know from the same value what was done; the maker, which
stands above, is therefore only named here, and imported by `pages/papers/order.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Final, NamedTuple, Protocol, TypeAlias

from isoqms.diagnostics import Place, Route
from isoqms.facts.papers.outgoing import MarkedLine, mark, marked_lines
from isoqms.model.control.decision import DecisionKind
from isoqms.repository.content import Repository
from isoqms.values import frozen
from isoqms.wording import date_short


class Recorded(NamedTuple):
    """A paper that was signed, as the records tell it."""

    place: Place
    number: str | None = None
    day: date | None = None
    citation: str | None = None
    """The words of a register, where it keeps number and day in words and not as values."""
    item: str | None = None
    """What it is about, where there are several."""
    label: str = ""
    """What stands before it in a list: the round that a report is about."""

    @property
    def listed(self) -> str | None:
        """As it stands in the list of papers; None where there is neither number nor citation."""
        words = self.citation or self.number
        if words is None:
            return None
        if self.citation is None and self.day:
            words = f"{words}, {date_short(self.day)}"
        return f"{self.label}{words}"

    def cited(self, kind: str) -> str:
        """As it is told to a person: `Kế hoạch số 88/KH-UBND ngày 25/3/2026`."""
        return self.citation or cited(kind, self.number, self.day)


def cited(kind: str, number: str | None, day: date | None) -> str:
    """`Kế hoạch số 88/KH-UBND ngày 25/3/2026`, as far as number and day are known."""
    numbered = f" số {number}" if number else ""
    dated = f" ngày {date_short(day)}" if day else ""
    return f"{kind}{numbered}{dated}"


class Spot(NamedTuple):
    """A value that the records of the year get when a paper is signed."""

    path: PurePosixPath
    route: Route
    value: object
    current: object = None
    """What stands there; None where nothing does."""


class NewRow(NamedTuple):
    """A row that a list of the year's records gets when a paper is signed."""

    path: PurePosixPath
    key: str
    row: dict[str, object]


class Unplaced(NamedTuple):
    """Why the records of the year cannot take the number yet, in a sentence with what to do."""

    words: str


Filling: TypeAlias = Spot | NewRow | Unplaced


class NumberPlace(Protocol):
    """Where number and day of a paper stand: what is put there on signing, and how it is read back.

    Both sides are of one value, so that what was recorded is always found again.
    """

    @property
    def decision(self) -> DecisionKind | None:
        """The kind under which quyet-dinh/ holds the paper; None for what is no decision."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """What goes where; UnknownName where what the paper is about is not in the records."""

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """What the records of a year hold of the paper."""


class Subject(NamedTuple):
    """What a paper is about, where there are several."""

    title: str
    """In Vietnamese, as it is asked for: «khóa đợt đánh giá»."""
    known: Callable[[Repository, int], Iterator[str]]
    """Those that the records of a year hold, the first first."""
    covers_all: bool = False
    """Whether one paper may be about all of them, where none is named."""


@frozen
class PaperKind:
    """A paper of the year; it cannot be made without saying where its number goes."""

    word: str
    """What it is called on the command line."""
    title: str
    """What it is, for the list of papers: «Kế hoạch năm»."""
    type: str
    """The kind of administrative document (tên loại); a «Công văn» has no symbol of its own."""
    symbol: str
    """`KH`, `QĐ` …; empty for a letter and for what is only a form."""
    maker: str
    """Module below `isoqms.pages`, and the function in it; empty if another command prints it."""
    place: NumberPlace | None
    """None only for a sheet that is filled in by hand and gets no number."""
    task: str | None = None
    """The task of the year's plan that it completes, by the key of the deadline pack."""
    subject: Subject | None = None
    printed_by: str = ""
    """The command that prints it, where `isoqms decision` does not."""
    recorded_by: str = ""
    """The command that records it with all that follows, where `decision record` does not."""
    tells_of: tuple[str, ...] = ()
    """The kinds of file (`model.layout`) whose records it prints; their errors are its own."""
    asserts: bool = False
    """Whether it says how things are, so that it is not printed while its records are wrong."""

    of_unit: bool = False
    """Whether it is the paper of the unit that drafts and not of the agency."""

    @property
    def decision(self) -> DecisionKind | None:
        """The kind under which the signed decision is recorded in quyet-dinh/."""
        return self.place.decision if self.place else None

    @property
    def is_numbered(self) -> bool:
        """Whether it gets a number and is recorded when signed."""
        return self.place is not None

    @property
    def must_name(self) -> bool:
        """Whether the paper cannot be made unless it is named what it is about."""
        return self.subject is not None and not self.subject.covers_all

    @property
    def item(self) -> str:
        """What must be named behind the word, in Vietnamese; empty where there is only one."""
        return self.subject.title if self.subject else ""

    def task_done(self, repository: Repository, signing: Signing) -> Iterator[Spot]:
        """The task of the plan that it completes is done on the day of signing."""
        for row in repository.rows_of(signing.year).tasks:
            task = row.record
            undone = task.evidence is not None and repository.has_no_effect(task.evidence)
            if task.id != self.task or (task.done is not None and not undone):
                continue
            yield Spot(row.path, (*row.route, "done"), signing.signed)
            if task.evidence is None or undone:
                yield Spot(row.path, (*row.route, "evidence"), signing.number)

    def recorded_in(self, repository: Repository, year: int) -> tuple[Recorded, ...]:
        """What the records of a year hold of it, in their order; () where they hold nothing."""
        if self.place is None:
            return ()
        own = self.place.recorded(repository, year, self)
        if self.decision is not None:
            return tuple(own)
        return (*own, *map(_marked, marked_lines(repository, year, self.word)))

    def told_in(self, repository: Repository, year: int, item: str | None = None) -> str | None:
        """The same as it is listed, or as much of it as is about `item`; None for nothing."""
        found = self.recorded_in(repository, year)
        told = (each.listed for each in found if item is None or each.item == item)
        return "; ".join(dict.fromkeys(words for words in told if words)) or None


def _marked(line: MarkedLine) -> Recorded:
    label = f"{line.item}: " if line.item else ""
    return Recorded(line.place, line.number, line.day, item=line.item, label=label)


class Signing(NamedTuple):
    """A paper that was signed: which, with what number, on which day."""

    kind: PaperKind
    year: int
    """The year whose records it belongs to."""
    number: str
    signed: date
    item: str | None = None

    @property
    def words(self) -> str:
        """`Báo cáo số 95/BC-UBND ngày 29/10/2025`."""
        return cited(self.kind.type, self.number, self.signed)

    @property
    def mark(self) -> str:
        """What its line of the outgoing register bears, where it has no place of its own."""
        return mark(self.year, self.kind.word, self.item)


SHEET: Final = None
"""The place of the number of a sheet that is filled in by hand: it gets none."""
