"""Số liệu các lĩnh vực không cộng ra số của cơ quan, hoặc các kỳ chồng nhau.

Cùng một kỳ, cộng số của các lĩnh vực phải ra số của cả cơ quan. Cộng ít hơn có thể do thiếu lĩnh
vực nên máy chỉ cảnh báo; cộng nhiều hơn thì chắc chắn sai. Hai kỳ chồng lên nhau một phần làm hồ sơ
bị đếm hai lần; kỳ lũy kế nằm trọn trong nhau thì không sao.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    received: 100  # <- QMS708
    late: 3
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, received: 70, late: 2}
  - {start: 2025-01-01, end: 2025-06-30, field: Hộ tịch, received: 40, late: 1}
  - {start: 2025-06-30, end: 2025-12-31}  # <- QMS708
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, received: 110, late: 3}
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, received: 70, late: 2}
  - {start: 2025-01-01, end: 2025-06-30, field: Hộ tịch, received: 40}
  - {start: 2025-01-01, end: 2025-12-31}
  - {start: 2025-07-01, end: 2025-12-31}
```
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import attrgetter
from typing import Final

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import on_time, received, span_words
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import eased
from isoqms.wording import date_short, number

CODE = "QMS708"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)

_FIGURES = {
    "carried_over": "Kỳ trước chuyển sang",
    "received": "Tiếp nhận trong kỳ",
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "early_or_on_time": "Đúng, trước hạn",
    "late": "Trễ hạn",
    "returned": "Trả lại, rút",
    "pending_in_time": "Đang giải quyết trong hạn",
    "pending_overdue": "Đang giải quyết quá hạn",
}
_MADE_OF: Final[Mapping[str, Callable[[CasePeriod], int | None]]] = {
    "received": received,
    "early_or_on_time": on_time,
}
"""The figures that a field may tell in parts: by channel, early and on time apart."""


def check(repository: Repository) -> Iterator[Finding]:
    """The agency's figures that its fields do not make up, and the periods that overlap in part."""
    together: dict[tuple[date, date], list[Row[CasePeriod]]] = {}
    alike: dict[str | None, list[Row[CasePeriod]]] = {}
    for row in repository.rows.periods:
        period = row.record
        together.setdefault((period.start, period.end), []).append(row)
        alike.setdefault(period.field, []).append(row)
    for group in together.values():
        fields = [row.record for row in group if row.record.field]
        for row in group:
            if row.record.field is None and fields:
                yield from _against(row, fields)
    for group in alike.values():
        yield from _overlapping(group)


def _against(row: Row[CasePeriod], fields: list[CasePeriod]) -> Iterator[Finding]:
    whole = row.record
    for name, title in _FIGURES.items():
        told = _MADE_OF.get(name, attrgetter(name))
        stated = getattr(whole, name)
        # Both parts of the whole are held against those of the fields already.
        if name == "received":
            stated = received(whole)
        parts = [part for part in map(told, fields) if part is not None]
        if stated is None or not parts or sum(parts) == stated:
            continue
        less = sum(parts) < stated
        # Fields that tell nothing may make up what is lacking.
        if less and len(parts) < len(fields):
            continue
        yield Finding(
            row.at(name),
            f"{title} của cả cơ quan ghi {number(stated)}, "
            f"còn cộng {number(len(parts))} lĩnh vực được {number(sum(parts))} "
            f"({span_words(whole)}).",
            "Kiểm tra lĩnh vực còn thiếu hoặc bị đếm hai lần.",
            severity=eased(Severity.WARNING, when=less),
        )


def _overlapping(group: list[Row[CasePeriod]]) -> Iterator[Finding]:
    """Each period against the one that reaches furthest among those that start earlier."""
    furthest: Row[CasePeriod] | None = None
    for row in sorted(group, key=_first_and_longest):
        period, earlier = row.record, furthest.record if furthest else None
        if furthest and earlier and earlier.start < period.start <= earlier.end < period.end:
            other = f"kỳ {date_short(earlier.start)} đến {date_short(earlier.end)}"
            yield Finding(
                row.place,
                f"K{span_words(period)[1:]} chồng lên {other}.",
                "Sửa ngày đầu, ngày cuối để hai kỳ nối nhau, hoặc một kỳ nằm trọn trong kỳ kia.",
                related=(furthest.place,),
                severity=Severity.WARNING,
            )
        if earlier is None or period.end > earlier.end:
            furthest = row


def _first_and_longest(row: Row[CasePeriod]) -> tuple[date, int]:
    return row.record.start, -row.record.end.toordinal()
