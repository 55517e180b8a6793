"""The auditors: trained before the audit or not, and whose work it is that they look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import AuditCheck, Auditor, AuditRound, CheckResult, RoundState
from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.year import Year

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Nonconformity


class Course(NamedTuple):
    """A course for auditors: the day it was held, or of the letter that sent people to it."""

    day: date
    place: Place


def nonconformity_of(repository: Repository, year: int, name: str) -> Nonconformity | None:
    """The row with this key in the year's register, or the next one's, where late findings are."""
    years = (repository.rows_of(year), repository.rows_of(year + 1))
    rows = (row for rows in years for row in rows.nonconformities)
    return next((row.record for row in rows if row.record.id == name), None)


def audited_by(audit: AuditRound) -> date | None:
    """The day by which a round was done: held, or the end that was planned.

    None while it is not done.
    """
    if audit.state is not RoundState.DONE:
        return None
    return audit.held or audit.planned_to


def is_unfollowed(check: AuditCheck) -> bool:
    """Whether a fault was noted at a question and no row of the register follows it up."""
    return check.result is CheckResult.NONCONFORMITY and check.nonconformity is None


def waits_for_closing(audit: AuditRound) -> bool:
    """Whether a round is called done, in Excel for one, while faults it noted are not followed."""
    return audit.state is RoundState.DONE and any(map(is_unfollowed, audit.checks))


def courses(repository: Repository) -> tuple[Course, ...]:
    """The courses for auditors with a known day, of all years.

    A course is not held before the letter that sends people to it, so the letter's date stands in
    for a missing day.
    """
    found = []
    for row in repository.rows.sessions:
        day = row.record.held or day_in(row.record.document)
        if row.record.auditors and day:
            found.append(Course(day, row.place))
    return tuple(found)


def course_too_late(repository: Repository, year: Year, audit: AuditRound) -> Course | None:
    """The year's first course for auditors, where a round came before it and nobody was trained."""
    day = audited_by(audit)
    if day is None or any(auditor.trained and auditor.trained <= day for auditor in audit.auditors):
        return None
    known = courses(repository)
    if any(course.day <= day for course in known):
        return None
    return min(
        (course for course in known if course.day.year == year.year),
        key=lambda c: c.day,
        default=None,
    )


def untrained(repository: Repository, audit: AuditRound, day: date) -> tuple[Auditor, ...]:
    """The auditors of a round who were not trained by `day`.

    A course for auditors held by then counts for those whose own day is not told.
    """
    taught = any(course.day <= day for course in courses(repository))
    otherwise = date.min if taught else date.max
    return tuple(each for each in audit.auditors if (each.trained or otherwise) > day)


def without_auditor(audit: AuditRound) -> tuple[str, ...]:
    """The units of a round where all of its team work, so that nobody may audit them (9.2.2 c)."""
    if not audit.auditors:
        return ()
    return tuple(
        unit for unit in audit.units if all(auditor.unit == unit for auditor in audit.auditors)
    )


def owning_unit(agency: Agency, document: ControlledDocument) -> str | None:
    """The unit whose role owns a document.

    None for a role that several units share, or that is unknown.
    """
    return next((role.unit for role in agency.roles if role.key == document.owner), None)


def owns(agency: Agency, auditor: Auditor, document: ControlledDocument) -> bool:
    """Whether a document is the auditor's own work: his unit's, or his post is the owning role."""
    role = next((role for role in agency.roles if role.key == document.owner), None)
    if role is None:
        return False
    return (role.unit is not None and role.unit == auditor.unit) or auditor.post == role.title


def units_in_scope(repository: Repository) -> tuple[str, ...]:
    """The keys of the units that the system covers, in the agency's order.

    All where the scope names none.

    The scope may name a unit by its key or by its name; what is neither is no unit.
    """
    agency = repository.agency.record
    named = set(repository.scope.record.units if repository.scope else ())
    covered = tuple(unit.key for unit in agency.units if unit.key in named or unit.name in named)
    return covered or tuple(unit.key for unit in agency.units)


def procedures_of(repository: Repository, audit: AuditRound) -> tuple[ControlledDocument, ...]:
    """The procedures in force that a round looks at: those named, or else those of its units.

    A code that is not in force any more is left out.
    """
    if audit.documents:
        codes = dict.fromkeys(split_link(link)[0] for link in audit.documents)
        return tuple(
            repository.in_force[code].record for code in codes if code in repository.in_force
        )
    agency = repository.agency.record
    return tuple(
        entry.record
        for entry in repository.in_force.values()
        if entry.record.kind.is_procedure and owning_unit(agency, entry.record) in audit.units
    )
