"""Whether a complaint was answered, and in time (khiếu nại, phản ánh), as of a day."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Complaint


class Answer(Enum):
    """What became of a complaint by a day; what was answered later is not answered yet."""

    ANSWERED = auto()
    ANSWERED_LATE = auto()
    WAITING = auto()
    OVERDUE = auto()

    @property
    def is_given(self) -> bool:
        """Whether there was an answer."""
        return self in (Answer.ANSWERED, Answer.ANSWERED_LATE)

    @property
    def is_late(self) -> bool:
        """Whether the answer came after its last day, or is still owed after it."""
        return self in (Answer.ANSWERED_LATE, Answer.OVERDUE)


def answer(complaint: Complaint, day: date) -> Answer:
    """How a complaint stood on a day; on its last day it is not overdue yet."""
    due, answered = complaint.due, complaint.answered
    if answered is None or answered > day:
        return Answer.OVERDUE if due is not None and due < day else Answer.WAITING
    return Answer.ANSWERED_LATE if due is not None and answered > due else Answer.ANSWERED
