"""Why git finds no history in a folder: it never came along, or it is spoilt; from files alone."""

from pathlib import Path

from isoqms.history.errors import (
    LEFT_BEHIND,
    BrokenHistory,
    HistoryUnavailable,
    NothingRecorded,
    NotRecorded,
)
from isoqms.history.place import git_folder_of, top_of


def why_none(root: Path) -> HistoryUnavailable:
    """Why there is no history to be asked in `root`."""
    top = top_of(root)
    if top is None:
        return NotRecorded(f"«{root.name}» {LEFT_BEHIND}")
    return BrokenHistory(f"Lịch sử của «{root.name}» hỏng: {_fault(top)}.")


def why_empty(root: Path) -> HistoryUnavailable:
    """Why a history has no last entry: nothing was ever recorded, or that entry is lost."""
    top = top_of(root)
    if top is not None and _has_branches(git_folder_of(top)):
        return BrokenHistory(f"Lịch sử của «{root.name}» hỏng: không tìm thấy lần ghi cuối cùng.")
    return NothingRecorded(f"Lịch sử của «{root.name}» còn trống: chưa có gì được ghi nhận.")


def is_empty(folder: Path) -> bool:
    """Whether a folder of git holds nothing of git's: at most what waits and locks of our own."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    return all(each.name.startswith("isoqms-") for each in folder.iterdir())


def _fault(top: Path) -> str:
    here = top / ".git"
    if here.is_file():
        return "tệp .git chỉ tới một nơi không có"
    if is_empty(here):
        return "thư mục ẩn .git trống, có lẽ chép chưa xong"
    return "thư mục ẩn .git thiếu hoặc hỏng phần mở đầu"


def _has_branches(folder: Path) -> bool:
    heads = folder / "refs" / "heads"
    packed = folder / "packed-refs"
    has_loose = any(path.is_file() for path in heads.rglob("*"))
    return has_loose or (packed.is_file() and packed.stat().st_size > 0)
