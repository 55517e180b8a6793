"""How far the treatment of a nonconformity is (xử lý sự không phù hợp; 10.2), as of a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Nonconformity


class Progress(StrEnum):
    """How far the treatment of a nonconformity is, as people read it."""

    CLOSED = "Đã đóng"
    DONE = "Đã làm, chưa kiểm tra hiệu lực"
    OVERDUE = "Quá hạn"
    OPEN = "Đang mở"


def unplanned(item: Nonconformity, day: date) -> tuple[str, ...]:
    """What the treatment of one that was open on a day lacks: cause, action, last day."""
    how_far = progress(item, day)
    if how_far is Progress.CLOSED or item.found > day:
        return ()
    parts = {"nguyên nhân": item.cause, "hành động khắc phục": item.action}
    if how_far is not Progress.DONE:
        parts["hạn"] = str(item.due) if item.due else None
    return tuple(name for name, value in parts.items() if not value)


def progress(item: Nonconformity, day: date) -> Progress:
    """How far it was on a day; on its last day it is not overdue yet.

    What came later than that day does not count.
    """
    if item.closed and item.closed <= day:
        return Progress.CLOSED
    if item.done and item.done <= day:
        return Progress.DONE
    return Progress.OVERDUE if item.due and item.due < day else Progress.OPEN
