"""What each day of a record is, and which days it cannot come before.

It stands beside the day in its model; what is wrong with a day follows from it (QMS526, QMS559–561,
QMS608), and a test holds that no day of any model is without it.
"""

from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from isoqms.model.base import Record
from isoqms.model.checking import inner_type
from isoqms.values import frozen
from isoqms.wording import FIRST_YEAR

FIRST: Final = date(FIRST_YEAR, 1, 1)
"""No agency keeps a record of what it did earlier: such a day is a year in a cell for days."""
_FIRST_LAW: Final = date(1945, 9, 2)


@frozen
class DayMark:
    """What a day is. It may be planned, or of effect: it may lie ahead."""

    after: tuple[str, ...] = ()
    """The keys whose days it cannot come before: of the record itself or of one around it.

    A key that names a decision or a document stands for the day on which that was signed.
    """
    told: tuple[tuple[str, str], ...] = ()
    """Orders that another rule judges, by key and rule: it knows when they may be otherwise."""
    of_the_state: bool = False
    """Whether the State acts, not the agency: its acts are older, and known from the legal pack."""

    @property
    def first(self) -> date:
        """The first day that it can be."""
        return _FIRST_LAW if self.of_the_state else FIRST


@frozen
class Done(DayMark):
    """The day of an act: it is never in the future."""

    once: tuple[str, ...] = ()
    """The keys of which one says something once it was done; empty where the day itself says so."""


@frozen
class OfFile(Done):
    """The day of a paper whose file is kept: not after the entry that put the file here."""

    file: str = "path"
    """The key, beside the day, that says where the file is."""


@frozen
class Cited(Done):
    """The day in a text that cites a paper: «Biên bản số 11/BB-UBND ngày 20/11/2025»."""

    years: int = 1
    """How many years before those of its records, or after, the paper may have been made."""


@frozen
class Mentioned(DayMark):
    """A day that a free text may mention, done or still ahead: only one nobody meant is told."""

    of_the_state: bool = True
    years: int = 1
    """The same as of a paper that is cited; only of the agency's own, laws are older."""


class Planned(DayMark):
    """A day on which something is to be done."""

    __slots__ = ()


class Valid(DayMark):
    """A day from which, or to which, something applies."""

    __slots__ = ()


class Period(DayMark):
    """The first or last day of what is counted."""

    __slots__ = ()


@frozen
class Free(DayMark):
    """A day that is held against nothing."""

    reason: str = ""


OF_A_PACK: Final = Free(reason="comes with the program, or with a pack: no record of the agency")
MISTYPED: Final = Free(reason="what was mistyped is kept as it was, however wrong")
OF_A_BACKUP: Final = Free(reason="stands in a backup, which is no record of the agency")
OF_A_SAMPLE: Final = Free(reason="says how a sample or a new repository is made, and is not kept")


def issued_by_others(*after: str) -> Done:
    """The day of an act of the State: laws are older than what the agency itself keeps."""
    return Done(after, of_the_state=True)


def in_effect(*after: str) -> Valid:
    """The day from or to which an act of the State applies."""
    return Valid(after, of_the_state=True)


class DayField(NamedTuple):
    """A day of a model."""

    key: str
    title: str
    mark: DayMark


class Days(NamedTuple):
    """Where the days of a model stand, those in its texts included."""

    own: tuple[DayField, ...]
    inner: tuple[str, ...]
    """The keys of records, or lists of records, in which there are days."""


@cache
def days_of(model: type[Record]) -> Days:
    """The judged days of a model, and the keys below which there are some."""
    own, inner = [], []
    for name, info in model.model_fields.items():
        held = inner_type(info.annotation)
        if isinstance(held, type) and issubclass(held, Record):
            if any(days_of(held)):
                inner.append(name)
        elif (mark := mark_of(info)) and not isinstance(mark, Free):
            own.append(DayField(name, info.title or name, mark))
    return Days(tuple(own), tuple(inner))


def mark_of(info: Any) -> DayMark | None:
    """What a field of a model says of its day; None where it is no day."""
    return next((each for each in info.metadata if isinstance(each, DayMark)), None)
