"""What the history says of itself, as steps: its days, its beginning, what it is made of.

A day of recording is a claim, and all of this lies inside the repository: it may contradict itself,
it never proves anything alone.
"""

from collections.abc import Iterator
from pathlib import Path

from isoqms.actions.control.proof import Result, Step
from isoqms.facts.control.foundations import sentences
from isoqms.history import Commit
from isoqms.history.reading.shared import SharedLine, shared_lines
from isoqms.repository import Repository
from isoqms.repository.control import Control
from isoqms.repository.integrity import begun
from isoqms.repository.recorded_days import (
    Batch,
    after,
    recorded_early,
    recorded_late,
    signed_before_all,
    turned_back,
)
from isoqms.wording import date_short, listed

_MOST_NAMED = 3


def claims(repository: Repository, known: Control) -> Iterator[Step]:
    """The steps, those that found nothing to tell left out where they rarely do."""
    yield from _beginning(repository, known)
    yield _days(repository, known)
    yield from _foundations(repository.root)
    yield from map(_shared, shared_lines(repository.root))


def _when(commit: Commit) -> str:
    return f"ngày {date_short(commit.when.date())} ({commit.author})"


def _beginning(repository: Repository, known: Control) -> Iterator[Step]:
    """What was issued before there was a history, by what the decisions say."""
    earlier = signed_before_all(repository, known)
    if not earlier:
        return
    records = [one.record for one in earlier]
    issued = [one for one in known.every_issue if one.decision in earlier]
    without = sum(one.text is None for one in issued)
    numbers = listed(one.number for one in records[:_MOST_NAMED])
    more = " …" if len(records) > _MOST_NAMED else ""
    details = [
        f"Ký từ ngày {date_short(records[0].signed)} đến ngày {date_short(records[-1].signed)}: "
        f"{numbers}{more}."
    ]
    if without:
        details.append(f"{without} lần ban hành trong số đó kho không có văn bản.")
    yield Step(
        "beginning",
        Result.OPEN,
        f"Lịch sử của kho bắt đầu ngày {date_short(begun(known))}, kể {len(records)} quyết định đã "
        f"ký trước đó, ban hành {len(issued)} lần: kho không chứng minh được các lần này.",
        tuple(details),
    )


def _days(repository: Repository, known: Control) -> Step:
    """Whether the days of recording bear out the days of signing, and each other."""
    details = (
        *map(_late, recorded_late(repository, known)),
        *_early(repository, known),
        *_turned_back(known),
        *_later(repository, known),
    )
    if details:
        return Step(
            "days",
            Result.OPEN,
            f"Ngày ghi không chứng minh được ngày ban hành, ở {len(details)} chỗ.",
            details,
        )
    return Step(
        "days",
        Result.HOLDS,
        "Ngày ghi theo đúng thứ tự; quyết định ghi trong vòng một tháng sau khi ký. Ngày ghi là "
        "lời khai của máy đã ghi.",
    )


def _late(batch: Batch) -> str:
    return (
        f"{len(batch.decisions)} quyết định ký từ ngày {date_short(batch.first)} đến ngày "
        f"{date_short(batch.last)}, ban hành {batch.issued} lần, mãi {_when(batch.commit)} mới ghi "
        "vào kho."
    )


def _early(repository: Repository, known: Control) -> Iterator[str]:
    for one in recorded_early(repository, known):
        record = one.decision.record
        yield (
            f"{record.number} ký ngày {date_short(record.signed)} mà ghi {_when(one.commit)}, "
            "trước khi ký."
        )


def _turned_back(known: Control) -> Iterator[str]:
    for before, later in turned_back(known):
        yield f"Lần ghi {_when(later)} đứng sau lần ghi {_when(before)}."


def _later(repository: Repository, known: Control) -> Iterator[str]:
    """What bears a day that has not come, seen from the day that is asked about."""
    found = after(known, repository.as_of)
    if found:
        last = max(found, key=lambda one: one.when)
        yield (
            f"{len(found)} lần ghi mang ngày sau ngày đối chiếu {date_short(repository.as_of)}, "
            f"muộn nhất là {_when(last)}."
        )


def _foundations(root: Path) -> Iterator[Step]:
    found = tuple(sentences(root))
    if found:
        is_grave = any(one.is_grave for one in found)
        yield Step(
            "foundations",
            Result.FAILS if is_grave else Result.OPEN,
            "Lịch sử của kho bị cho xem khác với lúc ghi, hoặc không đứng được một mình.",
            tuple(one.what for one in found),
        )


def _shared(line: SharedLine) -> Step:
    """What was shared earlier, as far as this copy remembers it."""
    day = f" đến ngày {date_short(line.when.date())}" if line.when else ""
    what = f"bản chung «{line.name}»{day}"
    if not line.missing:
        return Step(
            "shared",
            Result.HOLDS,
            f"{line.entries} lần ghi của {what} còn đủ trong lịch sử hôm nay, theo dấu mà máy này "
            "nhớ.",
        )
    if line.lost or not line.is_related:
        return Step(
            "shared",
            Result.FAILS,
            f"{line.missing} lần ghi đã chia sẻ ở {what} không còn trong lịch sử hôm nay: lịch sử "
            "đã bị thay.",
        )
    return Step(
        "shared",
        Result.OPEN,
        f"{what[:1].upper()}{what[1:]} có {line.missing} lần ghi mà máy này chưa nhận về.",
    )
