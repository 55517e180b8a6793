"""What the agency's own plan of a year says of a task: its day, who does it, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from isoqms.agenda.commands import run
from isoqms.diagnostics import Place
from isoqms.repository import Entry, Repository, Year
from isoqms.wording import date_short

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.plan import PlannedTask, YearPlan


class Planned(NamedTuple):
    """A task of the plan of a year, with where it stands."""

    year: int
    task: PlannedTask
    place: Place
    plan: Entry[YearPlan]

    @property
    def basis(self) -> str:
        """The plan as it is cited: «Kế hoạch số 05/KH-UBND ngày 20/01/2026»."""
        record = self.plan.record
        number = f" số {record.number}" if record.number else ""
        day = f" ngày {date_short(record.signed)}" if record.signed else ""
        return f"Kế hoạch{number}{day} của cơ quan"

    @property
    def command(self) -> str:
        """The command that records that it is done."""
        return run("update", "task", self.task.id, year=self.year)


def planned(repository: Repository, year: Year | None) -> dict[str, Planned]:
    """The tasks of a year's plan by their key, once the plan is signed.

    A plan that nobody signed binds nobody.
    """
    plan = year.plan if year else None
    if plan is None or year is None or not (plan.record.number or plan.record.signed):
        return {}
    if plan.record.signed is not None and plan.record.signed > repository.as_of:
        return {}
    rows = year.rows.tasks
    return {row.record.id: Planned(year.year, row.record, row.place, plan) for row in rows}
