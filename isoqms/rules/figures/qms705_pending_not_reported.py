"""Không báo số hồ sơ đang giải quyết.

Có tổng tiếp nhận và số đã giải quyết mà phần còn lại không được nói tới: người đọc không biết hồ sơ
ấy ở đâu, trong hạn hay quá hạn. Máy nêu số phải có, kể cả khi hồ sơ trả lại được tính hay không.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01  # <- QMS705
    end: 2025-10-26
    carried_over: 1276
    received: 19014
    early_or_on_time: 17264
    late: 86
    returned: 788
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-10-26
    carried_over: 1276
    received: 19014
    early_or_on_time: 17264
    late: 86
    returned: 788
    stated: {pending: 2152}
```

## Đúng, lĩnh vực đã có dòng của cả cơ quan nói thay

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-10-26, early_or_on_time: 95, late: 0,
     stated: {total: 100, pending: 5}}
  - {start: 2025-01-01, end: 2025-10-26, field: Hộ tịch, early_or_on_time: 35, late: 0,
     stated: {total: 40}}
```

## Đúng, không còn hồ sơ nào

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-10-26, early_or_on_time: 95, late: 0, returned: 5,
     stated: {total: 100}}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.services.cases import (
    part_of,
    resolved_told,
    span_words,
    tells_pending,
    total_told,
    unresolved,
)
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS705"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.1"), Practice("Biểu II.06a/VPCP/KSTT: đang giải quyết = trong hạn + quá hạn"))


def check(repository: Repository) -> Iterator[Finding]:
    """The periods that leave cases over and say nothing of them."""
    inside = repository.agency.record.returned_in_resolved
    rows = repository.rows.periods
    of_all = (row.record for row in rows if part_of(row.record).is_whole)
    whole = {(period.start, period.end) for period in of_all}
    for row in rows:
        period = row.record
        # The fields and levels of a period are told by the whole agency's line.
        if not part_of(period).is_whole and (period.start, period.end) in whole:
            continue
        left = unresolved(period)
        if left is None or tells_pending(period):
            continue
        back = _back(period, inside=inside)
        if left > back:
            yield Finding(
                row.place,
                f"Không báo số hồ sơ đang giải quyết: {_reckoned(period, left, back)} "
                f"({span_words(period)}).",
                "Ghi số đang giải quyết, chia trong hạn và quá hạn, theo phần mềm một cửa.",
            )


def _back(period: CasePeriod, *, inside: bool) -> int:
    """The cases returned that are still to be taken off."""
    # Where the agency counts them among the resolved, they are taken off already.
    if inside or period.returned is None:
        return 0
    return period.returned


def _reckoned(period: CasePeriod, left: int, back: int) -> str:
    """`tiếp nhận 100 − giải quyết 95 = 5; trừ 2 hồ sơ trả lại còn 3`."""
    whole, done = total_told(period) or 0, resolved_told(period) or 0
    words = f"tiếp nhận {number(whole)} − giải quyết {number(done)} = {number(left)}"
    if not back:
        return words
    return f"{words}; trừ {number(back)} hồ sơ trả lại còn {number(left - back)}"
