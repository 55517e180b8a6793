"""The files that lie in the folder of a repository, and those of them that belong to nobody."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.file_names import fault_of

_JUNK: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def files_in(root: Path, left_out: list[str]) -> Iterator[PurePosixPath]:
    """The paths of the files, in order; what cannot be carried goes into `left_out`, and why.

    What Word, Windows and macOS leave behind is passed over. CannotWrite where a folder is closed.
    """
    for folder, folders, names in os.walk(root, onerror=_refuse):
        folders[:] = sorted(name for name in folders if _enters(root, folder, name, left_out))
        for name in sorted(names):
            path = PurePosixPath(Path(folder, name).relative_to(root).as_posix())
            if _is_junk(name):
                continue
            why = _why_not(Path(folder, name), path)
            if why:
                left_out.append(f"{path}: {why}")
            else:
                yield path


def _refuse(error: OSError) -> None:
    raise CannotWrite(
        f"Không đọc được thư mục «{error.filename}».", "Kiểm tra quyền đọc, rồi chạy lại."
    ) from error


def _enters(root: Path, folder: str, name: str, left_out: list[str]) -> bool:
    path = Path(folder, name)
    shown = path.relative_to(root).as_posix()
    if name.lower() == ".git":
        # The history itself goes another way; that of another repository inside is not ours.
        if path != root / ".git":
            left_out.append(f"{shown}: lịch sử của một kho khác")
        return False
    if path.is_symlink():
        left_out.append(f"{shown}: đường dẫn tắt")
        return False
    return True


def _is_junk(name: str) -> bool:
    """What programs leave behind, and the marker of a second work tree."""
    small = name.lower()
    is_lock = small.startswith(("~$", ".~lock."))
    return is_lock or small in _JUNK or small == ".git" or small.endswith(".isoqms.tmp")


def _why_not(file: Path, path: PurePosixPath) -> str | None:
    if not stat.S_ISREG(file.lstat().st_mode):
        return "đường dẫn tắt hoặc tệp đặc biệt"
    fault = fault_of(str(path))
    return f"tên {fault}" if fault else None
