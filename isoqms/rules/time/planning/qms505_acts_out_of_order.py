"""Các bước của năm làm sai thứ tự.

Phê duyệt tài liệu, đánh giá nội bộ, xem xét của lãnh đạo, xác nhận hiệu lực rồi mới công bố: mỗi
bước dùng kết quả của bước trước. Máy chỉ nói khi biết cả hai ngày, và không nói khi bước trước đã
làm trong 12 tháng liền đó (công bố lại vào tháng 3 dựa trên đánh giá tháng 9 năm trước là đúng).

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-11-20}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-10-15  # <- QMS505
    minutes: Biên bản số 12/BB-UBND
confirmation:
  day: 2025-10-10  # <- QMS505
  document: Văn bản số 300/UBND-VX
```

## Sai, đợt đánh giá năm trước đã quá 12 tháng một ngày

```yaml nam/2024/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2024-03-08}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12}
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 10/QĐ-UBND
    announced: 2025-03-10  # <- QMS505
    notice: 11/UBND-VX
    posted: Bảng tin
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-10-15}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-10-15
    minutes: Biên bản số 12/BB-UBND
confirmation:
  day: 2025-10-16
  document: Văn bản số 300/UBND-VX
```

## Đúng, công bố lại đúng 12 tháng sau đợt đánh giá năm trước

```yaml nam/2024/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2024-03-09}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12}
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 10/QĐ-UBND, announced: 2025-03-10, notice: 11/UBND-VX, posted: Bảng tin}
```
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.model.control.decision import DecisionKind
from isoqms.repository import Repository, Year
from isoqms.wording import date_short

CODE = "QMS505"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 2 và khoản 3"),)

_STAGES = (
    "phê duyệt, ban hành tài liệu",
    "đánh giá nội bộ",
    "xem xét của lãnh đạo",
    "xác nhận hiệu lực",
    "công bố",
)
# Twelve months have up to 366 days.
_A_YEAR = timedelta(days=366)


class _Act(NamedTuple):
    """Something done on a day, at a stage of the order."""

    stage: int
    day: date
    place: Place


def check(repository: Repository) -> Iterator[Finding]:
    """Each act that was done before the act it builds on."""
    acts = [
        *_approvals(repository),
        *(act for year in repository.years.values() for act in _of(year)),
    ]
    for number in repository.years:
        known = sorted({act.stage for act in acts if act.day.year == number})
        for before, after in pairwise(known):
            yield from _too_early(acts, number, before, after)


def _too_early(acts: list[_Act], number: int, before: int, after: int) -> Iterator[Finding]:
    ground = [act for act in acts if act.stage == before]
    for act in acts:
        if act.stage != after or act.day.year != number:
            continue
        if any(_bears(earlier, act) for earlier in ground):
            continue
        of_year = (other for other in ground if other.day.year == number)
        first = min(of_year, key=lambda other: other.day)
        message = (
            f"{_capital(_STAGES[after])} ngày {date_short(act.day)} làm trước {_STAGES[before]} "
            f"ngày {date_short(first.day)}."
        )
        hint = (
            "Kiểm tra lại hai ngày; nếu đúng như vậy, làm lại bước sau hoặc ghi rõ đã "
            "dựa vào kết quả nào."
        )
        yield Finding(act.place, message, hint, related=(first.place,))


def _bears(earlier: _Act, act: _Act) -> bool:
    """Whether an act was done by the day of another, and not too long before it."""
    gone = act.day - earlier.day
    # An approved document stays approved; an audit or a review serves for the year that follows it.
    return timedelta(0) <= gone and (earlier.stage == 0 or gone <= _A_YEAR)


def _approvals(repository: Repository) -> Iterator[_Act]:
    for decision in repository.decisions:
        if decision.record.kind is DecisionKind.ISSUE:
            yield _Act(0, decision.record.signed, decision.at("signed"))


def _of(year: Year) -> Iterator[_Act]:
    for audit in year.rows.rounds:
        if audit.record.held:
            yield _Act(1, audit.record.held, audit.at("held"))
    for review in year.rows.reviews:
        if review.record.held:
            yield _Act(2, review.record.held, review.at("held"))
    if year.reviews and year.reviews.record.confirmation:
        day = year.reviews.record.confirmation.day
        yield _Act(3, day, year.reviews.at("confirmation", "day"))
    for announcement in year.rows.announcements:
        yield _Act(4, announcement.record.announced, announcement.at("announced"))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
