"""All that there is to do, the most pressing first."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeAlias

from isoqms.agenda.announcing import publicity_tasks, scope_tasks
from isoqms.agenda.audit import finding_tasks, round_tasks
from isoqms.agenda.calendar import calendar_tasks
from isoqms.agenda.control import blank_tasks, draft_tasks, interruption_tasks, law_tasks
from isoqms.agenda.improvement import register_tasks
from isoqms.agenda.reporting import quarter_tasks
from isoqms.agenda.task import Task, TaskKind
from isoqms.agenda.training import session_tasks
from isoqms.repository import Repository
from isoqms.wording import sort_key

Source: TypeAlias = Callable[[Repository], Iterator[Task]]

SOURCES: Final[tuple[Source, ...]] = (
    interruption_tasks,
    law_tasks,
    calendar_tasks,
    quarter_tasks,
    round_tasks,
    finding_tasks,
    register_tasks,
    session_tasks,
    scope_tasks,
    publicity_tasks,
    draft_tasks,
    blank_tasks,
)
"""Who knows of things to do; none tells what another tells."""


def tasks(repository: Repository) -> tuple[Task, ...]:
    """What is overdue, due soon, open, then what comes later; within each by day, what the law asks first."""
    found = [each for source in SOURCES for each in source(repository)]
    return tuple(sorted(found, key=_order))


def _order(each: Task) -> tuple[object, ...]:
    return (
        each.state.rank,
        each.kind is not TaskKind.INTERRUPTION,
        each.due or date.max,
        not each.legal,
        sort_key(each.key),
    )
