"""Go on to an entry that others made, or that joins theirs to ours: files and references follow."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from isoqms.errors import CannotWrite
from isoqms.history.blobs import plain
from isoqms.history.errors import HistoryBusy
from isoqms.history.place import Place, place_of, position
from isoqms.history.reading.contents import stream
from isoqms.history.writing.comparing import (
    ChangedFile,
    between,
    blob_of,
    compared,
    refuse_if_busy,
)
from isoqms.history.writing.journal import Journal, Reference, Touched
from isoqms.history.writing.objects import Store, commit, entry_of, identity
from isoqms.history.writing.walk import walk
from isoqms.history.writing.worktree import ROOM


def joining(
    place: Place,
    changes: Mapping[PurePosixPath, bytes | None],
    *,
    upon: str,
    besides: str,
    message: str,
    author: tuple[str, str],
    when: datetime,
) -> str:
    """The id of an entry that goes on from the line of `upon` and joins that of `besides` to it.

    `changes` are what it holds otherwise than `upon`, by paths from its root. Nothing points at it
    yet. CannotWrite, GitMissing.
    """
    store = Store(place)
    try:
        entries = {
            place.lead_on(path): "" if content is None else entry_of(store.keep(plain(content)))
            for path, content in changes.items()
        }
    except OSError as error:
        raise CannotWrite("Không ghi được vào lịch sử của kho.", ROOM) from error
    people = identity(author, when)
    return commit(place, upon, entries, message, people, besides=(besides,))


def way_to(
    root: Path, *, old: str, new: str, message: str, refs: tuple[Reference, ...] = ()
) -> Journal:
    """The way from the last entry `old` to `new`, whose objects are here already; nothing is moved.

    `refs` move along. HistoryBusy where `old` is the last entry no more, UnfinishedChange;
    OthersEdits where a file carries edits that would be lost; CannotWrite where one is locked.
    """
    place = place_of(root)
    branch, last = position(place)
    if last != old:
        raise HistoryBusy("Trong lúc đó kho đã có một thay đổi khác.", "Chạy lại lệnh.")
    refuse_if_busy(place)
    ends = between(place, old, new)
    wanted = [blob_of(after) for _, after in ends.values() if after]
    contents = dict(stream(place.top, wanted))
    changes = {
        path: contents[blob_of(after)] if after else None for path, (_, after) in ends.items()
    }
    files = compared(place, old, {}, changes)
    store = Store(place, frozenset(blob_of(file.old) for file in files.values()))
    try:
        touched = tuple(_touched(path, ends[path][1], file, store) for path, file in files.items())
    except OSError as error:
        raise CannotWrite("Không ghi được vào lịch sử của kho.", ROOM) from error
    return Journal(message, branch, old, new, touched, refs)


def go(root: Path, way: Journal) -> None:
    """Go the way, all or nothing; raises what writing raises."""
    walk(place_of(root), way)


def _touched(path: str, after: str, file: ChangedFile, store: Store) -> Touched:
    before = "" if file.before is None else store.keep(file.before)
    return Touched(path, file.old, after, before, blob_of(after))


def begin_at(place: Place, tip: str, refs: tuple[Reference, ...]) -> None:
    """Make the entry `tip` the last one of a new history, its files checked out; CannotWrite."""
    branch, old = position(place)
    move(place, ((branch, old, tip), *refs))
    place.ask("reset", "--quiet", "--hard", branch)


def move(place: Place, refs: tuple[Reference, ...]) -> None:
    """Move references that no file hangs on, all or none; CannotWrite where one has moved."""
    lines = (f"update {name} {new} {old}\n" for name, old, new in refs)
    if refs:
        place.ask("-c", "core.fsync=all", "update-ref", "--stdin", given="".join(lines).encode())
