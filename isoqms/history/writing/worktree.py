"""Files of the work tree, written so that a kill leaves no half file."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.history.writing.patience import move, patiently, refuse_immovable, remove
from isoqms.plain_files import read

_WRITABLE: Final = 0o222
_OTHERS: Final = "Word, Excel hay chương trình khác"
_CLOSE_IT: Final = f"Đóng tệp nếu đang mở trong {_OTHERS}, bỏ dấu chỉ đọc, rồi chạy lại."
_FOLDER: Final = "Kiểm tra quyền ghi vào thư mục (chỉ đọc, ổ mạng, thẻ nhớ khóa), rồi chạy lại."
ROOM: Final = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa còn trống, rồi chạy lại."


def content_of(file: Path) -> bytes | None:
    """The bytes of a file, or None where there is none.

    CannotWrite where a folder or a link stands there.
    """
    if file.is_symlink() or file.is_dir():
        raise CannotWrite(
            f"«{file}» là đường dẫn tắt hoặc thư mục, không phải tệp.",
            "Đổi tên hoặc chuyển đi chỗ khác.",
        )
    try:
        return patiently(lambda: read(file))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotWrite(f"Không mở được tệp «{file}».", _CLOSE_IT) from error


def refuse_what_is_locked(top: Path, file: Path) -> None:
    """CannotWrite where the file is open elsewhere or read-only.

    Or its folder is closed, or outside `top`.
    """
    _refuse_folder(top, next(folder for folder in file.parents if folder.exists()))
    if not file.exists():
        return
    if not file.stat().st_mode & _WRITABLE or any(mark.exists() for mark in _marks(file)):
        raise _in_use(file)
    try:
        patiently(lambda: file.open("r+b").close())
        refuse_immovable(file)
    except OSError as error:
        raise _in_use(file) from error


def _refuse_folder(top: Path, place: Path) -> None:
    """CannotWrite where the folder is closed, or outside `top`."""
    if not place.resolve().is_relative_to(top) or not place.is_dir():
        raise CannotWrite(
            f"Thư mục «{place}» dẫn ra ngoài kho tài liệu.",
            "Thay đường dẫn tắt bằng thư mục thật.",
        )
    if not place.stat().st_mode & _WRITABLE or not os.access(place, os.W_OK):
        raise CannotWrite(f"Không ghi được vào thư mục «{place}».", _FOLDER)


def _in_use(file: Path) -> CannotWrite:
    return CannotWrite(
        f"Tệp «{file}» đang mở trong chương trình khác hoặc chỉ được đọc.", _CLOSE_IT
    )


def _marks(file: Path) -> Iterable[Path]:
    """What LibreOffice and Word lay beside a file while they have it open."""
    return (file.with_name(f".~lock.{file.name}#"), file.with_name(f"~${file.name[2:]}"))


def beside(file: Path) -> Path:
    """Where the next content of a file waits until it is moved into place."""
    return file.with_name(f".{file.name}.isoqms.tmp")


def lay_beside(file: Path, content: bytes) -> None:
    """Write the next content of a file beside it, safe from a power cut.

    CannotWrite where that is not possible.
    """
    waiting = beside(file)
    try:
        waiting.parent.mkdir(parents=True, exist_ok=True)
        remove(waiting)
        with waiting.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, waiting)
    except OSError as error:
        raise CannotWrite(f"Không ghi được tệp «{file}».", ROOM) from error


def put(root: Path, file: Path, *, gone: bool, reached: Callable[[str], None]) -> None:
    """Move what waits beside a file into its place, or remove the file where it shall be gone."""
    reached("file")
    try:
        if gone:
            remove(file)
            reached("file gone")
            tidy(root, file)
        else:
            move(beside(file), file)
    except OSError as error:
        raise CannotWrite(f"Không ghi được tệp «{file}».", _CLOSE_IT) from error


def tidy(root: Path, file: Path) -> None:
    """Remove what waits beside a file, and the folders around it that hold nothing, as git does."""
    with suppress(OSError):
        remove(beside(file))
    for folder in file.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            # Killed between two new folders: the outer one is there without the inner.
            continue
        except OSError:
            return
