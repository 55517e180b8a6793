"""A new repository is built aside and moved into its folder: all of it, or nothing."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from isoqms.actions.changing.files import refuse_name
from isoqms.errors import CannotWrite, FolderNotEmpty
from isoqms.history.place import place_of, position
from isoqms.history.temporary import clear_away, clear_left
from isoqms.history.writing.patience import patiently

_BUILDING: Final = ".isoqms-dang-tao-"
"""What the folder is called in which it is built."""
_READY: Final = Path(".git", "isoqms-da-tao")
"""Stands in what is built once it is whole, until all of it is in its place."""


def refuse_if_used(folder: Path) -> None:
    """FolderNotEmpty where the folder holds anything but what a killed command left.

    CannotWrite where it can have no such name.
    """
    refuse_name(folder)
    if folder.exists() and not folder.is_dir():
        raise FolderNotEmpty(f"«{folder}» là một tệp, không phải thư mục.")
    if not folder.is_dir() or _half_moved(folder) is not None:
        return
    if any(not entry.name.startswith(_BUILDING) for entry in folder.iterdir()):
        raise FolderNotEmpty(f"Thư mục «{folder}» không trống.")


def finished(folder: Path) -> str | None:
    """The commit of the repository whose moving was cut short, moved to the end.

    None where there is none; CannotWrite.
    """
    begun = _half_moved(folder)
    if begun is None:
        return None
    try:
        _move_all(begun, folder, _names(begun))
    except OSError as error:
        raise _cannot_write(folder) from error
    finally:
        _remove(begun)
    return position(place_of(folder))[1]


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A folder to build in, beside or inside the one that is wanted; gone at the end.

    CannotWrite.
    """
    # In the folder itself where it exists: its parent may be closed to this person.
    beside = next(place for place in (folder, *folder.parents) if place.is_dir())
    clear_left(beside, _BUILDING, keep=_half_moved(folder))
    try:
        place = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=beside))
    except OSError as error:
        raise _cannot_write(folder) from error
    try:
        yield place
    finally:
        _remove(place)


def built(folder: Path, write: Callable[[Path], str]) -> str:
    """What `write` gives, having built the repository in the folder that it is given.

    CannotWrite; nothing is left then.
    """
    with building(folder) as place:
        try:
            commit = write(place)
            _move_into(place, folder)
        except OSError as error:
            raise _cannot_write(folder) from error
    return commit


def placed(place: Path, folder: Path) -> None:
    """Move the repository built in `place` to `folder`; or end the moving of its like, cut short.

    CannotWrite; FolderNotEmpty where another one was being moved there, which is whole then.
    """
    made = position(place_of(place))[1]
    there = finished(folder)
    if there is None:
        try:
            _move_into(place, folder)
        except OSError as error:
            raise _cannot_write(folder) from error
    elif there != made:
        raise FolderNotEmpty(f"Thư mục «{folder}» đã có một kho tài liệu khác, dựng dở lần trước.")


def _half_moved(folder: Path) -> Path | None:
    """What was built for the folder and is in part in its place already."""
    if not folder.is_dir() or (folder / ".git").exists():
        return None
    left = (entry for entry in folder.iterdir() if entry.name.startswith(_BUILDING))
    return next((entry for entry in left if (entry / _READY).is_file()), None)


def _move_into(place: Path, folder: Path) -> None:
    """Move what was built to `folder`.

    An empty folder stays itself, since somebody may stand in it.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # The temporary folder is for its maker only; the new one is as open as any folder made
        # here.
        place.chmod(0o777 & ~_umask())
        patiently(lambda: place.rename(folder))
        return
    (place / _READY).touch()
    names = _names(place)
    try:
        _move_all(place, folder, names)
    except OSError:
        for name in names:
            _remove(folder / name)
        raise


def _names(place: Path) -> list[str]:
    """What is moved one by one, the history last: with it the folder is a repository."""
    names = sorted(entry.name for entry in place.iterdir())
    return sorted(names, key=lambda name: name == ".git")


def _move_all(place: Path, folder: Path, names: list[str]) -> None:
    for name in names:
        _move_one(place / name, folder / name)
    with suppress(OSError):
        (folder / _READY).unlink(missing_ok=True)


def _move_one(source: Path, target: Path) -> None:
    patiently(lambda: source.rename(target))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove(path: Path) -> None:
    """Take away what was begun, as far as it goes."""
    with suppress(OSError):
        clear_away(path)


def _cannot_write(folder: Path) -> CannotWrite:
    return CannotWrite(
        f"Không ghi được vào thư mục «{folder}».",
        "Kiểm tra quyền ghi và dung lượng đĩa, hoặc chọn thư mục khác.",
    )
