"""What stands in the folders of a repository that is no plain file: links and special files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.diagnostics import Fault, Location
from isoqms.plain_files import led_astray, special_kind

PRINTED: Final = "xuat"
"""The folder that papers are written into."""
_COPY: Final = "Chép tệp thật vào kho thay cho đường dẫn tắt."
_DELETE: Final = "Xóa đường dẫn tắt này."
_TWICE: Final = "Xóa đường dẫn tắt này; để tệp ở một chỗ, nơi khác ghi mã tài liệu để dẫn tới."


def fault_of(root: Path, path: str) -> Fault | None:
    """Why what stands at a path is not read; None for a plain file or a link to one inside."""
    file = root / path
    place = Location(PurePosixPath(path))
    why = led_astray(file, root)
    if why:
        hint = _COPY if why.endswith("ngoài kho") else _DELETE
        return Fault("QMS011", place, f"Đường dẫn tắt {why}, không được đọc.", hint)
    mode = _mode(file)
    if mode is None or stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode) and file.is_symlink():
        message = "Đường dẫn tắt trỏ tới một thư mục của kho, không được đọc."
        return Fault("QMS011", place, message, _TWICE)
    return _special(place, mode)


def fault_of_folder(root: Path, folder: str) -> Fault | None:
    """Why a folder of the layout is not read; None where it is a folder, or is not there."""
    place = root / folder
    if not os.path.lexists(place) or (place.is_dir() and not place.is_symlink()):
        return None
    return fault_of(root, folder) or _no_folder(folder)


def _no_folder(folder: str) -> Fault:
    message = f"«{folder}» phải là một thư mục, không phải tệp; nội dung không được đọc."
    hint = "Đổi tên hoặc xóa tệp này, rồi tạo thư mục."
    return Fault("QMS019", Location(PurePosixPath(folder)), message, hint)


def _mode(file: Path) -> int | None:
    try:
        return file.stat().st_mode
    except OSError:
        return None


def _special(place: Location, mode: int) -> Fault | None:
    kind = special_kind(mode)
    if kind is None:
        return None
    hint = "Xóa đi; nếu kho nhận từ nơi khác thì hỏi lại nơi đó vì sao có."
    return Fault("QMS019", place, f"Đây là {kind}, không phải tệp văn bản, không được đọc.", hint)


def names_in(root: Path) -> Iterator[str]:
    """The paths of all files and folders of the repository, the hidden ones of programs left out.

    Links are not followed; what cannot be listed is left out.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for member in _members(root / folder):
            name = f"{folder}/{member.name}" if folder else member.name
            if folder or not (member.name.startswith(".") or member.name == PRINTED):
                yield name
                if member.is_dir(follow_symlinks=False):
                    waiting.append(name)


def _members(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as members:
            return list(members)
    except OSError:
        return []
