"""A change of several files and the commit that records it: all of it, or nothing.

Whatever kills the program. Everything is built aside first: the objects in git's store, the index
under the name that locks it, the files beside their places. Then the references move, the files
follow, and the index last. A journal stands in the git folder meanwhile, from which a later command
walks on to the end (`finish`) or back to the start (`take_back`).
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from isoqms.history.errors import NoHistory
from isoqms.history.place import place_of, position
from isoqms.history.writing import journal as journals
from isoqms.history.writing.comparing import blob_of, compared, entries, refuse_if_busy
from isoqms.history.writing.index import free_own_locks
from isoqms.history.writing.objects import build, identity
from isoqms.history.writing.walk import contents_at, forget, settle, walk


def carry_out(
    root: Path,
    changes: Mapping[PurePosixPath, bytes | None],
    *,
    message: str,
    author: tuple[str, str],
    when: datetime,
    tag: tuple[str, str] | None = None,
    seen: Mapping[PurePosixPath, bytes] | None = None,
) -> str:
    """The id of the one commit, on the branch, that holds `changes`.

    `changes` are paths from `root` and their contents, None for a file that goes. `tag` is the name
    and text of an annotated tag. `seen` are bytes of files that the caller read and took up into
    its change: edits in them that were not recorded yet are its own, and are not refused.

    All or nothing: NoHistory, HistoryBusy, UnfinishedChange, OthersEdits, CannotWrite, CannotSign,
    GitMissing leave everything as it was, save where the sentence names `isoqms undo`.
    """
    place = place_of(root)
    branch, old = position(place)
    refuse_if_busy(place)
    before = {place.lead_on(path): content for path, content in (seen or {}).items()}
    after = {place.lead_on(path): content for path, content in changes.items()}
    files = compared(place, old, before, after)
    people = identity(author, when)
    journal = build(place, (branch, old), files, message, people, tag=tag)
    walk(place, journal)
    return journal.new


def take_back(root: Path) -> str:
    """Bring a repository back to before the change that was interrupted; gives what that was.

    NoHistory where nothing was interrupted; OthersEdits where a file was edited since; nothing is
    lost then.
    """
    return _resumed(root, forward=False)


def finish(root: Path) -> str:
    """Carry the change that was interrupted through to its end; the same otherwise."""
    return _resumed(root, forward=True)


def recorded(root: Path, path: PurePosixPath) -> bytes | None:
    """The content of a file as the last commit has it; None where it has none."""
    place = place_of(root)
    _, old = position(place)
    name = place.lead_on(path)
    entry = entries(place, old, {name}).get(name)
    return contents_at(place, blob_of(entry)) if entry else None


def _resumed(root: Path, *, forward: bool) -> str:
    place = place_of(root)
    try:
        journal = journals.read(place.folder)
    except FileNotFoundError as error:
        raise NoHistory("Không có thay đổi nào bị ngắt giữa chừng.", "Không cần làm gì.") from error
    if journal is None:  # killed before anything else was touched
        forget(place, ())
        return ""
    free_own_locks(place, journal)
    settle(place, journal, forward=forward)
    return journal.message
