"""Copies of what would be gone from its place, kept where nothing is recorded."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from isoqms.actions.changing.files import write_whole
from isoqms.errors import CannotWrite
from isoqms.history.writing.worktree import content_of


def kept_aside(root: Path, wanted: PurePosixPath, content: bytes) -> PurePosixPath:
    """Where the copy was laid: at `wanted`, or beside other copies there; CannotWrite."""
    for path in _places(wanted):
        target = root / path
        if not target.parent.resolve().is_relative_to(root):
            raise CannotWrite(
                f"Thư mục «{path.parts[0]}» dẫn ra ngoài kho.", "Thay bằng thư mục thật."
            )
        there = content_of(target)
        if there is None:
            write_whole(content, target)
        if there in (None, content):
            return path
    raise AssertionError  # the places have no end


def _places(path: PurePosixPath) -> Iterator[PurePosixPath]:
    yield path
    count = 2
    while True:
        yield path.with_name(f"{path.stem}-{count}{path.suffix}")
        count += 1
