"""What the year's records get when a paper is signed, as edits of their files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import assert_never

from isoqms.diagnostics import Route
from isoqms.facts.papers.paper import Filling, NewRow, Signing, Spot, Unplaced
from isoqms.repository import Repository
from isoqms.source.editing import Append, Edit, Put


@dataclass
class Entries:
    """What is put where, file by file; what stands in the way; what the person should know."""

    edits: dict[PurePosixPath, list[Edit]] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    """Places that hold another paper already: where, and what stands there."""
    notes: list[str] = field(default_factory=list)
    marked: bool = False
    """Whether the line of the outgoing register must bear the mark of the paper.

    No other place holds it, so that nothing else could find it again.
    """

    def put(self, path: PurePosixPath, route: Route, value: object, current: object) -> None:
        """Put a value where nothing stands; what stands there and says the same stays."""
        if current is None:
            self.edits.setdefault(path, []).append(Put(route, value))
        elif str(value) not in str(current):
            self.taken.append((f"{path}, mục {'.'.join(map(str, route))}", str(current)))

    def append(self, path: PurePosixPath, key: str, item: Mapping[str, object]) -> None:
        """Put an item at the end of a list."""
        self.edits.setdefault(path, []).append(Append((key,), (item,)))

    def take(self, fillings: Iterable[Filling]) -> bool:
        """Put each thing where it goes; whether the records have a place for any of them."""
        placed = False
        for each in fillings:
            match each:
                case Spot():
                    self.put(each.path, each.route, each.value, each.current)
                    placed = True
                case NewRow():
                    self.append(each.path, each.key, each.row)
                    placed = True
                case Unplaced():
                    self.notes.append(each.words)
                case _:
                    assert_never(each)
        return placed


def entries_of(repository: Repository, signing: Signing) -> Entries:
    """What the year's records shall hold of a signed paper.

    UnknownName where what it is about is not in the records.
    """
    entries = Entries()
    place = signing.kind.place
    entries.marked = place is not None and not entries.take(place.filled(repository, signing))
    entries.take(signing.kind.task_done(repository, signing))
    return entries
