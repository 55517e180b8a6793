"""What the days of recording leave unproven, or cannot be, in sentences."""

from isoqms.history import Commit
from isoqms.repository.recorded_days import Batch, Early
from isoqms.wording import date_short


def told_late(batch: Batch) -> str:
    """That decisions were recorded long after they were signed, and so prove nothing before."""
    proves = "lịch sử không chứng minh được gì về thời gian trước ngày ghi"
    when = who_and_when(batch.commit)
    if len(batch.decisions) == 1:
        number, day = batch.decisions[0].record.number, date_short(batch.first)
        return f"Quyết định «{number}» ký ngày {day}, mãi {when} mới ghi vào kho: {proves}."
    return (
        f"{len(batch.decisions)} quyết định ký từ ngày {date_short(batch.first)} đến ngày "
        f"{date_short(batch.last)}, ban hành {batch.issued} lần, cùng ghi vào kho một lần {when}: "
        f"{proves}."
    )


def told_early(early: Early) -> str:
    """That an entry bears a day before the one on which its decision was signed."""
    record = early.decision.record
    return (
        f"Quyết định «{record.number}» ký ngày {date_short(record.signed)}, nhưng theo lịch sử đã "
        f"được ghi {who_and_when(early.commit)}, trước khi ký."
    )


def told_turned_back(before: Commit, after: Commit) -> str:
    """That an entry bears an earlier day than the one that it follows."""
    return (
        f"Lần ghi {who_and_when(after)} đứng sau lần ghi {who_and_when(before)} trong lịch sử: "
        "ngày ghi bị lùi."
    )


def who_and_when(commit: Commit) -> str:
    """`ngày 11/11/2025 (Công chức chuyên môn)`."""
    return f"ngày {date_short(commit.when.date())} ({commit.author})"
