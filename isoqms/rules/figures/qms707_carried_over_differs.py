"""Số chuyển kỳ không khớp.

Hồ sơ đang giải quyết cuối kỳ này chính là hồ sơ kỳ trước chuyển sang của kỳ sau, kể cả qua năm mới. Lệch nghĩa là
một trong hai kỳ đếm sai.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, stated: {pending: 12}}
  - start: 2025-07-01
    end: 2025-12-31
    carried_over: 13  # <- QMS707
```

## Đúng

```yaml nam/2024/ho-so.yaml
periods:
  - {start: 2024-01-01, end: 2024-12-31, stated: {pending: 12}}
  - {start: 2024-01-01, end: 2024-12-31, field: Đất đai, stated: {pending: 7}}
```

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, carried_over: 12}
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, carried_over: 7}
  - {start: 2025-07-02, end: 2025-12-31, carried_over: 99}
```
"""

from collections.abc import Iterator
from datetime import date, timedelta

from isoqms.diagnostics import Clause, Finding, Place, Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.figures.cases import pending, periods, span
from isoqms.wording import number

CODE = "QMS707"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Practice("Số đang giải quyết cuối kỳ là số chuyển sang kỳ sau"))


def check(repository: Repository) -> Iterator[Finding]:
    """The periods that carry over another number than the period just before left."""
    inside = repository.agency.record.returned_in_resolved
    left: dict[tuple[str | None, date], tuple[int, str, Place]] = {}
    for entry, index, period in periods(repository):
        still = pending(period, returned_in_resolved=inside)
        if still is not None:
            left[period.field, period.end] = (still, span(period), entry.at("periods", index))
    for entry, index, period in periods(repository):
        before = left.get((period.field, period.start - timedelta(days=1)))
        if before is None or period.carried_over is None or before[0] == period.carried_over:
            continue
        still, earlier, place = before
        yield Finding(
            entry.at("periods", index, "carried_over"),
            f"Kỳ trước chuyển sang ghi {number(period.carried_over)}, còn {earlier} để lại {number(still)}.",
            "Đối chiếu hai kỳ với phần mềm một cửa rồi sửa kỳ đếm sai.",
            related=(place,),
        )
