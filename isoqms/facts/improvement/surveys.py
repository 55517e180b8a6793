"""The ratios of a satisfaction survey, each computed from its counts (đo lường sự hài lòng; 9.1.2).

A survey may count the general question alone, or each question of the sheet; the rate of
satisfaction is that of the general question where one is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from isoqms.model.agency.settings import Agency, Rounding
from isoqms.wording import fold, percent

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Answer, Survey

_GENERAL: Final = "danh gia chung"


class Tally(NamedTuple):
    """The counts of one question, or of several together (số phiếu theo mức)."""

    question: str | None
    """None for the general question."""
    answers: tuple[Answer, ...]
    truncate: bool = False

    @property
    def total(self) -> int:
        """How many answered."""
        return sum(answer.count for answer in self.answers)

    @property
    def satisfied(self) -> int | None:
        """How many are satisfied; None where no answer is said to count as such."""
        counted = [answer.count for answer in self.answers if answer.satisfied]
        return sum(counted) if counted else None

    @property
    def rate(self) -> Decimal | None:
        """The rate of satisfaction in per cent, shortened as the agency does.

        None where it cannot be told.
        """
        return (
            None
            if self.satisfied is None
            else percent(self.satisfied, self.total, truncate=self.truncate)
        )

    def share(self, answer: Answer) -> Decimal | None:
        """The share of one answer in per cent; None where nobody answered."""
        return percent(answer.count, self.total, truncate=self.truncate)


def tallies(survey: Survey, agency: Agency) -> tuple[Tally, ...]:
    """Each question with its answers, in the order in which the questions first appear."""
    by_question: dict[str | None, list[Answer]] = {}
    for answer in survey.answers:
        by_question.setdefault(answer.question, []).append(answer)
    return tuple(
        Tally(question, tuple(answers), agency.rounding is Rounding.TRUNCATE)
        for question, answers in by_question.items()
    )


def overall(survey: Survey, agency: Agency) -> Tally | None:
    """The tally that the rate of satisfaction is taken from; None for a survey without counts.

    The general question: the one without words, or called «Đánh giá chung …»; where there is none,
    all answers to all questions together.
    """
    found = tallies(survey, agency)
    if not found:
        return None
    general = next((tally for tally in found if is_general(tally.question)), None)
    return general or Tally(None, survey.answers, found[0].truncate)


def is_general(question: str | None) -> bool:
    """Whether a question asks for satisfaction in general («7. Đánh giá chung về sự phục vụ»)."""
    return question is None or _GENERAL in fold(question)


def combined_rate(surveys: Iterable[Survey], agency: Agency) -> Decimal | None:
    """The rate of satisfaction of several surveys together; None where none of them has counts."""
    tallies_ = (overall(survey, agency) for survey in surveys)
    known = ((tally.satisfied, tally.total) for tally in tallies_ if tally)
    counted = [(part, whole) for part, whole in known if part is not None]
    if not counted:
        return None
    satisfied, every = sum(part for part, _ in counted), sum(whole for _, whole in counted)
    return percent(satisfied, every, truncate=agency.rounding is Rounding.TRUNCATE)


def return_rate(survey: Survey, agency: Agency) -> Decimal | None:
    """How many of the sheets came back, in per cent.

    None where one of the two counts is not known.
    """
    if survey.sent is None or survey.returned is None:
        return None
    return percent(survey.returned, survey.sent, truncate=agency.rounding is Rounding.TRUNCATE)
