"""Put the entries of side lines where the entry stands that joined them to the published line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from isoqms.history.reading.entries import LogEntry

Changes = dict[str, list[tuple[int, str | None]]]
"""By path what it held from which place on, in the order of publishing."""


class Placed(NamedTuple):
    """An entry at its place in the order of publishing."""

    entry: LogEntry
    joined_by: str | None
    """The id of the entry that joined its line to the published one; None where it stands on it."""


def placed(line: Sequence[LogEntry], every: Sequence[LogEntry]) -> list[Placed]:
    """The published `line`, oldest first, with the entries of side lines before what joined them.

    `every` are the entries that can be reached at all, none before one that it follows.
    """
    known = {entry.id: (place, entry) for place, entry in enumerate(every)}
    seen = {entry.id for entry in line}
    rows: list[Placed] = []
    for entry in line:
        side = sorted(known[identity] for identity in _reached(entry, known, seen))
        rows.extend(Placed(one, entry.id) for _, one in side)
        rows.append(Placed(entry, None))
    return rows


def _reached(
    join: LogEntry, known: Mapping[str, tuple[int, LogEntry]], seen: set[str]
) -> Iterator[str]:
    """What `join` brings that was not seen before; it is seen from now on."""
    waiting = join.parents.split()[1:]
    while waiting:
        identity = waiting.pop()
        if identity not in seen and identity in known:
            seen.add(identity)
            yield identity
            waiting.extend(known[identity][1].parents.split())


def changes_of(rows: Sequence[Placed]) -> Changes:
    """What each path held from which place on.

    What a side line wrote and the joining did not take stands until the entry that joined them.
    """
    found: Changes = {}
    for place, row in enumerate(rows):
        for path, blob in row.entry.changes:
            found.setdefault(path, []).append((place, blob))
    joins = {row.entry.id: place for place, row in enumerate(rows)}
    aside = {place: joins[row.joined_by] for place, row in enumerate(rows) if row.joined_by}
    if aside:
        found = {path: _restored(changes, aside) for path, changes in found.items()}
    return found


def _restored(
    changes: list[tuple[int, str | None]], aside: Mapping[int, int]
) -> list[tuple[int, str | None]]:
    """With what the published line still holds at each joining that does not change the path."""
    published = {place: blob for place, blob in changes if place not in aside}
    joins = {aside[place] for place, _ in changes if place in aside} - published.keys()
    again = ((join, _before(published, join)) for join in joins)
    return sorted((*changes, *again), key=lambda change: change[0])


def _before(published: Mapping[int, str | None], place: int) -> str | None:
    earlier = [each for each in published if each < place]
    return published[max(earlier)] if earlier else None
