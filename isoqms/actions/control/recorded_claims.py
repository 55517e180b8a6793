"""What the history says of itself, as steps: its days, its beginning, what it is made of.

A day of recording is a claim, and all of this lies inside the repository: it may contradict itself,
it never proves anything alone.
"""

from collections.abc import Iterator
from itertools import starmap
from pathlib import Path

from isoqms.actions.control.proof import Result, Step
from isoqms.facts.control.claimed_days import (
    told_early,
    told_late,
    told_turned_back,
    who_and_when,
)
from isoqms.facts.control.foundations import sentences
from isoqms.history import History
from isoqms.history.reading.log import try_history
from isoqms.history.reading.shared import SharedLine, shared_lines
from isoqms.model.control.decision import Decision
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Control
from isoqms.repository.integrity import begun
from isoqms.repository.recorded_days import (
    after,
    recorded_early,
    recorded_late,
    signed_before_all,
    turned_back,
)
from isoqms.wording import date_short


def claims(repository: Repository, known: Control) -> Iterator[Step]:
    """The steps, those that found nothing to tell left out where they rarely do."""
    yield _days(repository, known)
    yield from _foundations(repository.root)
    yield from map(_shared, shared_lines(repository.root))


def _days(repository: Repository, known: Control) -> Step:
    """Whether the days of recording bear out the days of signing, and each other."""
    # Of everything: an entry of a year's records can be dated falsely too.
    every = try_history(repository.root)
    earlier = signed_before_all(repository, known)
    late = (
        batch
        for batch in recorded_late(repository, known)
        if not all(one in earlier for one in batch.decisions)
    )
    details = (
        *_beginning(known, earlier),
        *map(told_late, late),
        *map(told_early, recorded_early(repository, known)),
        *starmap(told_turned_back, turned_back(every)),
        *_later(repository, every),
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


def _beginning(known: Control, earlier: tuple[Entry[Decision], ...]) -> Iterator[str]:
    """What was issued long before there was a history, by what the decisions say."""
    if not earlier:
        return
    first, last = earlier[0].record.signed, earlier[-1].record.signed
    signed = f"ngày {date_short(first)}"
    if last != first:
        signed = f"từ ngày {date_short(first)} đến ngày {date_short(last)}"
    issued = [one for one in known.every_issue if one.decision in earlier]
    without = sum(one.text is None for one in issued)
    lost = f", {without} lần không có văn bản" if without else ""
    yield (
        f"Lịch sử của kho bắt đầu ngày {date_short(begun(known))}, kể {len(earlier)} quyết định ký "
        f"{signed}, ban hành {len(issued)} lần từ trước khi có kho{lost}: lịch sử không chứng minh "
        "được các lần này."
    )


def _later(repository: Repository, every: History) -> Iterator[str]:
    """What bears a day that has not come, seen from the day that is asked about."""
    found = after(every, repository.as_of)
    if found:
        last = max(found, key=lambda one: one.when)
        yield (
            f"{len(found)} lần ghi mang ngày sau ngày đối chiếu {date_short(repository.as_of)}, "
            f"muộn nhất là {who_and_when(last)}."
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
        f"{what[:1].upper()}{what[1:]} có {line.missing} lần ghi mà máy này chưa nhận về: chạy "
        "`isoqms sync`.",
    )
