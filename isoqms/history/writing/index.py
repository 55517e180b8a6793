"""The index as it shall be, held under the name that keeps every other git waiting."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.history.blobs import NOTHING
from isoqms.history.place import Place
from isoqms.history.writing import steps
from isoqms.history.writing.comparing import staged_entries
from isoqms.history.writing.journal import Journal
from isoqms.history.writing.patience import (
    move,
    patiently,
    refuse_immovable,
    refusing,
    remove,
)

_ASIDE: Final = "isoqms-chi-muc"
"""The next index until it takes the lock: a name that no git knows, so a left-over is ours."""

_MOMENT: Final = 1.0
_IGNORED: Final = "Ignoring path"
"""What git says of a path that it leaves out, as if all were well."""


def stage(place: Place, entries: Mapping[str, str], index: Path) -> None:
    """Put entries (`mode blob` by path, empty for what is gone) into the index file."""
    lines = (f"{entry or f'0 {NOTHING}'}\t{path}\0" for path, entry in sorted(entries.items()))
    given = "".join(lines).encode()
    # Seen from where no file of the repository lies: git would compare those that are as young as
    # the index, by the filters that the repository's settings name.
    nowhere = str(place.folder)
    where = _in(index) | {"GIT_WORK_TREE": nowhere}
    said = place.tell("-C", nowhere, "update-index", "-z", "--index-info", given=given, also=where)
    ignored = next((line for line in said.splitlines() if line.startswith(_IGNORED)), "")
    if ignored:
        raise CannotWrite(
            f"Lịch sử của kho không nhận tệp «{ignored.removeprefix(_IGNORED).strip()}».",
            "Tên này máy Windows không dùng được (CON, NUL, .git …): chọn tên, mã khác.",
        )


@contextmanager
def copied_index(place: Place) -> Iterator[Path]:
    """A copy of the index under the name of its lock; gone at the end unless it was moved."""
    index, lock = place.folder / "index", place.folder / "index.lock"
    with refusing():
        try:
            lock.open("xb").close()
        except FileExistsError as error:
            raise _in_use(lock) from error
        try:
            if index.exists():
                shutil.copyfile(index, lock)
            else:
                place.ask("read-tree", "--empty", also=_in(lock))
            yield lock
        finally:
            remove(lock)


@contextmanager
def next_index(place: Place, journal: Journal, *, forward: bool) -> Iterator[None]:
    """Hold the index as it shall be under the name of its lock; move it into place at the end.

    CannotWrite where another program holds it, or has written the index meanwhile. One that is
    held, and names what it shall name already, stays as it is.
    """
    index, lock, aside = (place.folder / name for name in ("index", "index.lock", _ASIDE))
    with refusing():
        # Never written over: the file may still be the index itself under its second name.
        clear_aside(place)
        now = _content(index)
        _begin(place, aside, now, journal)
        stage(place, journal.entries(forward=forward), aside)
        steps.reached("next index")
        _take(lock, aside)
        try:
            steps.reached("locked")
            _refuse_if_moved(index, now)
            stays = _stays(place, index, journal.entries(forward=forward))
            yield
            # Last of all: while it is locked no other git reads a state between.
            steps.reached("index")
            if stays:
                remove(lock)
            else:
                move(lock, index)
        except BaseException:
            remove(lock)
            raise
        steps.reached("index done")


def _stays(place: Place, index: Path, wanted: Mapping[str, str]) -> bool:
    """Whether another program holds the index, and it names what it shall name already.

    So it is on the way back, where it was never moved. PermissionError where it names something
    else: asked before anything moves, the refusal leaves nothing to be brought back.
    """
    try:
        if index.exists():
            refuse_immovable(index)
    except PermissionError:
        staged = staged_entries(place)
        if any(staged.get(path, "") != entry for path, entry in wanted.items()):
            raise
        return True
    return False


def _begin(place: Place, aside: Path, now: bytes | None, journal: Journal) -> None:
    """The index that the next one starts from: what somebody has staged stays staged."""
    if now is not None:
        aside.write_bytes(now)
        return
    start = "--empty" if journal.old == NOTHING else journal.old
    place.ask("read-tree", start, also=_in(aside))


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _refuse_if_moved(index: Path, content: bytes | None) -> None:
    """CannotWrite where somebody wrote the index after we had read it and before we locked it."""
    if _content(index) != content:
        raise _in_use(index.with_name("index.lock"))


def clear_aside(place: Place) -> None:
    """Remove the next index and the lock that a killed git left on it.

    Only the holder of the journal uses either.
    """
    remove(place.folder / _ASIDE)
    remove(place.folder / f"{_ASIDE}.lock")


def _in(file: Path) -> dict[str, str]:
    return {"GIT_INDEX_FILE": str(file)}


def _take(lock: Path, aside: Path) -> None:
    """Lock the index with its next content.

    Whole in one step, so that a kill leaves no lock of unknown origin.
    """
    try:
        patiently(lambda: os.link(aside, lock))
    except FileExistsError as error:
        raise _in_use(lock) from error
    except OSError:  # a file system without second names (a memory stick)
        _take_by_copy(lock, aside)


def _take_by_copy(lock: Path, aside: Path) -> None:
    try:
        stream = lock.open("xb")
    except FileExistsError as error:
        raise _in_use(lock) from error
    try:
        with stream:
            stream.write(aside.read_bytes())
    except OSError:
        # On a full disk half a copy would keep everybody out.
        remove(lock)
        raise


def _in_use(lock: Path) -> CannotWrite:
    return CannotWrite(
        "Kho tài liệu đang được một chương trình khác ghi.",
        f"Đóng chương trình đó rồi chạy lại; nếu máy vừa tắt đột ngột thì xóa tệp «{lock}».",
    )


def free_own_locks(place: Place, journal: Journal) -> None:
    """Take away the locks that the killed program and its git left, and none of another's."""
    free_own_index_lock(place)
    shared = place.shared
    for name in journal.names:
        lock = shared / f"{name}.lock"
        # Folders of a repository from elsewhere may lead out of it.
        if lock.parent.resolve().is_relative_to(shared.resolve()):
            _free_if_ours(lock, journal)
    _free_if_ours(place.folder / "HEAD.lock", journal)
    packed = shared / "packed-refs.lock"
    # Git fills the new file first and the lock never: a filled one is somebody else's.
    if packed.exists() and not packed.stat().st_size:
        remove(shared / "packed-refs.new")
        remove(packed)


