"""Take back the last change that the program recorded, as if it had never been made."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.history.blobs import NOTHING, ids_of
from isoqms.history.errors import CannotUndo, OthersEdits
from isoqms.history.place import Place, place_of, position
from isoqms.history.writing.comparing import (
    KEEP_A_COPY,
    Ends,
    between,
    blob_of,
    entries,
    refuse_if_busy,
    staged_entries,
)
from isoqms.history.writing.journal import Journal, Touched
from isoqms.history.writing.lock import moved, writing
from isoqms.history.writing.objects import BEFORE
from isoqms.history.writing.patience import refusing
from isoqms.history.writing.recording import ADDRESS
from isoqms.history.writing.walk import walk
from isoqms.history.writing.worktree import content_of

_WORDS: Final = "`isoqms revise` hoặc `isoqms withdraw`"
_NEW_DECISION: Final = f"Văn bản đã ban hành chỉ sửa, bãi bỏ bằng quyết định khác: dùng {_WORDS}."
_BY_HAND: Final = "Sửa tiếp trên các tệp hiện có, hoặc nhờ người quản trị kho."


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a repository, which can be taken back."""

    message: str
    files: tuple[PurePosixPath, ...]
    """What it wrote or removed, from the root of the repository."""


@dataclass(frozen=True, slots=True)
class _Commit:
    parents: tuple[str, ...]
    committer: str
    """The address alone."""
    message: str
    """Its first line."""


def last_change(root: Path) -> LastChange:
    """The change that `undo_last` would take back.

    CannotUndo with the reason where there is none; OthersEdits where its files were edited since.
    """
    place = place_of(root)
    return _told(place, _planned(place))


def undo_last(root: Path) -> LastChange:
    """Take the last change back, all or nothing, and say what it was.

    Raises what `last_change` and writing raise.
    """
    with writing(root, doing="isoqms undo"), refusing():
        place = place_of(root)
        journal = _planned(place)
        walk(place, journal)
        moved(place)
        return _told(place, journal)


def _told(place: Place, journal: Journal) -> LastChange:
    files = (each.path.removeprefix(place.lead) for each in journal.touched)
    return LastChange(journal.message, tuple(PurePosixPath(path) for path in files))


def _planned(place: Place) -> Journal:
    """The way from the last commit to the one before it."""
    branch, last = position(place)
    refuse_if_busy(place)
    if last == NOTHING:
        raise CannotUndo("Kho chưa có thay đổi nào để bỏ.", "Không cần làm gì.")
    commit = _commit(place, last)
    _refuse_if_not_ours(commit)
    _refuse_if_signed(place, last)
    _refuse_if_shared(place, last)
    (parent,) = commit.parents
    name = BEFORE.format(last)
    kept = place.standing([name]).get(name)
    refs = ((name, kept, NOTHING),) if kept else ()
    touched = _touched(place, last, parent, kept or parent)
    return Journal(commit.message, branch, last, parent, touched, refs)


def _commit(place: Place, name: str) -> _Commit:
    # `git log` would run the program that the folder's settings name for checking signatures.
    head, _, message = place.ask("cat-file", "commit", name).partition("\n\n")
    lines = [line.partition(" ") for line in head.splitlines()]
    parents = tuple(rest for word, _, rest in lines if word == "parent")
    committer = next((rest for word, _, rest in lines if word == "committer"), "")
    address = committer.rpartition("<")[2].partition(">")[0]
    return _Commit(parents, address, message.partition("\n")[0])


def _refuse_if_not_ours(commit: _Commit) -> None:
    said = f"Thay đổi cuối cùng («{commit.message}»)"
    if not commit.parents:
        raise CannotUndo(f"{said} là lần ghi đầu tiên của kho, không bỏ được.", _BY_HAND)
    if commit.committer != ADDRESS or len(commit.parents) > 1:
        raise CannotUndo(f"{said} không do một lệnh của isoqms ghi, nên isoqms không bỏ.", _BY_HAND)


def _refuse_if_signed(place: Place, commit: str) -> None:
    form = "--format=%(refname:short)"
    tag = place.ask("for-each-ref", "--count=1", "--points-at", commit, form, "refs/tags")
    if tag:
        raise CannotUndo(
            f"Thay đổi cuối cùng là quyết định đã ban hành («{tag}»), không bỏ được.",
            _NEW_DECISION,
        )


def _refuse_if_shared(place: Place, commit: str) -> None:
    form = "--format=%(refname)"
    if place.ask("for-each-ref", "--count=1", "--contains", commit, form, "refs/remotes"):
        raise CannotUndo(
            "Thay đổi cuối cùng đã được gửi lên nơi lưu chung, người khác có thể đã dùng.",
            _BY_HAND,
        )


def _touched(place: Place, last: str, parent: str, before: str) -> tuple[Touched, ...]:
    """The files between two commits.

    `before` is the commit that keeps what shall lie in the folder again.
    """
    files = _files(place, last, parent, before)
    lying = entries(place, before, files.keys())
    staged = staged_entries(place)
    out = []
    for path, (then, now) in sorted(files.items()):
        lies_as_recorded = blob_of(now) in ids_of(content_of(place.top / path))
        if staged.get(path, "") != now or not lies_as_recorded:
            raise _edited_since(path.removeprefix(place.lead))
        out.append(Touched(path, now, then, blob_of(now), blob_of(lying.get(path, ""))))
    return tuple(out)


def _files(place: Place, last: str, parent: str, before: str) -> dict[str, Ends]:
    """What the last change touched, by path."""
    changed = between(place, parent, last)
    if not all(path.startswith(place.lead) for path in changed):
        raise CannotUndo("Thay đổi cuối cùng là của một kho khác trong cùng lịch sử.", _BY_HAND)
    # What was never recorded and was taken away (a draft issued at once) is in neither commit.
    kept = between(place, parent, before).items()
    never = {path: (then, then) for path, (then, _) in kept if path not in changed}
    return {**never, **changed}


def _edited_since(name: str) -> OthersEdits:
    return OthersEdits(
        f"Tệp «{name}» đã được sửa sau thay đổi này; bỏ thay đổi sẽ làm mất phần sửa.",
        f"{KEEP_A_COPY}; chưa có gì bị đổi.",
    )
