"""Đã giải quyết khác trước hạn cộng đúng hạn cộng trễ hạn.

Số đã giải quyết bằng trước hạn cộng đúng hạn cộng trễ hạn. Nguồn số liệu gộp đúng hạn và trước hạn
thì ghi một số gộp; gộp trễ hạn với đang quá hạn cũng vậy. Cơ quan tính hồ sơ trả lại vào đã giải
quyết thì tổng có thể hơn đúng số trả lại.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    early_or_on_time: 17264
    late: 86
    stated:
      resolved: 17530  # <- QMS703
  - start: 2025-07-01
    end: 2025-12-31
    early: 10
    on_time: 20
    early_or_on_time: 31  # <- QMS703
    late: 2
    pending_overdue: 3
    late_or_overdue: 6  # <- QMS703
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, early_or_on_time: 17264, late: 86,
     stated: {resolved: 17350}}
  - {start: 2025-07-01, end: 2025-12-31, early: 10, late: 86, stated: {resolved: 17350}}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.services.cases import resolved, span_words, summed
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS703"
SEVERITY = Severity.ERROR
BASIS = (
    Clause("9.1.1"),
    Practice("Biểu II.06a/VPCP/KSTT: đã giải quyết = trước hạn + đúng hạn + quá hạn"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The periods whose resolved cases are not the sum of their parts."""
    returned_in_resolved = repository.agency.record.returned_in_resolved
    for row in repository.rows.periods:
        period = row.record
        yield from _on_time_parts(row)
        yield from _late_parts(row)
        if period.stated is None:
            continue
        stated, right = period.stated.resolved, resolved(period)
        if stated is None or right is None or stated == right:
            continue
        if returned_in_resolved and stated == summed((right, period.returned)):
            continue
        parts = f"{_parts(period)} = {number(right)}"
        yield Finding(
            row.at("stated", "resolved"),
            f"Đã giải quyết ghi {number(stated)}, còn {parts} ({span_words(period)}).",
            "Đối chiếu với phần mềm một cửa rồi sửa số sai.",
        )


def _on_time_parts(row: Row[CasePeriod]) -> Iterator[Finding]:
    period = row.record
    told, right = period.early_or_on_time, summed((period.early, period.on_time))
    if told is None or right is None or told == right:
        return
    yield Finding(
        row.at("early_or_on_time"),
        f"Đúng, trước hạn ghi {number(told)}, "
        f"còn {number(period.early or 0)} trước hạn + {number(period.on_time or 0)} đúng "
        f"hạn = {number(right)} ({span_words(period)}).",
        "Giữ hai số tách riêng và bỏ số gộp, hoặc sửa số sai.",
    )


def _late_parts(row: Row[CasePeriod]) -> Iterator[Finding]:
    period = row.record
    told, right = period.late_or_overdue, summed((period.late, period.pending_overdue))
    if told is None or right is None or told == right:
        return
    yield Finding(
        row.at("late_or_overdue"),
        f"Trễ hạn kể cả đang quá hạn ghi {number(told)}, "
        f"còn {number(period.late or 0)} giải quyết trễ + {number(period.pending_overdue or 0)} "
        f"đang quá hạn = {number(right)} ({span_words(period)}).",
        "Giữ hai số tách riêng và bỏ số gộp, hoặc sửa số sai.",
    )


def _parts(period: CasePeriod) -> str:
    late = f"{number(period.late or 0)} trễ hạn"
    if period.early_or_on_time is not None:
        return f"{number(period.early_or_on_time)} đúng, trước hạn + {late}"
    return (
        f"{number(period.early or 0)} trước hạn + {number(period.on_time or 0)} đúng hạn + {late}"
    )
