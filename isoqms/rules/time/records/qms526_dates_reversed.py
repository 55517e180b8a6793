"""Ngày sau đứng trước ngày trước.

Ngày cuối kỳ trước ngày đầu, ngày trả lời trước ngày nhận, ngày đóng trước ngày phát hiện: chắc chắn một trong hai ngày
gõ nhầm.

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

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository, Rows
from isoqms.wording import date_short

CODE = "QMS526"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)

_PAIRS = (
    ("periods", "start", "end", "Ngày cuối kỳ", "ngày đầu kỳ"),
    ("rounds", "planned_from", "planned_to", "Ngày phải xong", "ngày dự kiến bắt đầu"),
    ("nonconformities", "found", "done", "Ngày hoàn thành", "ngày phát hiện"),
    ("nonconformities", "found", "closed", "Ngày đóng", "ngày phát hiện"),
    ("complaints", "received", "answered", "Ngày trả lời", "ngày nhận"),
)
"""The list of the year, the earlier and the later date, and their names."""


def check(repository: Repository) -> Iterator[Finding]:
    """Each later date that lies before its earlier one."""
    for year in repository.years.values():
        yield from _of(year.rows)


def _of(rows: Rows) -> Iterator[Finding]:
    for members, first, second, later, earlier in _PAIRS:
        for row in getattr(rows, members):
            start, end = getattr(row.record, first), getattr(row.record, second)
            if start and end and end < start:
                message = f"{later} {date_short(end)} trước {earlier} {date_short(start)}."
                related = (row.at(first),)
                yield Finding(row.at(second), message, "Sửa ngày gõ nhầm.", related=related)
