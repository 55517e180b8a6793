"""What waits among the documents: laws, drafts, papers that end on a day, a change cut short."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import SOON, State, Task, TaskKind, before, task
from isoqms.facts.control.copies import Unreturned, unreturned
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.history.writing.journal import Interruption, interrupted
from isoqms.model.control.decision import Decision
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number

_MOST_NAMED: Final = 5
_LAW: Final = "cap-nhat-van-ban"
_TAKEN_BACK_WITHIN: Final = timedelta(days=30)
"""By practice, as QMS544 has it: no law says by when old copies come back."""


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
        command = run("fill")
    yield task(
        repository,
        TaskKind.DOCUMENTS,
        "du-thao",
        title,
        basis="Tiêu chuẩn, 7.5.2 và 7.5.3",
        command=command,
        # Before anything was ever issued it has a day, and grows late.
        due=next((each.due for each in silences_of(repository, Undone.ISSUE)), None),
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
            command=run("fill"),
            role="thu-ky-iso",
            place=left[0],
        )


def copies_tasks(repository: Repository) -> Iterator[Task]:
    """The copies on paper still out of what a decision ended, one task for each decision."""
    out: dict[str, list[Unreturned]] = {}
    for each in unreturned(repository):
        out.setdefault(each.by.number, []).append(each)
    for waiting in out.values():
        by = waiting[0].by
        yield task(
            repository,
            TaskKind.COPIES,
            f"thu-hoi/{by.number}",
            f"Thu về {number(sum(each.copies for each in waiting))} bản giấy đã hết hiệu lực "
            f"{waiting[0].why}: {listed(_held(repository, waiting))}",
            basis="Tiêu chuẩn, 7.5.3.2; hạn theo thông lệ",
            command=run("export", "phan-phoi", year=waiting[0].since.year),
            due=waiting[0].since + _TAKEN_BACK_WITHIN,
            role="thu-ky-iso",
            place=waiting[0].row.place,
        )


def _held(repository: Repository, waiting: Sequence[Unreturned]) -> Iterator[str]:
    """`QT-KD-01 lần 1 (Văn phòng: 3 bản)`, the first few; then how many lines more."""
    for row, copies, _ in waiting[:_MOST_NAMED]:
        unit = repository.agency.record.unit_name(row.record.unit)
        yield f"{row.record.document} lần {row.record.revision} ({unit}: {number(copies)} bản)"
    if len(waiting) > _MOST_NAMED:
        yield f"{number(len(waiting) - _MOST_NAMED)} dòng khác của sổ phân phối"


def revision_tasks(repository: Repository) -> Iterator[Task]:
    """What a signed decision begins or ends within a month, one task for each decision."""
    for entry in repository.decisions:
        record, day = entry.record, entry.record.in_force_from
        if not record.signed <= repository.as_of < day <= repository.as_of + SOON:
            continue
        words = listed(_of_that_day(record))
        if words:
            yield task(
                repository,
                TaskKind.REVISION,
                f"hieu-luc/{record.number}",
                f"Từ ngày {date_short(day)} theo {record.number}: {words}; "
                "trước ngày ấy báo các đơn vị, giao bản mới",
                basis="Tiêu chuẩn, 7.5.3",
                command=run("list", "--as-of", day.isoformat()),
                due=day,
                role="thu-ky-iso",
                place=entry.at("effective"),
            )


def _of_that_day(decision: Decision) -> Iterator[str]:
    """`QT-KD-01 lần 3 bắt đầu áp dụng, lần 2 hết hiệu lực`, of what is issued and withdrawn."""
    replaced = [item for item in decision.issues if item.revision > 1]
    for item in replaced[:_MOST_NAMED]:
        yield (
            f"{item.code} lần {item.revision} bắt đầu áp dụng, lần {item.revision - 1} hết hiệu lực"
        )
    new = [item.code for item in decision.issues if item.revision == 1]
    if new:
        yield f"{_named(new)} bắt đầu áp dụng"
    if len(replaced) > _MOST_NAMED:
        yield f"{number(len(replaced) - _MOST_NAMED)} tài liệu khác sang lần mới"
    if decision.withdraws:
        yield f"{_named([item.code for item in decision.withdraws])} hết hiệu lực"


def _named(codes: Sequence[str]) -> str:
    if len(codes) <= _MOST_NAMED:
        return listed(codes)
    return f"{number(len(codes))} tài liệu"


def term_tasks(repository: Repository) -> Iterator[Task]:
    """Everything that has an end and that nobody has renewed or given up."""
    if repository.terms is None:
        return
    # Few agencies keep this register; who only looks imports nothing for it.
    from isoqms.model.choices import in_short  # noqa: PLC0415 - see above

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
