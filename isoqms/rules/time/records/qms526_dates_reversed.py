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
from isoqms.repository import Entry, Repository
from isoqms.wording import date_short

CODE = "QMS526"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)

_PAIRS = (
    ("cases", "periods", "start", "end", "Ngày cuối kỳ", "ngày đầu kỳ"),
    ("audits", "rounds", "planned_from", "planned_to", "Ngày phải xong", "ngày dự kiến bắt đầu"),
    ("nonconformities", "items", "found", "done", "Ngày hoàn thành", "ngày phát hiện"),
    ("nonconformities", "items", "found", "closed", "Ngày đóng", "ngày phát hiện"),
    ("complaints", "complaints", "received", "answered", "Ngày trả lời", "ngày nhận"),
)
"""The file of the year, its list, the earlier and the later date, and their names."""


def check(repository: Repository) -> Iterator[Finding]:
    """Each later date that lies before its earlier one."""
    for year in repository.years.values():
        for slot, members, first, second, later, earlier in _PAIRS:
            entry = getattr(year, slot)
            if not isinstance(entry, Entry):
                continue
            for index, item in enumerate(getattr(entry.record, members)):
                start, end = getattr(item, first), getattr(item, second)
                if start and end and end < start:
                    message = f"{later} {date_short(end)} trước {earlier} {date_short(start)}."
                    related = (entry.at(members, index, first),)
                    yield Finding(entry.at(members, index, second), message, "Sửa ngày gõ nhầm.", related=related)
