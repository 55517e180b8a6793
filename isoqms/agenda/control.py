"""What waits among the documents: laws to follow, drafts to finish, a change cut short."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import State, Task, TaskKind, task
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.history.writing.journal import Interruption, interrupted
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number

_MOST_NAMED: Final = 5
_LAW: Final = "cap-nhat-van-ban"


def interruption_tasks(repository: Repository) -> Iterator[Task]:
    """A change that was cut short while it was being written comes before all else."""
    broken = interrupted(repository.root)
    if broken is not None:
        found = task(
            repository,
            TaskKind.INTERRUPTION,
            "undo",
            _cut_short(broken),
            basis="Tiêu chuẩn, 7.5.3",
            command=run(*(("undo", "--forget") if broken.damaged else ("undo",))),
            role="thu-ky-iso",
        )
        # It has no day, and can wait for none.
        yield replace(found, state=State.OVERDUE)


def _cut_short(broken: Interruption) -> str:
    if broken.damaged:
        return "Nhật ký của một thay đổi bị ngắt không dùng được: bỏ qua nó"
    what = f" «{broken.message}»" if broken.message else ""
    return f"Thay đổi{what} bị ngắt khi đang ghi: đưa kho về như trước đó"


def law_tasks(repository: Repository) -> Iterator[Task]:
    """The laws in effect that documents in force do not follow yet; the law gives three months."""
    deadline = next((d for d in repository.packs.deadlines.deadlines if d.id == _LAW), None)
    for change in law_changes(repository):
        if not change.pending:
            continue
        step = "Ghi ngày đã cập nhật" if _followed(repository, change) else "Cập nhật"
        yield task(
            repository,
            TaskKind.LAW,
            f"van-ban/{change.law.number}",
            f"{step} {_named(change.pending)} theo {change.law.number} (có hiệu lực "
            f"{date_short(change.effective)})",
            basis=deadline.basis
            if deadline
            else "Quyết định 19/2014/QĐ-TTg, điểm a khoản 4 Điều 4",
            command=_next_step(repository, change),
            due=change.last,
            legal=True,
            role=deadline.role if deadline else None,
            place=change.row.place,
        )


def _followed(repository: Repository, change: LawChange) -> bool:
    """Whether every document that the law changes rests on it by now, in the revision in force."""
    found = [repository.in_force.get(code) for code in change.pending]
    return all(
        entry is not None and change.law.number in entry.record.legal_basis for entry in found
    )


def _next_step(repository: Repository, change: LawChange) -> str:
    """Take up the first document that nobody is changing yet.

    Once all are being changed, have them issued.

    Where those in force rest on the law already, only the day of it is not recorded yet.
    """
    if _followed(repository, change):
        return run("update", "law", change.law.number)
    for code in change.pending:
        if code not in repository.drafted:
            return run("revise", code)
    return run("issue")


def draft_tasks(repository: Repository) -> Iterator[Task]:
    """What is being written and what is to be withdrawn, as the next decision will have it."""
    first = next(iter(repository.drafts), repository.staged)
    words = listed(_of_the_decision(repository))
    if not words or first is None:
        return
    blanks = sum(blank.place.path.parts[0] == "du-thao" for blank in repository.blanks)
    title, command = f"Trình ký, {words}", run("issue")
    if blanks:
        title = f"Điền nốt {number(blanks)} chỗ «[cần điền: …]» trong dự thảo, rồi {words}"
        command = run("validate")
    yield task(
        repository,
        TaskKind.DOCUMENTS,
        "du-thao",
        title,
        basis="Tiêu chuẩn, 7.5.2 và 7.5.3",
        command=command,
        role="thu-ky-iso",
        place=first.at(),
    )


def _of_the_decision(repository: Repository) -> Iterator[str]:
    """What the next decision will do: `ban hành QT-01 lần 2`, `thu hồi QT-03`."""
    drafts = [f"{entry.record.code} lần {entry.record.revision}" for entry in repository.drafts]
    if drafts:
        yield f"ban hành {_named(drafts)}"
    leaving = repository.staged.record.withdraws if repository.staged else ()
    if leaving:
        yield f"thu hồi {_named([item.code for item in leaving])}"


def blank_tasks(repository: Repository) -> Iterator[Task]:
    """What the framework left open outside the drafts: list of services, records of the year."""
    left = [blank.place for blank in repository.blanks if blank.place.path.parts[0] != "du-thao"]
    if left:
        files = list(dict.fromkeys(str(place.path) for place in left))
        yield task(
            repository,
            TaskKind.DOCUMENTS,
            "can-dien",
            f"Điền nốt {number(len(left))} chỗ «[cần điền: …]» ở {_named(files)}",
            basis="Tiêu chuẩn, 7.5.2 và 7.5.3",
            command=run("validate"),
            role="thu-ky-iso",
            place=left[0],
        )


def _named(codes: Sequence[str]) -> str:
    if len(codes) <= _MOST_NAMED:
        return listed(codes)
    return f"{number(len(codes))} tài liệu"
