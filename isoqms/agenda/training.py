"""The training that is planned and not held yet."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.agenda.commands import run
from isoqms.agenda.planning import planned
from isoqms.agenda.task import SOON, Task, TaskKind, before, task
from isoqms.diagnostics import Place
from isoqms.repository import Repository

_TRAINING: Final = "dao-tao"


class OpenSession(NamedTuple):
    """A session that is to be held by a day."""

    subject: str
    due: date
    number: int
    place: Place
    role: str | None


def open_sessions(repository: Repository, number: int) -> tuple[OpenSession, ...]:
    """The sessions of a year not held by the day of the question.

    By their own day, or that of the plan for training.

    A session without any day that is known is a wish; a letter that sends people to a course proves
    the course.
    """
    year = repository.years.get(number)
    if year is None or number != repository.as_of.year:
        return ()
    own = planned(repository, year).get(_TRAINING)
    usual, role = (own.task.due, own.task.role) if own else (None, None)
    out = []
    for row in year.rows.sessions:
        session = row.record
        due = session.planned or usual
        is_sent = session.held is None and session.document is not None
        if due is not None and not is_sent and not before(repository, session.held):
            out.append(OpenSession(session.subject, due, row.index + 1, row.place, role))
    return tuple(out)


def session_tasks(repository: Repository) -> Iterator[Task]:
    """Each session that is still to be held."""
    number = repository.as_of.year
    for each in open_sessions(repository, number):
        yield task(
            repository,
            TaskKind.TRAINING,
            f"{number}/dao-tao-{each.number}",
            f"Tổ chức khóa đào tạo: {each.subject}",
            basis="Tiêu chuẩn, 7.2; kế hoạch đào tạo của cơ quan",
            command=run("update", "training", each.number, year=number),
            due=each.due,
            begins=each.due - SOON,
            role=each.role or "thu-ky-iso",
            place=each.place,
        )
