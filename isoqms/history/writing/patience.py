"""What another program holds for a moment is tried again; what the machine will not do is refused.

A virus scanner, a backup or a preview opens a file for milliseconds, and Windows moves and removes
nothing meanwhile.
"""

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from isoqms.errors import CannotWrite

PATIENCE: Final = 2.0
"""Seconds for which a file that is held is tried again, as git itself does."""

_PAUSE: Final = 0.05
_HELD: Final = (
    "Chương trình khác (Word, Excel, phần mềm diệt vi-rút, đồng bộ, sao lưu) đang giữ tệp, hoặc "
    "tệp, thư mục chỉ được đọc: đóng chương trình đó, bỏ dấu chỉ đọc, rồi chạy lại."
)
_FULL: Final = (
    "Ổ đĩa không còn dung lượng trống: xóa bớt tệp không cần (kể cả thư mục tạm), rồi chạy lại."
)
_OTHER: Final = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa còn trống, rồi chạy lại."
_NO_ROOM: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)

_Answer = TypeVar("_Answer")


def attempts() -> Iterator[bool]:
    """As many attempts as two seconds allow, each time whether it is the last one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield False
        time.sleep(_PAUSE)
    yield True


def patiently(act: Callable[[], _Answer]) -> _Answer:
    """What `act` gives, tried again while another program holds its file.

    PermissionError where it still does after two seconds, and every other OSError at once.
    """
    for is_last in attempts():
        try:
            return act()
        except PermissionError:
            if is_last:
                raise
    raise AssertionError("the last attempt gives or raises")


def move(source: Path, target: Path) -> None:
    """Put a file in the place of another, in one step."""
    patiently(lambda: source.replace(target))


def refuse_immovable(file: Path) -> None:
    """PermissionError where another program lets nobody put another file in the place of this."""
    # Onto itself: nothing happens, and Windows asks for the same right as for the real move.
    patiently(lambda: file.replace(file))


def remove(file: Path) -> None:
    """Take a file away, where there is one."""
    patiently(lambda: file.unlink(missing_ok=True))


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the machine will not do (disk full, file held, closed folder) into CannotWrite."""
    try:
        yield
    except OSError as error:
        raise refusal(error) from error


def refusal(error: OSError) -> CannotWrite:
    """The refusal that names the file and the cause."""
    # Of a move the second: the first is of our own making, what is held is its target.
    name = error.filename2 or error.filename
    named = f" «{name}»" if name else " tệp"
    if error.errno in _NO_ROOM:
        return CannotWrite(f"Không mở hoặc ghi được{named}: hết chỗ trên ổ đĩa.", _FULL)
    if isinstance(error, PermissionError):
        return CannotWrite(
            f"Không mở hoặc ghi được{named}: không được phép hoặc đang bị giữ.", _HELD
        )
    return CannotWrite(f"Không mở hoặc ghi được{named} ({error.strerror or error}).", _OTHER)
