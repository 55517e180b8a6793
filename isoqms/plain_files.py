"""Files of a repository, opened so that none hangs, leads elsewhere, or fills the memory.

A folder from elsewhere may hold a pipe, a device or a link under the name of a document: what is no
plain file of the folder itself is never opened.
"""

import errno
import os
import stat
from pathlib import Path, PurePath
from typing import Final

from isoqms.file_names import leads_out

_NOT_WAITING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_MARK: Final = "\\\\?\\"
_AS_IT_IS: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NotPlain(OSError):
    """What stands there is no file to be read; `words` say what it is, in Vietnamese."""

    def __init__(self, file: Path, words: str) -> None:
        super().__init__(errno.EINVAL, words, str(file))
        self.words = words


class SpecialFile(NotPlain):
    """A pipe, a socket, a device, or a folder."""


class LinkAway(NotPlain):
    """A link that leads out of its repository, in a circle, or to nothing."""


def read(file: Path, *, inside: Path | None = None, largest: int | None = None) -> bytes:
    """The bytes of a plain file; with `largest` one more of a larger one, and none beyond.

    With `inside`, a file of that folder, whatever links lead to it. SpecialFile, LinkAway, and
    OSError where it cannot be opened.
    """
    if inside is not None:
        why = "trỏ ra ngoài kho" if _named_outside(file, inside) else led_astray(file, inside)
        if why:
            raise LinkAway(file, why)
    # Asked before it is opened, too: to open a device may already do something.
    _refuse_special(file, file.stat().st_mode)
    handle = os.open(file, os.O_RDONLY | _NOT_WAITING | _AS_IT_IS)
    with os.fdopen(handle, "rb", buffering=0) as stream:
        about = os.fstat(handle)
        _refuse_special(file, about.st_mode)
        # To ask for megabytes of a small file is to be given them first.
        cut = largest is not None and about.st_size > largest
        return (stream.read(largest + 1) if cut and largest is not None else stream.read()) or b""


def holds(folder: Path, path: str | PurePath) -> bool:
    """Whether a plain file of the folder stands at a path that may have come as data.

    What leads out by its letters alone is not even looked for.
    """
    file = folder / path
    if _named_outside(file, folder):
        return False
    return file.is_file() and led_astray(file, folder) is None


def _named_outside(file: Path, folder: Path) -> bool:
    return not file.is_relative_to(folder) or leads_out(file.relative_to(folder).as_posix())


def in_full(path: Path) -> Path:
    """The path from its drive on, as the system takes it: `E:` is the folder one is in on E.

    A mark that keeps Windows from reading the path is left out: git does not know it.
    """
    if path.drive.startswith(_MARK):
        text = str(path).removeprefix(_MARK)
        return Path(f"\\\\{text[4:]}" if text.upper().startswith("UNC\\") else text)
    # `Path.absolute` would leave a drive's letter as it is, which is no folder.
    if path.drive and not path.is_absolute():
        return Path(os.path.abspath(path))  # noqa: PTH100 - see above
    return path.absolute()


def led_astray(path: Path, inside: Path) -> str | None:
    """Where the links of a path lead, in words that follow its name; None where they stay inside.

    A path without any link in it, there or not, stays inside.
    """
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        return _astray_without_end(path, inside)
    except (OSError, RuntimeError):
        return "trỏ vòng"
    return None if target.is_relative_to(inside.resolve()) else "trỏ ra ngoài kho"


def _astray_without_end(path: Path, inside: Path) -> str | None:
    try:
        target = path.resolve()
    except (OSError, RuntimeError):
        return "trỏ vòng"
    if not target.is_relative_to(inside.resolve()):
        return "trỏ ra ngoài kho"
    return "trỏ tới chỗ không có gì" if path.is_symlink() else None


def is_plain(file: Path) -> bool:
    """Whether a plain file stands there, itself and not by a link."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def special_kind(mode: int) -> str | None:
    """What a thing with this mode is, if it is neither file nor folder nor link."""
    kinds = (
        (stat.S_ISFIFO, "ống dữ liệu (FIFO)"),
        (stat.S_ISSOCK, "cổng kết nối (socket)"),
        (stat.S_ISCHR, "thiết bị"),
        (stat.S_ISBLK, "thiết bị"),
    )
    return next((words for asks, words in kinds if asks(mode)), None)


def _refuse_special(file: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise SpecialFile(file, "thư mục")
    if not stat.S_ISREG(mode):
        raise SpecialFile(file, special_kind(mode) or "tệp đặc biệt")
