"""Ngày sau đứng trước ngày trước.

Ngày cuối kỳ trước ngày đầu, ngày trả lời trước ngày nhận, ngày đóng trước ngày phát hiện: chắc chắn
một trong hai ngày gõ nhầm.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-06-30
    end: 2025-01-01  # <- QMS526
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Đánh giá nội bộ
    description: Thiếu chữ ký
    done: 2025-05-05  # <- QMS526
```

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-05-06
    subject: Trả kết quả chậm
    answered: 2025-04-06  # <- QMS526
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-06-30, end: 2025-06-30}
```

```yaml nam/2025/khieu-nai.yaml
complaints:
  - {id: kn-01, received: 2025-05-06, subject: Trả kết quả chậm, answered: 2025-05-06}
  - {id: kn-02, received: 2025-05-06, subject: Trả kết quả chậm}
```
"""

from collections.abc import Iterator
from typing import Any

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.records.lists import lists_of, rows_in
from isoqms.model.kinds import Span
from isoqms.repository import Repository, Row
from isoqms.wording import date_short

CODE = "QMS526"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each later date that lies before its earlier one."""
    for year in repository.years.values():
        for entry, members in lists_of(year):
            if members.spans:
                for row in rows_in(entry, members.route):
                    yield from _of(row, members.spans)


def _of(row: Row[Any], spans: tuple[Span, ...]) -> Iterator[Finding]:
    for span in spans:
        yield from _reversed(row, span)


def _reversed(row: Row[Any], span: Span) -> Iterator[Finding]:
    start, end = getattr(row.record, span.first), getattr(row.record, span.last)
    if start and end and end < start:
        later = f"{span.last_words} {date_short(end)}"
        yield Finding(
            row.at(span.last),
            f"{later} trước {span.first_words} {date_short(start)}.",
            "Sửa ngày gõ nhầm.",
            related=(row.at(span.first),),
        )
