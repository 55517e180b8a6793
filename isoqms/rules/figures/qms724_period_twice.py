"""Một kỳ số liệu ghi hai lần, hoặc hai kỳ chồng nhau một phần.

Cùng từ ngày, đến ngày, cùng lĩnh vực, cùng cấp mà có hai dòng thì không ai biết dòng nào đúng, và
hồ sơ có thể bị đếm hai lần. Hai kỳ chồng nhau một phần cũng vậy: máy cộng các kỳ kể được nhiều ngày
nhất mà không ngày nào tính hai lần, và nói kỳ nào không được cộng. Kỳ ngắn nằm trọn trong kỳ dài
(quý trong năm) không sao; kỳ lũy kế từ đầu năm mà các kỳ được cộng đã phủ kín cũng không sao. Tên
lĩnh vực viết hoa, viết thường, «hòa» hay «hoà» là một.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-03-31, received: 100}
  - {start: 2025-01-01, end: 2025-03-31, received: 110}  # <- QMS724
  - {start: 2025-01-01, end: 2025-03-31, field: Hòa giải, received: 10}
  - {start: 2025-01-01, end: 2025-03-31, field: hoà  giải, received: 10}  # <- QMS724
online:
  - {start: 2025-01-01, end: 2025-03-31, online: 80, of: 100}
  - {start: 2025-01-01, end: 2025-03-31, online: 81, of: 100}  # <- QMS724
```

```yaml nam/2025/van-ban-di.yaml
totals:
  - {start: 2025-01-01, end: 2025-06-30, issued: 300}
  - {start: 2025-01-01, end: 2025-06-30, issued: 301}  # <- QMS724
```

## Sai, chồng nhau một phần

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-03-01, end: 2025-05-31, received: 90}
  - {start: 2025-04-01, end: 2025-06-30, received: 80}  # <- QMS724
  - {start: 2025-07-01, end: 2025-09-30, field: Hòa giải, received: 10}
  - {start: 2025-09-01, end: 2025-10-31, field: hoà  giải, received: 12}  # <- QMS724
```

```yaml nam/2025/van-ban-di.yaml
totals:
  - {start: 2025-01-01, end: 2025-06-30, issued: 300}
  - {start: 2025-06-30, end: 2025-09-30, issued: 150}  # <- QMS724
```

## Đúng, lũy kế từ đầu năm và đủ các quý

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-10-26, received: 290}
  - {start: 2025-01-01, end: 2025-06-30, received: 200}
  - {start: 2025-04-01, end: 2025-06-30, received: 100}
  - {start: 2025-07-01, end: 2025-12-31, received: 150}
  - {start: 2025-10-01, end: 2025-12-31, field: Hòa giải, received: 10}
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-03-31, received: 100}
  - {start: 2025-01-01, end: 2025-03-31, field: Hòa giải, received: 10}
  - {start: 2025-01-01, end: 2025-03-31, field: Hòa giải, level: xa, received: 10}
  - {start: 2025-01-01, end: 2025-06-30, received: 200}
online:
  - {start: 2025-01-01, end: 2025-03-31, online: 80, of: 100}
  - {start: 2025-01-01, end: 2025-03-31, level: toan-trinh, online: 40, of: 100}
  - {start: 2025-01-01, end: 2025-03-31, measure: ty-le-tthc, online: 20, of: 30}
```
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.services.cases import (
    Dated,
    Part,
    counted_once,
    overlap_in_part,
    part_of,
    span_words,
    uncounted,
)
from isoqms.facts.services.online import what
from isoqms.model.base import Record
from isoqms.model.services import CasePeriod, OnlineLevel, OnlineMeasure, OnlineShare
from isoqms.repository import Repository, Row, Rows
from isoqms.wording import date_short

CODE = "QMS724"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)

_HINT = "Đối chiếu với nguồn số liệu, giữ một dòng và xóa dòng kia."
_APART = "Sửa ngày đầu, ngày cuối để hai kỳ nối nhau, hoặc một kỳ nằm trọn trong kỳ kia."
_R = TypeVar("_R", bound=Record)
_D = TypeVar("_D", bound=Dated)


def check(repository: Repository) -> Iterator[Finding]:
    """The rows that tell again of the same days and part, and those that overlap others in part."""
    rows = repository.rows
    for row, first in _again((row, part_of(row.record)) for row in rows.periods):
        yield _finding(row.place, f"K{span_words(row.record)[1:]}", first)
    for share, first in _again((row, _of_share(row.record)) for row in rows.online):
        days = _days(share.record.start, share.record.end)
        yield _finding(share.place, f"Số liệu {what(share.record)} {days}", first)
    for total, first in _again((row, None) for row in rows.sent_totals):
        words = _days(total.record.start, total.record.end)
        yield _finding(total.place, f"Tổng số văn bản {words}", first)
    for year in repository.years.values():
        yield from _overlapping(year.rows)


def _of_share(told: OnlineShare) -> tuple[OnlineMeasure, OnlineLevel]:
    return told.measure, told.level


def _overlapping(rows: Rows) -> Iterator[Finding]:
    """The periods of a year that are not added up, since they overlap others in part."""
    alike: dict[Part, list[Row[CasePeriod]]] = {}
    for row in rows.periods:
        alike.setdefault(part_of(row.record), []).append(row)
    for group in alike.values():
        for one, kept in _left_out(group):
            days = _days(kept.record.start, kept.record.end)
            yield _astray(one.place, f"K{span_words(one.record)[1:]}", days, kept.place)
    for total, counted in _left_out(rows.sent_totals):
        words = f"Tổng số văn bản {_days(total.record.start, total.record.end)}"
        days = _days(counted.record.start, counted.record.end)
        yield _astray(total.place, words, days, counted.place)


def _left_out(rows: Sequence[Row[_D]]) -> Iterator[tuple[Row[_D], Row[_D]]]:
    """Each period that is not counted, with the first counted one that it overlaps."""
    records = [row.record for row in rows]
    kept, out = counted_once(records), uncounted(records)
    at = {id(row.record): row for row in rows}
    for one in out:
        if one.start != kept[0].start or not _is_covered(one, kept):
            over = next(each for each in kept if overlap_in_part(one, each))
            yield at[id(one)], at[id(over)]


def _is_covered(one: Dated, kept: Sequence[Dated]) -> bool:
    """Whether the counted periods tell of all its days."""
    days = ((min(one.end, each.end) - max(one.start, each.start)).days + 1 for each in kept)
    return sum(max(each, 0) for each in days) == (one.end - one.start).days + 1


def _astray(place: Place, what: str, days: str, kept: Place) -> Finding:
    message = f"{what} chồng một phần lên {days}; số cộng của năm không tính dòng này."
    return Finding(place, message, _APART, related=(kept,))


def _again(rows: Iterable[tuple[Row[_R], Hashable]]) -> Iterator[tuple[Row[_R], Place]]:
    """The rows that say the same days and part as one before, each with the place of that one."""
    first: dict[Hashable, Row[_R]] = {}
    for row, part in rows:
        days = (getattr(row.record, "start", None), getattr(row.record, "end", None))
        known = first.setdefault((days, part), row)
        if known is not row:
            yield row, known.place


def _finding(place: Place, what: str, first: Place) -> Finding:
    return Finding(place, f"{what} ghi hai lần.", _HINT, related=(first,))


def _days(start: date, end: date) -> str:
    return f"kỳ {date_short(start)} đến {date_short(end)}"
