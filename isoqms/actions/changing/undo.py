"""Bring the repository back to before the last change, interrupted or made."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from isoqms.history.writing.journal import interrupted
from isoqms.history.writing.lock import writing
from isoqms.history.writing.transaction import finish, nothing_interrupted, set_aside, take_back
from isoqms.history.writing.undoing import last_change, undo_last
from isoqms.repository.loading import find_root


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or with `dry_run` would be."""

    message: str
    """What the change was; empty where it was interrupted before it had done anything."""
    files: tuple[PurePosixPath, ...]
    was_interrupted: bool


def forget(start: Path) -> Path:
    """Set aside an interrupted change that no longer fits the repository; the file that keeps it.

    NotARepository, NoHistory where there is none, CannotUndo where it can still be walked.
    """
    return set_aside(find_root(start))


def undo(start: Path, *, forward: bool = False, dry_run: bool = False) -> Undone:
    """Take back an interrupted change (or finish it, with `forward`), or else the last change.

    NotARepository; CannotUndo with the reason; OthersEdits where a file was edited since: nothing
    is lost.
    """
    root = find_root(start)
    if dry_run:
        return _planned(root, forward=forward)
    # Whoever is still writing is waited for: its journal is no interruption.
    with writing(root, doing="isoqms undo"):
        if interrupted(root) is None and not forward:
            change = undo_last(root)
            return Undone(change.message, change.files, was_interrupted=False)
        message = finish(root) if forward else take_back(root)
        return Undone(message, (), was_interrupted=True)


def _planned(root: Path, *, forward: bool) -> Undone:
    broken = interrupted(root)
    if broken is not None:
        return Undone(broken.message, (), was_interrupted=True)
    if forward:
        raise nothing_interrupted()
    change = last_change(root)
    return Undone(change.message, change.files, was_interrupted=False)
