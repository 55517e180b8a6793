"""A file of the repository that cannot be read, as whoever was to write into it is told of it."""

from pathlib import PurePosixPath
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.repository.content import Repository

_SEE: Final = "Xem lỗi bằng `isoqms validate`."


def unread(repository: Repository, path: PurePosixPath) -> BadAnswer:
    """The refusal to write into a file that has faults, with the first of them.

    Where another program holds the file, that is what is said, and how to go on.
    """
    found = next((each for each in repository.faults if each.location.path == path), None)
    if found is None:
        return BadAnswer(f"Tệp «{path}» đang có lỗi, chưa ghi thêm được.", _SEE)
    why = found.message.rstrip(".")
    return BadAnswer(
        f"Tệp «{path}» đang có lỗi, chưa ghi thêm được: {why}.", f"{found.hint} {_SEE}".strip()
    )
