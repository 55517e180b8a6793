"""Find the line of each place: every file that is named is read once more, exactly."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from isoqms.diagnostics import Location, Place, Route
from isoqms.repository import Repository
from isoqms.source import reading


def located(repository: Repository, places: Iterable[Place]) -> Mapping[Place, Location]:
    """Where each place stands; line 1 of a file that is not there or cannot be read."""
    every = tuple(dict.fromkeys(places))
    wanted: dict[PurePosixPath, set[Route]] = {}
    for place in every:
        if not place.line:
            wanted.setdefault(place.path, set()).add(place.route)
    known = {
        path: reading.locate(path, _content(repository, path), routes)
        for path, routes in wanted.items()
    }
    return {place: _location(place, known) for place in every}


def _location(place: Place, known: Mapping[PurePosixPath, Mapping[Route, Location]]) -> Location:
    if place.line:
        return Location(place.path, place.line, place.column)
    return known[place.path][place.route]


def _content(repository: Repository, path: PurePosixPath) -> bytes:
    """The bytes of a file; none where it is not there or cannot be opened."""
    try:
        return repository.bytes_of(path)
    except OSError:
        return b""
