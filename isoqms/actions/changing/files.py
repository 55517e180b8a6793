"""A file written whole or not at all."""

import os
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
