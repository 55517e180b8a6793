"""Why git finds no history in a folder: it never came along, or it is spoilt; from files alone."""

from pathlib import Path

from isoqms.history.errors import (
    BROKEN,
    LEFT_BEHIND,
    BrokenHistory,
    HeldHistory,
    HistoryUnavailable,
    NothingRecorded,
    NotRecorded,
)
from isoqms.history.git_folder import held_in, top_of
from isoqms.history.place import at_top, has_entries


def why_none(root: Path) -> HistoryUnavailable:
    """Why there is no history to be asked in `root`."""
    top = top_of(root)
    if top is None:
        return NotRecorded(f"«{root.name}» {LEFT_BEHIND}")
    return _held(root) or BrokenHistory(_fault(root, top))


def why_empty(root: Path) -> HistoryUnavailable:
    """Why a history has no last entry: nothing was ever recorded, or that entry is lost."""
    place = at_top(root)
    if place is not None and has_entries(place):
        return _held(root) or BrokenHistory(BROKEN)
    return NothingRecorded(f"Lịch sử của «{root.name}» còn trống: chưa có gì được ghi nhận.")


def _held(root: Path) -> HeldHistory | None:
    place = at_top(root)
    if place is None:
        return None
    branches = (place.shared / "refs" / "heads").rglob("*")
    return held_in(place.folder, *branches)


def is_empty(folder: Path) -> bool:
    """Whether a folder of git holds nothing of git's: at most what waits and locks of our own."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    return all(each.name.startswith("isoqms-") for each in folder.iterdir())


def _fault(root: Path, top: Path) -> str:
    here = top / ".git"
    if here.is_file():
        return f"Lịch sử của «{root.name}» bị hỏng: tệp .git chỉ tới một nơi không có."
    if is_empty(here):
        return f"Lịch sử của «{root.name}» bị hỏng: thư mục ẩn .git trống, có lẽ chép chưa xong."
    return BROKEN
