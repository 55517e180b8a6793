"""What ends on a day: delegations, certificates, contracts, reminded of before it does."""

from collections.abc import Iterator

from isoqms.agenda.commands import run
from isoqms.agenda.task import Task, TaskKind, before, task
from isoqms.facts.records.choices import in_short
from isoqms.repository import Repository
from isoqms.wording import date_short


def term_tasks(repository: Repository) -> Iterator[Task]:
    """Everything that has an end and that nobody has renewed or given up."""
    if repository.terms is None:
        return
    for row in repository.terms.rows("items", repository.terms.record.items):
        item = row.record
        if before(repository, item.ended):
            continue
        whose = f" của {item.holder}" if item.holder else ""
        paper = f" ({item.document})" if item.document else ""
        kind = in_short(item.kind)
        over = item.expires < repository.as_of
        ends = f"đã hết hạn ngày {date_short(item.expires)}" if over else "gia hạn, thay hoặc thôi"
        yield task(
            repository,
            TaskKind.TERM,
            f"thoi-han/{item.id}",
            f"{kind[:1].upper()}{kind[1:]}{whose}{paper}: {item.subject}; {ends}",
            basis="Tiêu chuẩn, 7.5.3 (thông lệ: nhắc trước 30 ngày)",
            command=run("update", "term", item.id),
            due=item.expires,
            role=item.role,
            place=row.place,
        )
