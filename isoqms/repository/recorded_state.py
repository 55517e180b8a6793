"""The repository as it was recorded on a day, whatever has been written since.

Only this module joins a load with the history of every file; `control` looks at what is controlled
alone.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from isoqms.errors import IsoqmsError
from isoqms.history import Commit, History, Version, last_recorded, try_history
from isoqms.model.layout import FOLDERS, file_of
from isoqms.repository.content import CONTROLLED, Repository
from isoqms.repository.loading import find_root, load
from isoqms.values import frozen
from isoqms.wording import date_short

_TOP = (file_of("isoqms"), file_of("chinh-sach"))


class NothingThen(IsoqmsError):
    """Nothing had been recorded by the day that is asked about."""

    hint = "Chọn một ngày sau lần ghi đầu tiên của kho."


@frozen
class RecordedState:
    """A repository as of a day, and how far that is what was recorded then."""

    repository: Repository
    entry: Commit | None = None
    """The last entry up to the day; None where the files of the folder were taken."""
    note: str = ""
    """What the reader must know: that there is no history to ask."""


def recorded_on(start: Path, day: date) -> RecordedState:
    """The repository around `start` as it was recorded at the end of `day`.

    Where nothing has been recorded after that day, the files of the folder speak, with what is not
    recorded yet. Without a history they do too, and `note` says so. Raises NothingThen, and what
    `load` raises.
    """
    root = find_root(start)
    last = last_recorded(root)
    if last is not None and last.date() <= day:
        return _as_it_lies(root, day)
    history = try_history(root)
    if history.unavailable:
        return RecordedState(load(root, day), note=_note(history, day))
    entry = last_entry(history, day)
    if entry is None:
        raise NothingThen(f"Đến ngày {date_short(day)} kho chưa có gì được ghi lại.")
    return RecordedState(_stood(root, _until(history, entry), day), entry)


def _as_it_lies(root: Path, day: date) -> RecordedState:
    """The files of the folder, where nothing was recorded later."""
    repository = load(root, day, ask_ahead=True)
    history = repository.asked() if repository.asked else try_history(root)
    return RecordedState(repository, note=_note(history, day) if history.unavailable else "")


def recorded_before(
    root: Path,
    entry: Commit,
    day: date,
    besides: Mapping[PurePosixPath, bytes] | None = None,
) -> Repository | None:
    """The repository as it stood when `entry` was about to be recorded, seen from `day`.

    `besides` are files that the entry took up and nobody had recorded. None where nothing stood
    there yet, or the history cannot be read. Raises what `load` raises, IncompleteHistory.
    """
    history = try_history(root)
    known = history.commit(entry.id)
    before = history.before(known) if known else None
    if before is None:
        return None
    return _stood(root, _until(history, before), day, besides)


def _stood(
    root: Path,
    then: History,
    day: date,
    besides: Mapping[PurePosixPath, bytes] | None = None,
) -> Repository:
    """The repository as it stood at the last entry of `then`, with that history."""
    overlay = _overlay(root, then, then.commits[-1]) | dict(besides or {})
    repository = load(root, day, overlay)
    controlled = {path: versions for path, versions in then.by_path.items() if _is_controlled(path)}
    asked = replace(then, by_path=controlled)
    return replace(repository, asked=lambda: asked)


def _note(history: History, day: date) -> str:
    return (
        f"{history.unavailable} Vì vậy máy xét các tệp hiện có và chỉ tính những việc có ngày ghi "
        f"không sau ngày {date_short(day)}; tệp đã sửa sau ngày ấy vẫn được xét như bây giờ."
    )


def last_entry(history: History, day: date) -> Commit | None:
    """The last entry of the published line up to the end of the day.

    Clocks may jump, so the whole line is looked at.
    """
    return next((commit for commit in reversed(history.line) if commit.when.date() <= day), None)


def _until(history: History, entry: Commit) -> History:
    """The history as it was after `entry`."""
    by_path = {path: _up_to(entry, versions) for path, versions in history.by_path.items()}
    by_path = {path: versions for path, versions in by_path.items() if versions}
    return replace(history, commits=history.commits[: entry.position + 1], by_path=by_path)


def _up_to(entry: Commit, versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """What a file was until then; its versions stand in the order of recording."""
    count = bisect_right(versions, entry.position, key=lambda version: version.commit.position)
    return versions[:count]


def _overlay(root: Path, then: History, entry: Commit) -> dict[PurePosixPath, bytes | None]:
    """What each file of the repository held after `entry`.

    None for what stands in the folder and did not exist.
    """
    held = {path: then.blob_at(path, entry) for path in then.by_path if _is_ours(path)}
    blobs = {path: blob for path, blob in held.items() if blob}
    texts = then.texts(blobs.values())
    overlay: dict[PurePosixPath, bytes | None] = dict.fromkeys(_standing(root))
    overlay |= {PurePosixPath(path): texts[blob] for path, blob in blobs.items()}
    return overlay


def _standing(root: Path) -> Iterator[PurePosixPath]:
    """Every file that stands in the folders of the repository now."""
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.is_file():
                yield PurePosixPath(path.relative_to(root).as_posix())
    yield from (PurePosixPath(name) for name in _TOP[1:] if (root / name).is_file())


def _is_ours(path: str) -> bool:
    return path in _TOP or path.partition("/")[0] in FOLDERS


def _is_controlled(path: str) -> bool:
    return path in CONTROLLED or path.partition("/")[0] in CONTROLLED
