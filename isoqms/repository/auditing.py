"""What is known of an audit's day, and of the training that came before it."""

from dataclasses import dataclass
from datetime import date

from isoqms.diagnostics import Place
from isoqms.model.evaluation import AuditRound, RoundState
from isoqms.repository.content import Repository, Year
from isoqms.repository.stated_dates import day_in


@dataclass(frozen=True, slots=True)
class Course:
    """A course for auditors: the day it was held, or of the letter that sent people to it."""

    day: date
    place: Place


def audited_by(audit: AuditRound) -> date | None:
    """The day by which a round was done: held, or the end that was planned; None while it is not done."""
    if audit.state is not RoundState.DONE:
        return None
    return audit.held or audit.planned_to


def courses(repository: Repository) -> tuple[Course, ...]:
    """The courses for auditors with a known day, of all years.

    A course is not held before the letter that sends people to it, so the letter's date stands in for a missing day.
    """
    found = []
    for year in repository.years.values():
        for index, session in enumerate(year.training.record.sessions if year.training else ()):
            day = session.held or day_in(session.document)
            if session.auditors and day and year.training:
                found.append(Course(day, year.training.at("sessions", index)))
    return tuple(found)


def course_too_late(repository: Repository, year: Year, audit: AuditRound) -> Course | None:
    """The first course of the year for auditors, where the round was done before it and none was trained before."""
    day = audited_by(audit)
    if day is None or any(auditor.trained and auditor.trained <= day for auditor in audit.auditors):
        return None
    known = courses(repository)
    if any(course.day <= day for course in known):
        return None
    return min((course for course in known if course.day.year == year.year), key=lambda c: c.day, default=None)
