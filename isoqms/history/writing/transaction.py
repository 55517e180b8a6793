"""A change of several files and the commit that records it: all of it, or nothing.

Whatever kills the program. Everything is built aside first: the objects in git's store, the index
under the name that locks it, the files beside their places. Then the references move, the files
follow, and the index last. A journal stands in the git folder meanwhile, from which a later command
walks on to the end (`finish`) or back to the start (`take_back`).
"""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from isoqms.errors import CannotWrite
from isoqms.file_names import fault_of
from isoqms.history.errors import CannotUndo, NoHistory
from isoqms.history.place import place_of, position
from isoqms.history.writing import journal as journals
from isoqms.history.writing.comparing import blob_of, compared, entries, refuse_if_busy
from isoqms.history.writing.index import clear_aside, free_own_index_lock, free_own_locks
from isoqms.history.writing.lock import moved, refuse_if_moved, writing
from isoqms.history.writing.objects import build, identity
from isoqms.history.writing.patience import refusing
from isoqms.history.writing.stranded import resumable, standing, stands_clear
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
    with writing(root, doing=message.partition("\n")[0], who=author[0]), refusing():
        place = place_of(root)
        refuse_if_busy(place)
        refuse_if_moved(place)
        branch, old = position(place)
        before = {place.lead_on(path): content for path, content in (seen or {}).items()}
        after = {place.lead_on(path): content for path, content in changes.items()}
        _refuse_names(root, changes)
        files = compared(place, old, before, after)
        people = identity(author, when)
        journal = build(place, (branch, old), files, message, people, tag=tag)
        walk(place, journal)
        moved(place)
        return journal.new


def _refuse_names(root: Path, changes: Mapping[PurePosixPath, bytes | None]) -> None:
    """CannotWrite where a new file would have a name that not every PC can give it."""
    for path, content in changes.items():
        if content is None or os.path.lexists(root / path):
            continue
        why = fault_of(str(path)) or _clash(root / path, changes)
        if why:
            raise CannotWrite(
                f"Không ghi tệp «{path}»: tên này {why}.",
                "Chọn mã, số, tên khác: kho phải mở được trên mọi máy, kể cả Windows.",
            )


def _clash(file: Path, changes: Mapping[PurePosixPath, bytes | None]) -> str | None:
    leaving = {path.name for path, content in changes.items() if content is None}
    name = file.name.casefold()
    try:
        beside = [each.name for each in file.parent.iterdir() if each.name.casefold() == name]
    except OSError:
        return None
    other = next((each for each in beside if each not in leaving), None)
    return f"chỉ khác «{other}» ở chữ hoa, chữ thường" if other else None


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


def set_aside(root: Path) -> Path:
    """Forget an interrupted change that can be walked neither way; the file that keeps its journal.

    No file of the repository is touched. NoHistory where nothing was interrupted; CannotUndo where
    it can still be taken back or finished.
    """
    with writing(root, doing="isoqms undo --forget"), refusing():
        place = place_of(root)
        if not standing(place):
            raise nothing_interrupted()
        if not stands_clear(place):
            raise CannotUndo(
                "Thay đổi bị ngắt vẫn đưa về hoặc ghi nốt được, nên chưa bỏ qua.",
                "Gõ `isoqms undo` để đưa kho về như trước, hoặc `isoqms undo --finish` để ghi nốt.",
            )
        free_own_index_lock(place)
        clear_aside(place)
        return journals.set_aside(place.folder)


def _resumed(root: Path, *, forward: bool) -> str:
    with writing(root, doing="isoqms undo"), refusing():
        place = place_of(root)
        try:
            journal = resumable(place)
        except FileNotFoundError as error:
            raise nothing_interrupted() from error
        if journal is None:  # killed before anything else was touched
            forget(place, ())
            return ""
        free_own_locks(place, journal)
        settle(place, journal, forward=forward)
        moved(place)
        return journal.message


def nothing_interrupted() -> NoHistory:
    """The refusal to go on where nothing was begun."""
    return NoHistory("Không có thay đổi nào bị ngắt giữa chừng.", "Không cần làm gì.")
