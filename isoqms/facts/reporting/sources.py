"""Where a figure comes from, file by file: the record, its file, the places in it."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from isoqms.diagnostics import Location, Place
from isoqms.model.layout import kind_of


class Source(NamedTuple):
    """A file that a figure was computed from (nguồn của số liệu)."""

    record: str
    """What the file is: `Số liệu giải quyết hồ sơ`."""
    path: PurePosixPath
    lines: tuple[int, ...]
    """The lines of what was counted in it, in order."""
    is_whole: bool = False
    """Whether the file as such was counted, and not something in it."""


def by_file(places: Iterable[tuple[Place, Location]]) -> tuple[Source, ...]:
    """The files of these places, in the order in which they are named first."""
    lines: dict[PurePosixPath, set[int]] = {}
    inside: set[PurePosixPath] = set()
    for place, location in places:
        lines.setdefault(place.path, set()).add(location.line)
        if place.route or place.line:
            inside.add(place.path)
    return tuple(
        Source(_record(path), path, tuple(sorted(at)), path not in inside)
        for path, at in lines.items()
    )


def _record(path: PurePosixPath) -> str:
    known = kind_of(str(path))
    return known[0].title if known else path.name
