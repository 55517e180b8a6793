"""How far the treatment of a nonconformity is (xử lý sự không phù hợp; 10.2), as of a day."""

from datetime import date
from enum import StrEnum

from isoqms.model.improvement import Nonconformity


class Progress(StrEnum):
    """How far the treatment of a nonconformity is, as people read it."""

    CLOSED = "Đã đóng"
    DONE = "Đã làm, chưa kiểm tra hiệu lực"
    OVERDUE = "Quá hạn"
    OPEN = "Đang mở"


def progress(item: Nonconformity, day: date) -> Progress:
    """How far it was on a day; on its last day it is not overdue yet.

    What came later than that day does not count.
    """
    if item.closed and item.closed <= day:
        return Progress.CLOSED
    if item.done and item.done <= day:
        return Progress.DONE
    return Progress.OVERDUE if item.due and item.due < day else Progress.OPEN
