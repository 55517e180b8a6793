"""Whether a training session took place (khóa đào tạo; 7.2); one that is planned has not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from isoqms.facts.records.stated_dates import day_in

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.training import TrainingSession


def begun(session: TrainingSession) -> date | None:
    """The day it was held, or of the letter that sent people to it; None where neither is told."""
    # A letter that sends people to a course is what agencies record;
    # the course itself may have no day of its own.
    return session.held or day_in(session.document)


def was_held(session: TrainingSession, by: date) -> bool:
    """Whether it took place by a day.

    Without any day, whether somebody counted who came or filed the letter that sent them.
    """
    day = begun(session)
    if day is None:
        return bool(session.participants or session.certificates or session.document)
    return day <= by
