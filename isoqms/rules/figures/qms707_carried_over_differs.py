"""Số chuyển kỳ không khớp.

Hồ sơ đang giải quyết cuối kỳ này chính là hồ sơ kỳ trước chuyển sang của kỳ sau, kể cả qua năm mới.
Lệch nghĩa là một trong hai kỳ đếm sai. Kỳ sau không ghi số chuyển sang thì máy suy từ các số khác
của kỳ ấy, khi đã đủ số.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, stated: {pending: 12}}
  - start: 2025-07-01
    end: 2025-12-31
    carried_over: 13  # <- QMS707
```

## Sai, kỳ sau không ghi số chuyển sang

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, stated: {pending: 20}}
  - start: 2025-07-01  # <- QMS707
    end: 2025-12-31
    online: 30
    in_person: 15
    by_post: 5
    early_or_on_time: 38
    late: 2
    returned: 0
    pending_in_time: 11
    pending_overdue: 1
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
from typing import NamedTuple, TypeAlias

from isoqms.diagnostics import Clause, Finding, Place, Practice, Severity
from isoqms.facts.services.cases import Part, left_over, part_of, span_words, taken_over
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS707"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Practice("Số đang giải quyết cuối kỳ là số chuyển sang kỳ sau"))


class _Left(NamedTuple):
    """The cases that a period left to the next."""

    cases: int
    words: str
    place: Place


_LeftBy: TypeAlias = dict[tuple[Part, date], dict[int, _Left]]
"""By field, level and last day, then by the number of cases."""


def check(repository: Repository) -> Iterator[Finding]:
    """The periods that carry over another number than the period just before left."""
    inside = repository.agency.record.returned_in_resolved
    left = _left(repository, inside=inside)
    for row in repository.rows.periods:
        period = row.record
        carried = taken_over(period, returned_in_resolved=inside)
        before = left.get((part_of(period), period.start - timedelta(days=1)), {})
        for earlier in before.values():
            if carried is None or earlier.cases == carried:
                continue
            yield Finding(
                row.at("carried_over"),
                f"{_said(period, carried)}, còn {earlier.words} để lại {number(earlier.cases)}.",
                "Đối chiếu hai kỳ với phần mềm một cửa rồi sửa kỳ đếm sai.",
                related=(earlier.place,),
            )


def _left(repository: Repository, *, inside: bool) -> _LeftBy:
    """What was left by the periods that end on a day, each number once.

    Several may end on it, a quarter and the half-year; they leave the same cases.
    """
    left: _LeftBy = {}
    for row in repository.rows.periods:
        period = row.record
        still = left_over(period, returned_in_resolved=inside)
        if still is not None:
            found = _Left(still, span_words(period), row.place)
            left.setdefault((part_of(period), period.end), {})[still] = found
    return left


def _said(period: CasePeriod, carried: int) -> str:
    if period.carried_over is not None:
        return f"Kỳ trước chuyển sang ghi {number(carried)}"
    words = f"Kỳ trước chuyển sang phải là {number(carried)} thì các số của {span_words(period)}"
    return f"{words} mới khớp"
