"""Số của kỳ ngắn trái với số của kỳ dài chứa nó.

Tháng nằm trong quý, quý nằm trong năm: số của kỳ ngắn không thể lớn hơn số của kỳ dài. Các kỳ ngắn
nối nhau kín cả kỳ dài thì cộng lại phải bằng; số kỳ trước chuyển sang là của kỳ ngắn đầu, số đang
giải quyết là của kỳ ngắn cuối.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    carried_over: 5
    received: 100  # <- QMS725
    returned: 3
    pending_in_time: 9  # <- QMS725
  - start: 2025-01-01
    end: 2025-03-31
    carried_over: 5
    received: 60
    returned: 4  # <- QMS725
  - {start: 2025-04-01, end: 2025-06-30, received: 50, pending_in_time: 8}
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2024-12-15, end: 2025-12-14, carried_over: 5, received: 110, pending_in_time: 8}
  - {start: 2024-12-15, end: 2025-06-14, carried_over: 5, received: 60}
  - {start: 2025-06-15, end: 2025-12-14, carried_over: 7, received: 50, pending_in_time: 8}
```

## Đúng, chưa đủ các kỳ

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 110}
  - {start: 2025-01-01, end: 2025-03-31, received: 60}
```
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeAlias

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import (
    AT_THE_END,
    AT_THE_START,
    COLUMNS,
    Part,
    is_inside,
    over_time,
    part_of,
    received,
    span_words,
    title,
)
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS725"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"),)

_Group: TypeAlias = list[Row[CasePeriod]]
_HINT = "Đối chiếu hai kỳ với phần mềm một cửa rồi sửa số sai."


def check(repository: Repository) -> Iterator[Finding]:
    """The figures of a period that those of shorter ones inside it deny."""
    alike: dict[Part, _Group] = {}
    for row in repository.rows.periods:
        alike.setdefault(part_of(row.record), []).append(row)
    for group in alike.values():
        for whole in group:
            inside = [row for row in group if is_inside(row.record, whole.record)]
            yield from _held(whole, inside)


def _held(whole: Row[CasePeriod], parts: _Group) -> Iterator[Finding]:
    if not parts:
        return
    chain = _chain(whole.record, parts)
    for name in COLUMNS:
        stated = _stated(whole.record, name)
        if stated is None:
            continue
        found = tuple(_greater(whole, parts, name, stated))
        yield from found
        if chain and not found:
            yield from _added(whole, chain, name, stated)


def _stated(period: CasePeriod, name: str) -> int | None:
    """What a row tells in a column of its own; what came in is also told by the channels."""
    told: int | None = received(period) if name == "received" else getattr(period, name)
    return told


def _greater(whole: Row[CasePeriod], parts: _Group, name: str, stated: int) -> Iterator[Finding]:
    # How many are open on a day may be more in between than at either end.
    if name in AT_THE_START or name in AT_THE_END or name == "late_or_overdue":
        return
    for row in parts:
        part = _stated(row.record, name)
        if part is not None and part > stated:
            yield Finding(
                row.at(name),
                f"{title(name)} ghi {number(part)} ({span_words(row.record)}), "
                f"lớn hơn {number(stated)} của {span_words(whole.record)}.",
                _HINT,
                related=(whole.at(name),),
            )


def _added(
    whole: Row[CasePeriod], chain: tuple[CasePeriod, ...], name: str, stated: int
) -> Iterator[Finding]:
    right = over_time(name, chain)
    if right is None or right == stated:
        return
    yield Finding(
        whole.at(name),
        f"{title(name)} ghi {number(stated)} ({span_words(whole.record)}), "
        f"còn {_words(name, len(chain))} {number(right)}.",
        _HINT,
    )


def _words(name: str, parts: int) -> str:
    if name in AT_THE_START:
        return "kỳ đầu của nó ghi"
    if name in AT_THE_END:
        return "kỳ cuối của nó ghi"
    return f"cộng {number(parts)} kỳ nối nhau trong đó được"


def _chain(whole: CasePeriod, parts: _Group) -> tuple[CasePeriod, ...]:
    """Parts that follow on each other from the first day to the last; none where one is lacking."""
    longest: dict[object, CasePeriod] = {}
    for row in sorted(parts, key=lambda each: each.record.end):
        longest[row.record.start] = row.record
    chain, day = [], whole.start
    while day in longest:
        chain.append(longest[day])
        day = longest[day].end + timedelta(days=1)
    return tuple(chain) if day > whole.end else ()