def free_left_locks(place: Place, journal: Journal) -> None:
    """Take away the locks of references that our git could not remove after it had moved them.

    One that another git has just taken is gone a moment later, or another file.
    """
    names = (*(place.shared / f"{name}.lock" for name in journal.names), place.folder / "HEAD.lock")
    left = {lock: _mark(lock) for lock in names if lock.exists()}
    if left:
        time.sleep(_MOMENT)
    for lock, mark in left.items():
        if mark is not None and _mark(lock) == mark:
            _free_if_ours(lock, journal)


def _mark(lock: Path) -> tuple[int, int] | None:
    with suppress(FileNotFoundError):
        about = lock.stat()
        return about.st_ino, about.st_mtime_ns
    return None


def free_own_index_lock(place: Place) -> None:
    """Ours is a second name, or a begun copy, of the index that lies aside."""
    lock, aside = place.folder / "index.lock", place.folder / _ASIDE
    with suppress(FileNotFoundError):
        held = lock.read_bytes()
        if held and aside.read_bytes().startswith(held):
            remove(lock)


def _free_if_ours(lock: Path, journal: Journal) -> None:
    # Git writes the id that is to come into the lock; killed earlier, it leaves the lock empty.
    with suppress(FileNotFoundError):
        content = lock.read_bytes().strip()
        if any(each.encode().startswith(content) for each in journal.ids):
            remove(lock)
