"""What a change would write, held against what is there: nobody's unrecorded edits are lost."""

import os
from collections.abc import Collection, Mapping
from typing import Final

from isoqms.history.blobs import NOTHING, ids_of
from isoqms.history.errors import END_JOINING, HALF_JOINED, HistoryBusy, OthersEdits
from isoqms.history.place import Place, is_under_way
from isoqms.history.writing.stranded import refuse_unfinished
from isoqms.history.writing.worktree import content_of, refuse_what_is_locked
from isoqms.values import frozen

KEEP_A_COPY: Final = "Chép tệp đó sang tên khác để giữ phần đã sửa, đưa tệp về như cũ, rồi chạy lại"
"""What to do where a file carries edits that a change would lose."""

EMPTY_TREE: Final = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The tree without a file, which git knows without keeping it."""

Ends = tuple[str, str]
"""`mode blob` of a file in the commit before and in the one after; empty where there is none."""

_MANY: Final = 50
"""Paths that are named to git one by one; beyond, all of the repository is asked for."""


@frozen
class ChangedFile:
    """A file of the change."""

    old: str
    """Its entry in the last commit."""
    before: bytes | None
    """Its bytes in the folder."""
    after: bytes | None
    """Those that it shall have."""


def refuse_if_busy(place: Place) -> None:
    """UnfinishedChange or HistoryBusy where something else has to be ended first."""
    refuse_unfinished(place)
    if is_under_way(place.folder):
        raise HistoryBusy(HALF_JOINED, END_JOINING)


def compared(
    place: Place, old: str, seen: Mapping[str, bytes], changes: Mapping[str, bytes | None]
) -> dict[str, ChangedFile]:
    """The files of the change from the commit `old` on, by path.

    OthersEdits where one carries edits that the change does not know of.
    """
    known = entries(place, old, changes.keys())
    staged = staged_entries(place) if (place.folder / "index").exists() else known
    out = {}
    for path, after in sorted(changes.items()):
        file = place.top / path
        before = content_of(file)
        refuse_what_is_locked(place.top, file)
        entry = known.get(path, "")
        if path in seen and before not in (seen[path], after):
            raise changed_meanwhile(place, path)
        if _is_staged_otherwise(staged.get(path, ""), entry, before, taken_up=path in seen):
            raise edited(place, path)
        if not _is_ours(entry, before, after, seen.get(path)):
            raise edited(place, path)
        out[path] = ChangedFile(entry, before, after)
    return out


def _is_staged_otherwise(staged: str, entry: str, before: bytes | None, *, taken_up: bool) -> bool:
    """Whether the index holds what neither the last commit nor the folder has: it would be lost."""
    if staged == entry:
        return False
    return not taken_up or (staged != "" and blob_of(staged) not in ids_of(before))


def _is_ours(entry: str, before: bytes | None, after: bytes | None, seen: bytes | None) -> bool:
    """Whether what lies in the folder is recorded, was read for the change, or is its result."""
    if blob_of(entry) in ids_of(before) or before == after:
        return True
    return seen is not None and seen == before


def edited(place: Place, path: str) -> OthersEdits:
    """The refusal to write over unrecorded edits of `path`."""
    name = path.removeprefix(place.lead)
    if not os.path.lexists(place.top / path):
        return OthersEdits(
            f"Tệp «{name}» đã ghi nhận nhưng bị xóa hoặc đổi tên trong thư mục.",
            f"Đưa về rồi chạy lại: `isoqms restore {name}`; chưa có gì bị thay đổi.",
        )
    return OthersEdits(
        f"Tệp «{name}» có phần sửa chưa được ghi vào lịch sử, ghi đè sẽ làm mất.",
        f"{KEEP_A_COPY}; chưa có gì bị thay đổi.",
    )


def changed_meanwhile(place: Place, path: str) -> HistoryBusy:
    """The refusal where a file is no longer as it was read for the change."""
    name = path.removeprefix(place.lead)
    return HistoryBusy(
        f"Tệp «{name}» vừa được người khác hoặc chương trình khác sửa sau khi lệnh này đọc.",
        "Chạy lại lệnh: lệnh sẽ đọc lại tệp. Chưa có gì bị thay đổi.",
    )


def blob_of(entry: str) -> str:
    """The id in `mode blob`; empty where there is no entry."""
    return entry.partition(" ")[2]


def entries(place: Place, commit: str, paths: Collection[str]) -> dict[str, str]:
    """`mode blob` of files in a commit: of `paths`, and maybe of others below the root."""
    if commit == NOTHING:
        return {}
    answer = place.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *_narrow(place, paths))
    lines = (line.partition("\t") for line in answer.split("\0") if line)
    return {path: _mode_and_blob(about) for about, _, path in lines}


def _narrow(place: Place, paths: Collection[str]) -> list[str]:
    # A command line has an end, on Windows an early one.
    if len(paths) <= _MANY:
        return sorted(paths)
    return [place.lead] if place.lead else []


def _mode_and_blob(about: str) -> str:
    """Of `mode type blob`."""
    mode, _, blob = about.split()
    return f"{mode} {blob}"


def staged_entries(place: Place) -> dict[str, str]:
    """`mode blob` of the files in the index; HistoryBusy where a merge left a conflict."""
    where = (place.lead,) if place.lead else ()
    answer = place.ask("--literal-pathspecs", "ls-files", "--stage", "-z", "--", *where)
    lines = (line.partition("\t") for line in answer.split("\0") if line)
    return {path: _staged(about, path) for about, _, path in lines}


def _staged(about: str, path: str) -> str:
    """`mode blob` of `mode blob stage`; a stage other than 0 is one side of a conflict."""
    mode, blob, stage = about.split()
    if stage != "0":
        raise HistoryBusy(f"Tệp «{path}» còn hai bản khác nhau chưa được gộp.")
    return f"{mode} {blob}"


def between(place: Place, old: str, new: str) -> dict[str, Ends]:
    """The files that differ between two commits (or trees), with their entries in each."""
    question = ("diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff", "--raw")
    fields = place.ask(*question, EMPTY_TREE if old == NOTHING else old, new).split("\0")
    out = {}
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, new_mode, old_blob, new_blob, _ = about.lstrip(":").split()
        out[path] = (_entry(old_mode, old_blob), _entry(new_mode, new_blob))
    return out


def _entry(mode: str, blob: str) -> str:
    return "" if blob == NOTHING else f"{mode} {blob}"
