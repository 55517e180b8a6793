"""What an agency has to do: overdue, due soon and open.

Each thing has its basis and the one command that does it.
"""

from isoqms.agenda.task import State, Task, TaskKind
from isoqms.agenda.tasks import tasks

__all__ = ["State", "Task", "TaskKind", "tasks"]
