"""What the inputs of a review are told from: this year and the one before, as of a day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from isoqms.diagnostics import Place
from isoqms.facts.reporting.figures import Figures, Value
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.review.reviews import Review, held_reviews
from isoqms.model.agency.settings import Agency
from isoqms.repository.content import Repository
from isoqms.repository.year import Year
from isoqms.wording import number, sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that the records bear out, and where they do."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Gap:
    """What no record tells, and the command by which it is recorded."""

    words: str
    command: str


Speech: TypeAlias = Iterator[Told | Gap]
Teller: TypeAlias = Callable[["Ground"], Speech]


@dataclass(frozen=True)
class Ground:
    """The records that a review of `year` looks at, as they stood on `day`."""

    repository: Repository
    year: int
    day: date
    before: date
    """The day of the review itself: earlier reviews were held before it."""

    @property
    def agency(self) -> Agency:
        """The agency."""
        return self.repository.agency.record

    @property
    def records(self) -> Year:
        """The records of the year; an empty year where it has no folder yet."""
        return self.repository.years.get(self.year) or Year(self.year)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the year, as known on the day."""
        return figures_until(self.repository, self.year, self.day)

    @cached_property
    def figures_before(self) -> Figures | None:
        """The figures of the year before; None where it has no records."""
        if self.year - 1 not in self.repository.years:
            return None
        return figures_until(self.repository, self.year - 1, self.day)

    @cached_property
    def last_review(self) -> Review | None:
        """The review before this one; None where none is recorded with its day."""
        return next(reversed(held_reviews(self.repository, self.before)), None)

    @cached_property
    def since(self) -> date:
        """From when changes are looked at: the review before, or else the first of the year."""
        held = self.last_review.record.held if self.last_review else None
        return held or date(self.year, 1, 1)

    def value(self, name: str) -> Value | None:
        """A figure of the year."""
        return self.figures[name].value

    def source(self, name: str, otherwise: Place) -> Place:
        """Where a figure comes from."""
        return next(iter(self.figures[name].sources), otherwise)

    def trend(self, name: str) -> str:
        """`; năm 2024 là 98,6%, tăng 0,5 điểm phần trăm`.

        Nothing where one of the two years is not known.
        """
        now = self.value(name)
        before = self.figures_before[name].value if self.figures_before else None
        if now is None or before is None:
            return ""
        unit = "%" if self.figures[name].unit == "%" else ""
        return (
            f"; năm {self.year - 1} là {number(before)}{unit}, "
            f"{_change(Decimal(now) - Decimal(before), unit)}"
        )


def _change(difference: Decimal, unit: str) -> str:
    if not difference:
        return "không đổi"
    way = "tăng" if difference > 0 else "giảm"
    return f"{way} {number(abs(difference))}{' điểm phần trăm' if unit else ''}"


def told(words: str, place: Place) -> Told:
    """A sentence with its capital and its full stop."""
    return Told(sentence(words), place)


def parted(counts: Iterable[tuple[int, str]]) -> str:
    """`3 đã đóng, 1 chưa đóng`: the parts of a whole, without those of which there is none."""
    return ", ".join(f"{number(count)} {words}" for count, words in counts if count)


def by_hand(point: str) -> str:
    """The command by which a person writes an input that no record tells."""
    return f'isoqms review input --point {point} --text "…"'
