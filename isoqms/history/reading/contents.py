"""The recorded contents by their ids, many at one question."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from isoqms.history import command
from isoqms.history.errors import IncompleteHistory


def stream(root: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each id once, in the order asked, with its bytes as they were recorded.

    No filter, no change of line ends.

    Raises IncompleteHistory where one is not there, GitMissing.
    """
    wanted = tuple(dict.fromkeys(blobs))
    if not wanted:
        return
    try:
        with command.conversation(root, wanted, "cat-file", "--batch", "--buffer") as answers:
            for blob in wanted:
                yield blob, _content(answers, blob)
    except command.Failed as failed:
        raise _missing() from failed


def _content(answers: IO[bytes], blob: str) -> bytes:
    """The content that follows its line `id type size`."""
    head = answers.readline().split()
    if len(head) != 3 or head[0].decode() != blob:
        raise _missing()
    size = int(head[2])
    content = answers.read(size + 1)
    if len(content) != size + 1:
        raise _missing()
    return content[:-1]


def _missing() -> IncompleteHistory:
    return IncompleteHistory("Kho có lịch sử nhưng thiếu văn bản của một số lần đã ghi nhận.")
