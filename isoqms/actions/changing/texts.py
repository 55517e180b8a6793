"""The texts that a change writes: in the form that is kept, and what was mended for it."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from isoqms.repository import Repository
from isoqms.source.text import as_far_as_readable, marks_of_editing, mended
from isoqms.wording import listed

Files = Mapping[PurePosixPath, bytes | None]
"""What each file shall hold; None for one that goes."""

_TEXTS: Final = (".md", ".yaml", ".yml")
"""The files that people write in an editor."""


def is_text(path: PurePosixPath) -> bool:
    """Whether the file is one that people write in an editor."""
    return path.suffix in _TEXTS


def in_their_form(files: Files) -> dict[PurePosixPath, bytes | None]:
    """The files with every text as it is kept: without what Notepad leaves in it."""
    return {
        path: mended(content) if content is not None and is_text(path) else content
        for path, content in files.items()
    }


def texts_written(files: Files) -> dict[PurePosixPath, str]:
    """The texts that a change writes, by path, as they will be recorded."""
    return {
        path: as_far_as_readable(content)
        for path, content in in_their_form(files).items()
        if content is not None and is_text(path)
    }


def mending_told(repository: Repository, files: Files) -> str:
    """One line on what an editor left in the files that a change writes; empty for nothing."""
    found = {
        path: marks_of_editing(repository.bytes_of(path))
        for path, content in files.items()
        if content is not None and is_text(path) and repository.holds(path)
    }
    return told(found)


def told(found: Mapping[PurePosixPath, tuple[str, ...]]) -> str:
    """The sentence on these marks by file; empty where there are none."""
    marks = dict.fromkeys(mark for each in found.values() for mark in each)
    count = sum(bool(each) for each in found.values())
    return f"Đã bỏ {listed(marks)} ở {count} tệp." if count else ""
