"""The management reviews: which was held when, and what became of its conclusions (9.3.3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms.diagnostics import Place
from isoqms.model.review import ManagementReview, ReviewOutput, ReviewRegister
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.wording import fold

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


@dataclass(frozen=True, slots=True)
class Review:
    """A review where it stands in the records."""

    year: int
    index: int
    entry: Entry[ReviewRegister]
    record: ManagementReview

    def at(self, *route: str | int) -> Place:
        """The place of a value of the review."""
        return self.entry.at("reviews", self.index, *route)


@dataclass(frozen=True, slots=True)
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
    entry = known.reviews if known else None
    if entry is None:
        return ()
    return tuple(
        Review(year, index, entry, record) for index, record in enumerate(entry.record.reviews)
    )


def held_reviews(repository: Repository, before: date) -> tuple[Review, ...]:
    """The reviews held before a day, of all years, in the order of their days.

    Those without a day are left out.
    """
    found = [
        (review.record.held, review)
        for year in repository.years
        for review in reviews_of(repository, year)
        if review.record.held and review.record.held < before
    ]
    return tuple(review for _, review in sorted(found, key=lambda each: (each[0], each[1].index)))


def latest(repository: Repository, year: int, day: date) -> Review | None:
    """The last review of the year that was held by `day`; None where there was none with a day."""
    held = [
        (review.record.held, review)
        for review in reviews_of(repository, year)
        if review.record.held
    ]
    past = [(on, review) for on, review in held if on <= day]
    return max(past, key=lambda each: (each[0], each[1].index))[1] if past else None


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
    found = [
        (review, index, output)
        for review in reviews_of(repository, year)
        if review.record.held is None or review.record.held <= day
        for index, output in enumerate(review.record.outputs)
        if not says_nothing(output.text)
    ]
    return tuple(
        Conclusion(number, review, index, output, state_of(output, day))
        for number, (review, index, output) in enumerate(found, 1)
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
