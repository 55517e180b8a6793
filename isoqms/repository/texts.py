"""Every text of a repository as it lies in the folder: all in which a person may have written."""

import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from isoqms.repository.content import Repository
from isoqms.source.text import LARGEST

_BESIDE: Final = ("mau", "goi")
"""Folders of texts that are no records: the agency's own wording and packs."""
_TEXTS: Final = (".md", ".yaml", ".yml", ".txt", ".csv")


def texts(repository: Repository) -> Iterator[tuple[PurePosixPath, str]]:
    """The texts with their paths; letters that are not UTF-8 are replaced.

    What cannot be opened, is a link or larger than a text is left out: the reading tells of it.
    """
    for path in sorted(repository.paths | set(_beside(repository))):
        content = _content(repository, path)
        if content is not None:
            yield path, content.decode("utf-8", "replace")


def _beside(repository: Repository) -> Iterator[PurePosixPath]:
    """The texts at the root and in the folders beside the records."""
    root = repository.root
    for each in root.iterdir():
        if each.suffix in _TEXTS:
            yield PurePosixPath(each.name)
    for folder in _BESIDE:
        # Links to folders are not followed: they may lead out, or round in a ring.
        for each in (root / folder).rglob("*"):
            if each.suffix in _TEXTS:
                yield PurePosixPath(each.relative_to(root).as_posix())


def _content(repository: Repository, path: PurePosixPath) -> bytes | None:
    laid = repository.overlay.get(path)
    if laid is not None or path in repository.overlay:
        return laid
    try:
        state = (repository.root / path).lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
            return None
        return repository.bytes_of(path)
    except OSError:
        return None
