"""A file, or a whole new folder, written whole or not at all."""

import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from isoqms.errors import CannotWrite
from isoqms.history.writing.patience import move, remove

_FOLDER_HINT = "Kiểm tra tên thư mục, quyền ghi và dung lượng trống, hoặc chọn nơi khác bằng -o."
_FILE_HINT = "Nếu tệp đang mở trong Word, hãy đóng lại rồi chạy lại; hoặc chọn tên khác bằng -o."


def write_whole(content: bytes, path: Path) -> None:
    """Write a file, and the folders it needs.

    CannotWrite where that is not possible, the old file then stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise CannotWrite(f"Không ghi được vào thư mục «{path.parent}».", _FOLDER_HINT) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        # mkstemp makes files that nobody else may read; a paper is for the office.
        beside.chmod(0o644)
        move(beside, path)
    except OSError as error:
        with suppress(OSError):
            remove(beside)
        raise CannotWrite(f"Không ghi được tệp «{path}».", _FILE_HINT) from error


def move_into(building: Path, folder: Path) -> None:
    """Move what was built to `folder`.

    An empty folder stays itself, since somebody may stand in it.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # The temporary folder is for its maker only; the new one is as open as any folder made
        # here.
        building.chmod(0o777 & ~_umask())
        building.rename(folder)
        return
    names = [entry.name for entry in sorted(building.iterdir())]
    try:
        for name in names:
            (building / name).rename(folder / name)
    except OSError:
        for name in names:
            remove(folder / name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def remove(path: Path) -> None:
    """Take away what was begun; git's own files are read-only, which Windows would not delete."""
    if path.is_file():
        path.unlink(missing_ok=True)
        return
    for entry in path.rglob("*"):
        entry.chmod(stat.S_IRWXU)
    shutil.rmtree(path, ignore_errors=True)
