"""Which files became others while a person was being asked."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

Mark = tuple[int, int, int]
"""Of a file: when it was written, how large it is, and which file it is."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The files of a repository as they were; a file that is not named was not there."""

    of: Mapping[PurePosixPath, Mark]

    def changed(self, root: Path, paths: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
        """Those of `paths` that are no longer as they were."""
        return tuple(path for path in sorted(paths) if _mark(root / path) != self.of.get(path))


def marks(root: Path) -> Marks:
    """The files below `root` as they are, those of hidden folders left out."""
    found = {}
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            mark = _mark(file)
            if mark is not None:
                found[PurePosixPath(file.relative_to(root).as_posix())] = mark
    return Marks(found)


def _mark(file: Path) -> Mark | None:
    try:
        about = file.lstat()
    except OSError:
        return None
    return (about.st_mtime_ns, about.st_size, about.st_ino)
