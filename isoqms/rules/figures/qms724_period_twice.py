"""Một kỳ số liệu ghi hai lần.

Cùng từ ngày, đến ngày, cùng lĩnh vực, cùng cấp mà có hai dòng thì không ai biết dòng nào đúng, và
hồ sơ có thể bị đếm hai lần. Tên lĩnh vực viết hoa, viết thường, «hòa» hay «hoà» là một.

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
```
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.services.cases import part_of, span_words
from isoqms.model.base import Record
from isoqms.repository import Repository, Row
from isoqms.wording import date_short

CODE = "QMS724"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)

_HINT = "Đối chiếu với nguồn số liệu, giữ một dòng và xóa dòng kia."
_R = TypeVar("_R", bound=Record)


def check(repository: Repository) -> Iterator[Finding]:
    """Each row after the first that tells of the same days and the same part of the agency."""
    rows = repository.rows
    for row, first in _again((row, part_of(row.record)) for row in rows.periods):
        yield _finding(row.place, f"K{span_words(row.record)[1:]}", first)
    for share, first in _again((row, row.record.level) for row in rows.online):
        level = share.record.level.words
        words = _days(share.record.start, share.record.end)
        yield _finding(share.place, f"Tỷ lệ trực tuyến {level} {words}".replace("  ", " "), first)
    for total, first in _again((row, None) for row in rows.sent_totals):
        words = _days(total.record.start, total.record.end)
        yield _finding(total.place, f"Tổng số văn bản {words}", first)


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
