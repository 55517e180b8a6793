"""Whether a name that came from elsewhere may become a file, here and on every other PC."""

import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PureWindowsPath
from typing import Final

_PORTS: Final = (f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
_DEVICES: Final = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$", *_PORTS))
"""What Windows takes for a device, whatever follows a dot."""
_FORBIDDEN: Final = frozenset('<>:"\\|?*')
_LONGEST: Final = 240
_DEEPEST: Final = 40


def fault_of(path: str) -> str | None:
    """Why no file may be made at this path, in words that follow the path; None where it may."""
    if not path or len(path.encode("utf-8", "surrogatepass")) > _LONGEST:
        return "trống hoặc quá dài"
    parts = path.split("/")
    if len(parts) > _DEEPEST:
        return "quá nhiều cấp thư mục"
    return fault_in(path)


def fault_in(path: str) -> str | None:
    """The same of the names alone, of a path that may be as long and deep as it is already."""
    return next(filter(None, (_fault_of_part(part) for part in path.split("/"))), None)


def leads_out(path: str) -> bool:
    """Whether a path that came as data names, by its letters alone, no file of its folder.

    Asked before anything is touched: Windows would call the PC of `//may-chu/chung`, open the port
    of `COM1`, take `.git::$INDEX_ALLOCATION` for `.git`.
    """
    parts = path.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or PureWindowsPath(path).drive:
        return True
    if any(map(_is_gits_own, parts)):
        return True
    # Elsewhere such a name is a name like any other, and its file may be there.
    return sys.platform == "win32" and fault_in("/".join(filter(None, parts))) is not None


def other_pc(path: str) -> str:
    """What Windows would call, or open as a device, to find a path; empty for its own disks."""
    drive = PureWindowsPath(path).drive
    return drive.casefold() if drive.startswith("\\") else ""


def is_device(path: str) -> bool:
    """Whether this system takes a part of a path for a device: only Windows does."""
    parts = path.replace("\\", "/").split("/")
    return sys.platform == "win32" and any(map(_names_device, parts))


def _names_device(part: str) -> bool:
    return part.partition(".")[0].rstrip(" ").lower() in _DEVICES


def _is_gits_own(part: str) -> bool:
    """Whether a name is the folder `.git`, by any name that a system may know it by."""
    plain = part if part.isprintable() else _visible(part)
    name, _, number = plain.partition(":")[0].rstrip(". ").lower().partition("~")
    return name == ".git" if not number else name == "git" and number.isdigit()


@lru_cache(maxsize=1024)
def _fault_of_part(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "dẫn ra ngoài thư mục"
    plain = part if part.isprintable() else _visible(part)
    if _is_gits_own(part):
        return "đụng tới thư mục ẩn .git"
    if plain != part or _FORBIDDEN & set(part):
        return "có ký tự mà Windows không nhận hoặc không nhìn thấy được"
    if part[-1] in ". " or _names_device(part):
        return "là tên mà Windows không nhận"
    return None


def _visible(part: str) -> str:
    return "".join(each for each in part if unicodedata.category(each) not in ("Cf", "Cs", "Cc"))


def twice(paths: Iterable[str]) -> str | None:
    """A path that on Windows would be the same file as another, or a folder of one.

    None where there is no such.
    """
    seen: set[str] = set()
    for path in sorted(paths):
        name = unicodedata.normalize("NFC", path).casefold()
        if name in seen:
            return path
        seen.add(name)
    above = (folder for name in seen for folder in folders_above(name))
    return next((folder for folder in above if folder in seen), None)


def folders_above(path: str) -> Iterable[str]:
    """The folders that hold what stands at a path, the outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
