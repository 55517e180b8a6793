"""Whether the repository is all there, and was saved elsewhere (7.5.3)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import State, Task, TaskKind, task
from isoqms.diagnostics import Place
from isoqms.history.git_folder import top_of
from isoqms.history.keeping.remembered import last_backup
from isoqms.repository import Repository
from isoqms.repository.missing import missing
from isoqms.wording import date_short, listed, number

_MOST_NAMED: Final = 3
_MONTH: Final = 31
_BASIS: Final = "Tiêu chuẩn, 7.5.3"
BACKUP_COMMAND: Final = "isoqms backup E:/"
"""As it is typed for a memory stick; the letter of the drive is the person's to change."""


def deletion_tasks(repository: Repository) -> Iterator[Task]:
    """What was deleted or renamed by hand comes before what its absence seems to ask for."""
    gone = missing(repository)
    if not gone:
        return
    places = _places(gone)
    found = task(
        repository,
        TaskKind.DELETION,
        "restore",
        f"{number(len(gone))} tệp đã ghi nhận không còn trong thư mục ({_named(places)}): lỡ xóa "
        "hoặc đổi tên thì đưa về",
        basis=_BASIS,
        command=run("restore", *_what(gone, places)),
        role="thu-ky-iso",
        place=Place(min(gone), (), 1),
    )
    # It has no day, and what else is told may follow from it.
    yield replace(found, state=State.OVERDUE)


def _what(gone: frozenset[PurePosixPath], places: list[PurePosixPath]) -> list[str]:
    if len(gone) == 1 or len(places) == 1:
        return [str(places[0])]
    return ["--all"]


def _places(gone: frozenset[PurePosixPath]) -> list[PurePosixPath]:
    """The folders that went as a whole, and the files that went alone."""
    if len(gone) == 1:
        return list(gone)
    return sorted({path.parent if _is_record(path) else path for path in gone})


def _is_record(path: PurePosixPath) -> bool:
    """Whether it belongs to the folder of a year, which is told as one."""
    return path.parts[0] == "nam" and len(path.parts) == 3


def _named(places: list[PurePosixPath]) -> str:
    named = [str(path) for path in places[:_MOST_NAMED]]
    more = ["nơi khác"] if len(places) > _MOST_NAMED else []
    return listed([*named, *more])


def backup_tasks(repository: Repository) -> Iterator[Task]:
    """That the last proven backup is older than a month, or that this PC knows of none."""
    # What nobody applies yet, and what has no history, is not to be saved so.
    if not repository.running or top_of(repository.root) is None:
        return
    last = last_backup(repository.root)
    if last is not None and (repository.as_of - last.day).days <= _MONTH:
        return
    yield task(
        repository,
        TaskKind.BACKUP,
        "sao-luu-kho",
        f"Sao lưu kho ra USB, ổ mạng: {_since(repository.as_of, last.day if last else None)}",
        basis=f"{_BASIS}; mỗi tháng một lần theo thông lệ",
        command=BACKUP_COMMAND,
        role="thu-ky-iso",
    )


def _since(day: date, last: date | None) -> str:
    if last is None:
        return "máy này chưa sao lưu lần nào"
    return f"lần gần nhất ngày {date_short(last)}, đã {number((day - last).days)} ngày"
