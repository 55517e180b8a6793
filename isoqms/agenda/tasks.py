"""All that there is to do, the most pressing first."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeAlias

from isoqms.agenda.calendar import calendar_tasks
from isoqms.agenda.control import (
    blank_tasks,
    draft_tasks,
    interruption_tasks,
    revision_tasks,
)
from isoqms.agenda.keeping import backup_tasks, deletion_tasks
from isoqms.agenda.silence import silence_tasks
from isoqms.agenda.task import Task, TaskKind
from isoqms.model.kinds import named
from isoqms.model.registers import REGISTERS
from isoqms.repository import Repository
from isoqms.wording import sort_key

Source: TypeAlias = Callable[[Repository], Iterator[Task]]

_OF_THE_SYSTEM: Final[tuple[Source, ...]] = (
    interruption_tasks,
    deletion_tasks,
    calendar_tasks,
    draft_tasks,
    blank_tasks,
    backup_tasks,
    revision_tasks,
    silence_tasks,
)
"""Who knows of things to do that no register holds."""


def sources() -> tuple[Source, ...]:
    """Who knows of things to do, of the system and of each register; none tells another's."""
    of_registers = (named("isoqms.agenda", name) for kind in REGISTERS for name in kind.due)
    return tuple(dict.fromkeys((*_OF_THE_SYSTEM, *of_registers)))


def tasks(repository: Repository) -> tuple[Task, ...]:
    """What is overdue, due soon, open, then what comes later.

    Within each by day, what the law asks first.
    """
    found = [each for source in sources() for each in source(repository)]
    return tuple(sorted(found, key=_order))


def _order(each: Task) -> tuple[object, ...]:
    return (
        each.state.rank,
        each.kind is not TaskKind.INTERRUPTION,
        each.kind is not TaskKind.DELETION,
        each.due or date.max,
        not each.legal,
        sort_key(each.key),
    )
