"""The management reviews: which was held when, and what became of its conclusions (9.3.3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from isoqms.diagnostics import Place
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.values import frozen
from isoqms.wording import fold

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.review import ManagementReview, ReviewOutput, ReviewRegister

_NOTHING: Final = frozenset({"khong", "khong co", "khong phat sinh", "khong co noi dung"})


class State(StrEnum):
    """What became of a conclusion."""

    DONE = "da-xong"
    DONE_LATE = "xong-tre-han"
    OPEN = "dang-lam"
    OVERDUE = "qua-han"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self in (State.OPEN, State.OVERDUE)

    @property
    def words(self) -> str:
        """The state as it is read."""
        return _STATES[self]


_STATES: Final = {
    State.DONE: "đã xong",
    State.DONE_LATE: "xong trễ hạn",
    State.OPEN: "đang làm",
    State.OVERDUE: "quá hạn",
}


@frozen
class Review:
    """A review where it stands in the records."""

    year: int
    index: int
    entry: Entry[ReviewRegister]
    record: ManagementReview

    def at(self, *route: str | int) -> Place:
        """The place of a value of the review."""
        return self.entry.at("reviews", self.index, *route)

    @property
    def held(self) -> date:
        """The day it was held; the end of all days where nobody says when."""
        return self.record.held or date.max

    def is_before(self, day: date) -> bool:
        """Whether it was held before a day, or nobody says when."""
        return self.record.held is None or self.record.held < day


@frozen
class Conclusion:
    """A conclusion of a review (kết luận), as it stood on a day."""

    number: int
    """Its place among the conclusions of the year, from 1: how a person calls it."""
    review: Review
    index: int
    output: ReviewOutput
    state: State

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.review.at("outputs", self.index)


def reviews_of(repository: Repository, year: int) -> tuple[Review, ...]:
    """The reviews of a year in the order of the file; none where the year has no register."""
    known = repository.years.get(year)
    if known is None or known.reviews is None:
        return ()
    entry = known.reviews
    return tuple(
        Review(year, index, entry, record) for index, record in enumerate(entry.record.reviews)
    )


def held_reviews(repository: Repository, before: date) -> tuple[Review, ...]:
    """The reviews held before a day, of all years, in the order of their days.

    Those without a day are left out.
    """
    every = (review for year in repository.years for review in reviews_of(repository, year))
    past = [review for review in every if review.held < before]
    return tuple(sorted(past, key=_by_day))


def _by_day(review: Review) -> tuple[date, int]:
    return review.held, review.index


def latest(repository: Repository, year: int, day: date) -> Review | None:
    """The last review of the year that was held by `day`; None where there was none with a day."""
    past = (review for review in reviews_of(repository, year) if review.held <= day)
    return max(past, key=_by_day, default=None)


def coming(repository: Repository, year: int, day: date) -> Review | None:
    """The review being prepared: its day is not past, or it has neither conclusions nor minutes."""
    for review in reversed(reviews_of(repository, year)):
        record = review.record
        if record.held and (record.held > day or not (record.outputs or record.minutes)):
            return review
    return None


def conclusions(repository: Repository, year: int, day: date) -> tuple[Conclusion, ...]:
    """What the reviews of a year concluded, with what became of it by `day`.

    A point of which «Không» is said is none.

    Reviews after `day` have concluded nothing yet.
    """
    every = reviews_of(repository, year)
    past = (review for review in every if review.record.held is None or review.held <= day)
    outputs = (
        (review, index, output)
        for review in past
        for index, output in enumerate(review.record.outputs)
    )
    told = (each for each in outputs if not says_nothing(each[2].text))
    return tuple(
        Conclusion(number, review, index, output, state_of(output, day))
        for number, (review, index, output) in enumerate(told, 1)
    )


def state_of(output: ReviewOutput, day: date) -> State:
    """What became of a conclusion by a day."""
    if output.done is None or output.done > day:
        return State.OVERDUE if output.due and output.due < day else State.OPEN
    return State.DONE_LATE if output.due and output.done > output.due else State.DONE


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing: «Không», «Không có», «Không phát sinh»."""
    return fold(text).strip(" .") in _NOTHING


def point_key(point: str) -> str:
    """The bare letters of a point: `c.1)` and `C1` name the same one."""
    return "".join(letter for letter in point.lower() if letter.isalnum())
