"""Tell what there is to do on a day, for a person, a program, a chat or a calendar."""

from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from isoqms.agenda import State, Task, tasks
from isoqms.formats.neutral import as_json
from isoqms.history.sharing.remembered import Sharing, sharing
from isoqms.pages.planning.to_do import HEADINGS, message, when
from isoqms.repository import Repository, load
from isoqms.repository.recorded_state import NothingThen, recorded_on
from isoqms.wording import slug

VERSION: Final = 1
"""Of the JSON object; it rises when a key changes its meaning or goes."""


class Status(NamedTuple):
    """What there is to do (tình hình công việc)."""

    repository: Repository
    tasks: tuple[Task, ...]
    sharing: Sharing | None = None
    """How far this PC is with the others of the office; None where it shares nothing."""

    @property
    def agency(self) -> str:
        """The name of the agency."""
        return self.repository.agency.record.name

    @property
    def as_of(self) -> date:
        """The day of the question."""
        return self.repository.as_of


def status(start: Path, as_of: date) -> Status:
    """What there is to do in the repository around `start` on a day; raises what loading raises.

    A day gone by is asked of what was recorded then; where nothing was, of the files as they are.
    """
    try:
        repository = recorded_on(start, as_of).repository
    except NothingThen:
        repository = load(start, as_of)
    return Status(repository, tasks(repository), sharing(repository.root))


def as_data(found: Status) -> str:
    """One JSON object, stable across releases; all tasks, also those that come later."""
    return as_json(
        {
            "version": VERSION,
            "as_of": found.as_of.isoformat(),
            "agency": found.agency,
            "counts": {
                state.value: sum(each.state is state for each in found.tasks) for state in State
            },
            "tasks": [_data(each) for each in found.tasks],
        }
    )


def _data(task: Task) -> dict[str, Any]:
    place = task.place
    return {
        "id": task.key,
        "kind": task.kind.value,
        "title": task.title,
        "state": task.state.value,
        "due": task.due.isoformat() if task.due else None,
        "days_left": task.left,
        "legal": task.legal,
        "basis": task.basis,
        "role": task.role,
        "command": task.command,
        "path": str(place.path) if place else None,
        "route": list(place.route) if place else None,
    }


def as_message(found: Status) -> str:
    """A short plain text to be pasted into a chat."""
    return message(found.tasks, found.agency, found.as_of)


def as_calendar(found: Status) -> str:
    """The tasks that have a day, as a calendar; what has none stands in no calendar."""
    # Who only reads the list needs no calendar.
    from isoqms.formats.ics import Event, calendar  # noqa: PLC0415 - see above

    name = slug(found.agency)
    events = (
        Event(
            f"{slug(each.kind.value)}-{slug(each.key)}@{name}.isoqms",
            each.due,
            each.title,
            _description(each),
            (HEADINGS[each.state],),
        )
        for each in found.tasks
        if each.due is not None
    )
    return calendar(f"Việc ISO, {found.agency}", events, found.as_of)


def _description(task: Task) -> str:
    who = f"Người làm: {task.role}\n" if task.role else ""
    return f"{when(task)}\n{who}Căn cứ: {task.basis}\nLệnh: {task.command}"
