"""Hồ sơ vào, ra và còn lại không cân.

Tổng tiếp nhận bằng đã giải quyết cộng đang giải quyết cộng trả lại, rút. Cơ quan đã tính hồ sơ trả
lại vào đã giải quyết (returned_in_resolved) thì không cộng thêm lần nữa. Số còn lại không bao giờ
âm.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-03-31
    carried_over: 10
    received: 90
    early_or_on_time: 70
    late: 5
    returned: 5
    pending_in_time: 10  # <- QMS704
    pending_overdue: 5
  - start: 2025-04-01
    end: 2025-06-30
    stated:
      total: 100
      resolved: 101  # <- QMS704
  - start: 2025-07-01
    end: 2025-09-30
    pending_in_time: 10
    pending_overdue: 5
    stated:
      pending: 16  # <- QMS704
  - start: 2025-10-01
    end: 2025-10-31
    stated: {total: 100, resolved: 90, pending: 11}  # <- QMS704
  - start: 2025-11-01
    end: 2025-11-30
    carried_over: 0
    received: 80
    early_or_on_time: 80
    late: 0
    returned: 0
    pending_in_time: 1  # <- QMS704
    pending_overdue: 0
  - start: 2025-12-01
    end: 2025-12-31
    pending_in_time: 0
    pending_overdue: 0
    stated:
      pending: 3  # <- QMS704
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-03-31
    carried_over: 10
    received: 90
    early_or_on_time: 70
    late: 5
    returned: 5
    pending_in_time: 15
    pending_overdue: 5
    stated: {pending: 20}
  - {start: 2025-04-01, end: 2025-06-30, stated: {total: 100, resolved: 90, pending: 10}}
  - {start: 2025-07-01, end: 2025-09-30, carried_over: 0, received: 80,
     early_or_on_time: 75, late: 5, returned: 0}
  - {start: 2025-10-01, end: 2025-12-31, carried_over: 0, received: 10, stated: {pending: 3}}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Practice, Severity
from isoqms.facts.services.cases import (
    pending,
    pending_told,
    remainder,
    resolved_told,
    span_words,
    total_told,
    unresolved,
)
from isoqms.model.layout import file_of
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS704"
SEVERITY = Severity.ERROR
BASIS = (
    Clause("9.1.1"),
    Practice("Biểu II.06a/VPCP/KSTT: tổng tiếp nhận = đã giải quyết + đang giải quyết"),
)

_HINT = (
    "Đối chiếu với phần mềm một cửa; xem hồ sơ trả lại có được tính vào đã giải quyết không "
    f"({file_of('isoqms')})."
)


def check(repository: Repository) -> Iterator[Finding]:
    """The periods whose cases in, out and left do not balance."""
    inside = repository.agency.record.returned_in_resolved
    for row in repository.rows.periods:
        period = row.record
        yield from _pending_parts(row)
        left = remainder(period, returned_in_resolved=inside)
        # With the returned cases unknown, what is left can only be too little.
        most = unresolved(period) if left is None else left
        if most is None:
            continue
        stated = pending_told(period)
        balance = _balance(period, inside=inside)
        if most < 0:
            place = _place(row, "resolved", "late")
            yield Finding(place, f"T{balance[1:]}, còn lại {number(most)} là số âm.", _HINT)
        elif stated is not None and (stated > most or (stated < most and left is not None)):
            place = _place(row, "pending", "pending_in_time")
            right = "nhiều nhất" if left is None else "phải"
            message = (
                f"Đang giải quyết ghi {number(stated)}, còn {balance} "
                f"thì {right} là {number(most)}."
            )
            yield Finding(place, message, _HINT)


def _pending_parts(row: Row[CasePeriod]) -> Iterator[Finding]:
    period = row.record
    if period.stated is None:
        return
    stated, right = period.stated.pending, pending(period)
    if stated is None or right is None or stated == right:
        return
    in_time, overdue = period.pending_in_time or 0, period.pending_overdue or 0
    parts = f"{number(in_time)} trong hạn + {number(overdue)} quá hạn = {number(right)}"
    message = f"Đang giải quyết ghi {number(stated)}, còn {parts} ({span_words(period)})."
    yield Finding(row.at("stated", "pending"), message, "Sửa số sai.")


def _balance(period: CasePeriod, *, inside: bool) -> str:
    """`tiếp nhận 100, giải quyết 95, trả lại 2 (kỳ 01/01/2025 đến 30/6/2025)`."""
    whole, done = total_told(period) or 0, resolved_told(period) or 0
    words = f"tiếp nhận {number(whole)}, giải quyết {number(done)}"
    if period.returned is not None and not inside:
        words += f", trả lại {number(period.returned)}"
    return f"{words} ({span_words(period)})"


def _place(row: Row[CasePeriod], stated: str, part: str) -> Place:
    """The place of the stated figure, or else of one of its parts."""
    told = row.record.stated
    if told is not None and getattr(told, stated) is not None:
        return row.at("stated", stated)
    return row.at(part)
