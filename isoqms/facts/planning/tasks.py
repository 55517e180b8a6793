"""Whether a task of the year's plan is done, as its own line tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isoqms.repository.content import Repository

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.plan import PlannedTask


def is_done(repository: Repository, task: PlannedTask) -> bool:
    """Whether it was done by the day, and by nothing that was voided or annulled since."""
    if task.done is None or task.done > repository.as_of:
        return False
    return task.evidence is None or not repository.has_no_effect(task.evidence)
