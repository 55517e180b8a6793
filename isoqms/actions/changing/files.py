"""A file written whole or not at all."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from isoqms.errors import CannotWrite
from isoqms.file_names import fault_in
from isoqms.history.writing.patience import move, remove
from isoqms.model.layout import file_of
from isoqms.plain_files import led_astray

_FOLDER_HINT = (
    "Kiểm tra tên thư mục, quyền ghi và dung lượng trống; lệnh có -o thì có thể chọn nơi khác."
)
_FILE_HINT = (
    "Nếu tệp đang mở trong Word, Excel hay chương trình khác, hãy đóng lại rồi chạy lại; "
    "lệnh có -o thì có thể chọn tên khác."
)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file, and the folders it needs.

    CannotWrite where that is not possible, or where a link would lead out of the repository that it
    is to stand in; the old file then stays.
    """
    refuse_name(path)
    _refuse_way_out(path)
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


def refuse_name(path: Path) -> None:
    """CannotWrite where Windows would make something else of a name that a person gave.

    A device, a second content that no folder shows, a name without its end: all go well there, and
    no file of that name is to be found afterwards.
    """
    if sys.platform != "win32":
        return
    parts = path.parts[1:] if path.anchor else path.parts
    named = (part for part in parts if part not in (".", ".."))
    part, why = next(((each, why) for each in named if (why := fault_in(each))), ("", None))
    if why:
        raise CannotWrite(f"Không ghi «{path}»: tên «{part}» {why}.", "Chọn tên khác.")


def _refuse_way_out(path: Path) -> None:
    # As it was named, links and all: a folder of the repository may stand there by its name only.
    named = Path(os.path.abspath(path))  # noqa: PTH100 - see above
    for folder in named.parents:
        if not os.path.lexists(folder / file_of("isoqms")):
            continue
        why = led_astray(named.parent, folder)
        if why:
            raise CannotWrite(
                f"Không ghi «{path}»: thư mục «{named.parent.name}» là đường dẫn tắt {why}.",
                "Thay đường dẫn tắt bằng thư mục thật, rồi chạy lại.",
            )
