"""Which files a repository has ever had.

On the line that the agency published, and on those merged into it.
"""

from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.history.errors import NoHistory
from isoqms.history.place import place_of

_LOG: Final = (
    "--literal-pathspecs",
    "log",
    "--no-show-signature",
    "--format=",
    "--name-only",
    "-z",
    "-m",
    "--full-history",
    "--diff-filter=A",
    "--no-renames",
    "--no-ext-diff",
)


def paths_last(root: Path) -> frozenset[PurePosixPath]:
    """The files of the last entry, as paths from `root`; none where no history can be asked.

    Raises GitMissing.
    """
    try:
        place = place_of(root)
        where = (place.lead,) if place.lead else ()
        answer = place.ask(
            "ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD", "--", *where
        )
    except (NoHistory, CannotWrite):
        return frozenset()
    names = (name.removeprefix(place.lead) for name in answer.split("\0") if name)
    return frozenset(PurePosixPath(name) for name in names)


def paths_ever(root: Path, *folders: str) -> frozenset[PurePosixPath]:
    """The files that ever stood at or below `folders`, as paths from `root`.

    None where no history is kept. Raises GitMissing.
    """
    try:
        place = place_of(root)
        wanted = (f"{place.lead}{folder}" for folder in folders)
        answer = place.ask(*_LOG, "HEAD", "--", *wanted)
    except (NoHistory, CannotWrite):
        # No history, or none yet.
        return frozenset()
    names = (name.strip("\n") for name in answer.split("\0"))
    return frozenset(PurePosixPath(name.removeprefix(place.lead)) for name in names if name)
