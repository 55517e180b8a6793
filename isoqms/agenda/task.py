"""A thing to do, as a value."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from isoqms.diagnostics import Place
from isoqms.repository import Repository
from isoqms.values import frozen

SOON: Final = timedelta(days=30)
"""From how long before its last day a thing is pressing."""

_STANDARD: Final = "Tiêu chuẩn"


class TaskKind(StrEnum):
    """Where a task comes from; the words are part of the JSON that programs read."""

    INTERRUPTION = "interruption"
    DELETION = "deletion"
    YEAR = "year"
    DEADLINE = "deadline"
    PLAN = "plan"
    LAW = "law"
    SCOPE = "scope"
    PUBLICITY = "publicity"
    AUDIT = "audit-round"
    FINDING = "finding"
    NONCONFORMITY = "nonconformity"
    CONCLUSION = "conclusion"
    RISK = "risk"
    COMPLAINT = "complaint"
    TRAINING = "training"
    RESULTS = "results"
    DOCUMENTS = "documents"
    BACKUP = "backup"
    COPIES = "copies"
    REVISION = "revision"
    SILENCE = "silence"
    TERM = "term"


class State(StrEnum):
    """How pressing a task is (tình trạng), in order."""

    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    LATER = "later"

    @property
    def rank(self) -> int:
        """0 for the most pressing."""
        return list(State).index(self)


@frozen
class Task:
    """A thing to do (việc cần làm)."""

    kind: TaskKind
    key: str
    """What it is called from day to day, unlike any other: `2026/danh-gia-noi-bo`."""
    title: str
    basis: str
    """The article, or that it is practice (thông lệ), or the agency's own plan."""
    command: str
    """The one command that does it, complete."""
    state: State
    due: date | None = None
    """The last day; None where nobody has set one."""
    left: int | None = None
    """Days until the last day, below 0 once it is past; None where there is none."""
    legal: bool = False
    """Whether the law sets the day."""
    role: str | None = None
    """The title of the role that does it."""
    place: Place | None = None
    """The value in the records that it comes from, or where it will be recorded."""


def task(
    repository: Repository,
    kind: TaskKind,
    key: str,
    title: str,
    *,
    basis: str,
    command: str,
    due: date | None = None,
    begins: date | None = None,
    legal: bool = False,
    role: str | None = None,
    place: Place | None = None,
) -> Task:
    """A task as it stands on the day of the question.

    Before `begins` there is nothing to do for it yet.

    `role` is the key of a role; one that the agency does not have is left out. A basis that begins
    with «Tiêu chuẩn» names the agency's own edition.
    """
    day, agency = repository.as_of, repository.agency.record
    if basis.startswith(_STANDARD):
        basis = basis.replace(_STANDARD, agency.standard_name, 1)
    return Task(
        kind,
        key,
        title,
        basis,
        command,
        _state(day, due, begins),
        due,
        (due - day).days if due else None,
        legal,
        next((each.title for each in agency.roles if each.key == role), None),
        place,
    )


def _state(day: date, due: date | None, begins: date | None) -> State:
    if due is not None and due < day:
        return State.OVERDUE
    if due is not None and due <= day + SOON:
        return State.SOON
    return State.LATER if begins is not None and begins > day else State.OPEN


def before(repository: Repository, day: date | None) -> bool:
    """Whether something dated `day` had happened by the day of the question."""
    return day is not None and day <= repository.as_of
