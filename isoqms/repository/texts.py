"""Every text of a repository as it lies in the folder: all in which a person may have written."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.repository.content import Repository
from isoqms.source.text import LARGEST, as_far_as_readable

_PRINTED: Final = "xuat"
"""The folder of papers, which are printed anew whenever somebody wants them."""
_TEXTS: Final = (".md", ".yaml", ".yml", ".txt", ".csv")


def suspect_texts(repository: Repository) -> Iterator[tuple[PurePosixPath, str]]:
    """The texts that may tell of persons, with their paths; what is no UTF-8 is replaced.

    What cannot be opened, is a link or larger than a text is left out: the reading tells of it.
    """
    return _opened(repository, repository.suspects | repository.once(_paths_beside))


def texts_beside(repository: Repository) -> Iterator[tuple[PurePosixPath, str]]:
    """The texts that are neither document nor record: guides, patterns, packs, notes."""
    return _opened(repository, repository.once(_paths_beside))


def all_paths(repository: Repository) -> frozenset[PurePosixPath]:
    """The paths of all texts."""
    return repository.paths | repository.once(_paths_beside)


def _paths_beside(repository: Repository) -> frozenset[PurePosixPath]:
    return frozenset(_beside(repository)) - repository.paths


def _opened(
    repository: Repository, paths: Iterable[PurePosixPath]
) -> Iterator[tuple[PurePosixPath, str]]:
    for path in sorted(paths):
        content = _content(repository, path)
        if content is not None:
            yield path, as_far_as_readable(content)


def _beside(repository: Repository) -> Iterator[PurePosixPath]:
    """The texts that lie there, and those that are taken to lie there, read or not."""
    yield from map(PurePosixPath, _standing(repository.root))
    yield from (path for path in repository.overlay if path.name.endswith(_TEXTS))


def _standing(root: Path) -> Iterator[str]:
    # Links to folders are not followed: they may lead out, or round in a ring.
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        for member in _members(root / folder):
            name = f"{folder}/{member.name}" if folder else member.name
            if not member.is_dir(follow_symlinks=False):
                if member.name.endswith(_TEXTS):
                    yield name
            elif member.name[0] != "." and name != _PRINTED:
                waiting.append(name)


def _members(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


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
