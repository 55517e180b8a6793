"""Whether a task of the year's plan is done, as its own line tells."""

from isoqms.model.planning.plan import PlannedTask
from isoqms.repository.content import Repository


def is_done(repository: Repository, task: PlannedTask) -> bool:
    """Whether it was done by the day, and by nothing that was voided or annulled since."""
    if task.done is None or task.done > repository.as_of:
        return False
    return task.evidence is None or not repository.has_no_effect(task.evidence)
