"""What a history takes from elsewhere, or shows in the place of what was recorded.

Told from git's own files. Nothing of it has any effect on what we read (`command` sees to that);
who looks with other programs is shown something else.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from isoqms.history.place import Place, at_top

_REPLACED: Final = "refs/replace"
_BORROWED: Final = ("objects/info/alternates", "objects/info/http-alternates")
_MOST: Final = 8 * 1024 * 1024
"""So much of a file is read: more than any honest one has."""


class Foundations(NamedTuple):
    """What a history does not stand on by itself; empty for nearly every repository."""

    replaced: tuple[str, ...] = ()
    """The ids of the recorded objects in whose place others are shown (refs/replace)."""
    grafts: int = 0
    """How many entries are given other predecessors than were recorded (info/grafts)."""
    borrowed: tuple[str, ...] = ()
    """The places outside from which contents are taken (objects/info/alternates)."""

    @property
    def shows_otherwise(self) -> bool:
        """Whether something else is shown than was recorded."""
        return bool(self.replaced or self.grafts)


def foundations(root: Path) -> Foundations:
    """What the history of the folder `root` takes from elsewhere or shows otherwise."""
    place = at_top(root)
    if place is None:
        return Foundations()
    return Foundations(
        tuple(sorted({*_loose(place), *_packed(place)})),
        sum(1 for _ in _lines(place.shared / "info" / "grafts")),
        tuple(line for name in _BORROWED for line in _lines(place.shared / name)),
    )


def _loose(place: Place) -> Iterator[str]:
    folder = place.shared / _REPLACED
    if folder.is_dir() and not folder.is_symlink():
        yield from (each.name for each in folder.iterdir() if each.is_file())


def _packed(place: Place) -> Iterator[str]:
    for line in _lines(place.shared / "packed-refs"):
        name = line.partition(" ")[2]
        if name.startswith(f"{_REPLACED}/"):
            yield name.rpartition("/")[2]


def _lines(file: Path) -> Iterator[str]:
    """The lines of a file that say something; none where there is no such file."""
    # What is no plain file (a pipe, a folder) may keep a reader waiting for ever.
    if not file.is_file():
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            text = stream.read(_MOST)
    except OSError:
        return
    yield from (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
