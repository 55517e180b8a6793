"""A record as an outline may tell it: words by Vietnamese names, empty where it says nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self, TypeAlias

from isoqms.diagnostics import Place
from isoqms.facts.papers.document_numbers import kind_named
from isoqms.facts.planning.objectives import Outcome, outcomes
from isoqms.facts.reporting.figures import Figure, Figures, Value, figures, period_of, year_of
from isoqms.model.agency.settings import Agency
from isoqms.repository.content import Repository
from isoqms.repository.year import Rows
from isoqms.wording import date_short, number, two_digits, within


class Line:
    """A record by the parts that a sentence may name; asking for another part is a fault."""

    __slots__ = ("_parts",)

    def __init__(self, **parts: str) -> None:
        self._parts = parts

    def __getattr__(self, name: str) -> str:
        parts: dict[str, str] = object.__getattribute__(self, "_parts")
        if name not in parts:
            raise AttributeError(name)
        return parts[name]


Lines: TypeAlias = tuple[Line, ...]
Tell: TypeAlias = Callable[[Figure], None]


class Words(str):
    """Words with numbers of the records in them: each counts as told once the words are printed."""

    __slots__ = ("_figures", "_tell")
    _figures: tuple[Figure, ...]
    _tell: Tell

    def __new__(cls, text: str, figures: Iterable[Figure], tell: Tell) -> Self:
        """The words, which to anybody but who prints them are words like any others."""
        made = super().__new__(cls, text)
        made._figures, made._tell = tuple(figures), tell
        return made

    def __str__(self) -> str:
        for figure in self._figures:
            self._tell(figure)
        return super().__str__()


def _to_nobody(_: Figure) -> None:
    """Where nobody asks which figures are printed."""


def figure(
    name: str, title: str, unit: str, value: Value | None, places: Iterable[Place]
) -> Figure:
    """A number that a sentence of the records tells, with where it stands in them."""
    return Figure(name, title, unit, value, tuple(places))


@dataclass(frozen=True)
class Ground:
    """What the sentences of a year's report are told from."""

    repository: Repository
    year: int
    tell: Tell = _to_nobody
    """Who hears of each figure that is printed."""

    def words(self, text: str, *told: Figure) -> str:
        """Words with the figures in them; those without a value are in none."""
        return Words(text, (each for each in told if text and each.value is not None), self.tell)

    def counted(
        self, name: str, title: str, unit: str, value: int | None, places: Iterable[Place]
    ) -> str:
        """A count as it is printed, empty for none, with the places of what was counted."""
        return self.words(count(value), figure(name, title, unit, value, places))

    @property
    def agency(self) -> Agency:
        """The agency."""
        return self.repository.agency.record

    @property
    def rows(self) -> Rows:
        """The rows of the year's lists."""
        return self.repository.rows_of(self.year)

    @cached_property
    def first(self) -> date:
        """The first day that the report tells of."""
        return period_of(self.repository, self.year)[0]

    @cached_property
    def day(self) -> date:
        """The last day that it tells of; what came later had not happened yet."""
        year_of(self.repository, self.year)
        return min(self.repository.as_of, period_of(self.repository, self.year)[1])

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of each objective by the day."""
        return outcomes(self.repository, self.year, self.day)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the year."""
        return figures(self.repository, self.year)

    def has_come(self, day: date | None) -> bool:
        """Whether a day of the records lies within what is told; one without a day counts."""
        return day is None or day <= self.day


def count(value: int | None) -> str:
    """`04`, `101`: a count on paper; empty for none, so that a sentence without one falls away."""
    if not value:
        return ""
    return two_digits(value) if value < 10 else number(value)


def bare(text: str | None) -> str:
    """Words of a record without the stop at their end; empty where there are none."""
    return (text or "").strip().rstrip(".;")


def inside(text: str | None) -> str:
    """The same as they go on inside a sentence."""
    return within(bare(text))


def paper(text: str | None) -> str:
    """`Báo cáo số 161/BC-UBND ngày 25/8/2026`, also where only number and day were typed."""
    words = bare(text)
    number_of, _, rest = words.removeprefix("số ").partition(" ")
    kind = kind_named(number_of)
    return f"{kind} số {number_of} {rest}".rstrip() if kind else words


def on(day: date | None) -> str:
    """`30/9/2022`; empty where no day is told."""
    return date_short(day) if day else ""


def joined(words: Iterable[str]) -> str:
    """The words one after the other, each once, between semicolons."""
    return "; ".join(dict.fromkeys(word for word in words if word))
