"""Take back the last change that the program recorded, as if it had never been made."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import IsoqmsError
from isoqms.history.journal import Journal, Touched
from isoqms.history.recording import ADDRESS, NOTHING, ask
from isoqms.history.transaction import (
    BEFORE,
    OthersEdits,
    Place,
    entries,
    place_of,
    position,
    refuse_if_busy,
    staged_entries,
    values,
    walk,
)
from isoqms.history.worktree import content_of, ids_of

_NEW_DECISION: Final = (
    "Văn bản đã ban hành chỉ sửa, bãi bỏ bằng quyết định khác: dùng `isoqms revise` hoặc `isoqms withdraw`."
)
_BY_HAND: Final = "Sửa tiếp trên các tệp hiện có, hoặc nhờ người quản trị kho."


class CannotUndo(IsoqmsError):
    """The last change is none that may be taken back."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a repository, which can be taken back."""

    message: str
    files: tuple[PurePosixPath, ...]
    """What it wrote or removed, from the root of the repository."""


@dataclass(frozen=True, slots=True)
class _Commit:
    id: str
    parents: tuple[str, ...]
    committer: str
    message: str


def last_change(root: Path) -> LastChange:
    """The change that `undo_last` would take back.

    CannotUndo with the reason where there is none; OthersEdits where its files were edited since.
    """
    place = place_of(root)
    return _told(place, _planned(place))


def undo_last(root: Path) -> LastChange:
    """Take the last change back, all or nothing, and say what it was; raises what `last_change` and writing raise."""
    place = place_of(root)
    journal = _planned(place)
    walk(place, journal)
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
    (parent,) = commit.parents
    name = BEFORE.format(last)
    kept = values(place, [name]).get(name)
    refs = ((name, kept, NOTHING),) if kept else ()
    return Journal(commit.message, branch, last, parent, _touched(place, last, parent, kept or parent), refs)


def _commit(place: Place, name: str) -> _Commit:
    # `git log` would run the program that the folder's settings name for checking signatures.
    head, _, message = ask(place.top, "cat-file", "commit", name).partition("\n\n")
    lines = [line.partition(" ") for line in head.splitlines()]
    parents = tuple(rest for word, _, rest in lines if word == "parent")
    committer = next((rest for word, _, rest in lines if word == "committer"), "")
    return _Commit(name, parents, committer.rpartition("<")[2].partition(">")[0], message.partition("\n")[0])


def _refuse_if_not_ours(commit: _Commit) -> None:
    said = f"Thay đổi cuối cùng («{commit.message}»)"
    if not commit.parents:
        raise CannotUndo(f"{said} là lần ghi đầu tiên của kho, không bỏ được.", _BY_HAND)
    if commit.committer != ADDRESS or len(commit.parents) > 1:
        raise CannotUndo(f"{said} không do một lệnh của isoqms ghi, nên isoqms không bỏ.", _BY_HAND)


def _refuse_if_signed(place: Place, commit: str) -> None:
    tag = ask(place.top, "for-each-ref", "--count=1", "--points-at", commit, "--format=%(refname:short)", "refs/tags")
    if tag:
        raise CannotUndo(f"Thay đổi cuối cùng là quyết định đã ban hành («{tag}»), không bỏ được.", _NEW_DECISION)
    if ask(place.top, "for-each-ref", "--count=1", "--contains", commit, "--format=%(refname)", "refs/remotes"):
        raise CannotUndo("Thay đổi cuối cùng đã được gửi lên nơi lưu chung, người khác có thể đã dùng.", _BY_HAND)


def _touched(place: Place, last: str, parent: str, before: str) -> tuple[Touched, ...]:
    """The files between two commits; `before` is the commit that keeps what shall lie in the folder again."""
    changed = _between(place, parent, last)
    # What was never recorded and was taken away (a draft that was issued at once) is in neither commit.
    never = {path: (then, then) for path, (then, _) in _between(place, parent, before).items() if path not in changed}
    if not all(path.startswith(place.lead) for path in changed):
        raise CannotUndo("Thay đổi cuối cùng là của một kho khác trong cùng lịch sử.", _BY_HAND)
    files = {**never, **changed}
    lying = entries(place, before, files.keys())
    staged = staged_entries(place)
    out = []
    for path, (then, now) in sorted(files.items()):
        if staged.get(path, "") != now or _blob(now) not in ids_of(content_of(place.top / path)):
            raise OthersEdits(
                f"Tệp «{path.removeprefix(place.lead)}» đã được sửa sau thay đổi này; bỏ thay đổi sẽ làm mất phần sửa.",
                "Chép tệp đó sang tên khác để giữ phần đã sửa, đưa tệp về như cũ, rồi chạy lại; chưa có gì bị đổi.",
            )
        out.append(Touched(path, now, then, _blob(now), _blob(lying.get(path, ""))))
    return tuple(out)


def _between(place: Place, old: str, new: str) -> dict[str, tuple[str, str]]:
    """The files that differ between two commits, as `mode blob` in each; empty where there is none."""
    answer = ask(place.top, "diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff", "--raw", old, new)
    fields = answer.split("\0")
    out = {}
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old_blob, new_blob, _ = about.lstrip(":").split()
        out[path] = (_entry(old_mode, old_blob), _entry(new_mode, new_blob))
    return out


def _entry(mode: str, blob: str) -> str:
    return "" if blob == NOTHING else f"{mode} {blob}"


def _blob(entry: str) -> str:
    return entry.partition(" ")[2]
