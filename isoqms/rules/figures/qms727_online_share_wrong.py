"""Số liệu trực tuyến, chỉ tiêu trực tuyến không khớp với cách tính của nó.

Chỉ tiêu được giao theo một trong ba cách: tỷ lệ hồ sơ, tỷ lệ thủ tục hành chính (TTHC), hoặc số
TTHC; khóa measure nói cách nào, và kết quả chỉ so với chỉ tiêu của đúng cách ấy. Tỷ lệ đã ghi phải
tính ra được từ hai số bên cạnh; tỷ lệ hồ sơ không ghi hai số thì máy lấy từ các kỳ số liệu của đúng
những ngày ấy, tỷ lệ TTHC thì không kỳ hồ sơ nào thay được. Số trực tuyến không thể nhiều hơn tổng
số, và số hồ sơ không thể khác số của kỳ cùng ngày.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
online:
  - start: 2025-01-01
    end: 2025-12-31
    online: 9  # <- QMS727
    of: 12
    rate: 80  # <- QMS727
    target: 80
  - start: 2025-01-01
    end: 2025-12-31
    level: toan-trinh
    online: 13  # <- QMS727
    of: 12
```

## Sai, chỉ tiêu của cách tính khác

```yaml nam/2025/ho-so.yaml
online:
  - start: 2025-01-01
    end: 2025-12-31
    online: 10
    of: 12
    target: 250  # <- QMS727
  - start: 2025-01-01
    end: 2025-12-31
    measure: ty-le-tthc
    level: toan-trinh
    online: 25
    of: 30
    rate: 80  # <- QMS727
  - start: 2025-01-01
    end: 2025-12-31
    measure: so-tthc
    level: toan-trinh
    online: 25
    rate: 83.3  # <- QMS727
    target: 80.5  # <- QMS727
```

## Sai, hai số lấy từ kỳ số liệu

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
online:
  - start: 2025-01-01
    end: 2025-12-31
    rate: 93.3  # <- QMS727
    target: 80
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
online:
  - {start: 2025-01-01, end: 2025-12-31, online: 10, of: 12, rate: 83.3, target: 80}
  - {start: 2025-01-01, end: 2025-12-31, level: toan-trinh, online: 8, of: 12, rate: 66.67}
  - {start: 2025-01-01, end: 2025-06-30, rate: 50}
```

## Đúng, mỗi cách tính một chỉ tiêu

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
online:
  - {start: 2025-01-01, end: 2025-12-31, target: 80}
  - {start: 2025-01-01, end: 2025-12-31, measure: ty-le-tthc, online: 20, of: 30, target: 100}
  - {start: 2025-01-01, end: 2025-12-31, measure: so-tthc, online: 25, target: 250}
```
"""

from collections.abc import Iterator
from typing import Final

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import received
from isoqms.facts.services.online import is_of_all_cases, shares_of, what
from isoqms.model.services import CasePeriod, OnlineMeasure, OnlineShare
from isoqms.repository import Repository, Row
from isoqms.rules.figures.ratios import against_all
from isoqms.wording import date_short, number

CODE = "QMS727"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)
_ALL: Final = 100


def check(repository: Repository) -> Iterator[Finding]:
    """The shares online whose rate, counts or target the figures beside them deny."""
    periods = [row.record for row in repository.rows.periods]
    rounding = repository.agency.record.rounding
    for row in repository.rows.online:
        told = row.record
        yield from _too_many(row)
        yield from _other_than_counted(row, periods)
        yield from _of_another_kind(row)
        if told.rate is None:
            continue
        words = f"Tỷ lệ {what(told)}"
        found = against_all(words, told.rate, shares_of(told, periods), rounding)
        if found:
            hint = "Tính lại tỷ lệ, hoặc bỏ số đã ghi để máy tự tính."
            yield Finding(row.at("rate"), found.message, hint, severity=found.severity)


def _too_many(row: Row[OnlineShare]) -> Iterator[Finding]:
    online, whole = row.record.online, row.record.of
    if online is not None and whole is not None and online > whole:
        yield Finding(
            row.at("online"),
            f"Số {what(row.record)} ghi {number(online)}, nhiều hơn tổng số {number(whole)}.",
            "Đối chiếu hai số với nguồn số liệu rồi sửa số sai.",
        )


def _of_another_kind(row: Row[OnlineShare]) -> Iterator[Finding]:
    """A target or a rate that cannot be of the kind that the row tells of."""
    told = row.record
    is_number = told.measure is OnlineMeasure.NUMBER
    if is_number and told.rate is not None:
        yield Finding(
            row.at("rate"),
            f"Chỉ tiêu tính theo số TTHC mà ghi tỷ lệ {number(told.rate)}%: là số liệu khác.",
            "Bỏ tỷ lệ; chỉ tiêu là tỷ lệ TTHC thì ghi measure: ty-le-tthc.",
        )
    if told.target is None:
        return
    if is_number and told.target != told.target.to_integral_value():
        yield Finding(
            row.at("target"),
            f"Chỉ tiêu tính theo số TTHC mà ghi {number(told.target)}, không phải số nguyên.",
            "Ghi số TTHC được giao; chỉ tiêu là tỷ lệ TTHC thì ghi measure: ty-le-tthc.",
        )
    if not is_number and told.target > _ALL:
        yield Finding(
            row.at("target"),
            f"Chỉ tiêu tỷ lệ {what(told)} ghi {number(told.target)}%, quá 100%.",
            "Sửa chỉ tiêu; được giao một số TTHC thì ghi measure: so-tthc.",
        )


def _other_than_counted(row: Row[OnlineShare], periods: list[CasePeriod]) -> Iterator[Finding]:
    """What is told of all online cases, against the whole agency's period of the same days."""
    told = row.record
    if not is_of_all_cases(told):
        return
    alike = (
        one
        for one in periods
        if (one.start, one.end, one.field, one.level) == (told.start, told.end, None, None)
    )
    for period in alike:
        for name, title, stated, counted in (
            ("online", "Hồ sơ trực tuyến", told.online, period.online),
            ("of", "Tổng số hồ sơ", told.of, received(period)),
        ):
            if stated is not None and counted is not None and stated != counted:
                yield Finding(
                    row.at(name),
                    f"{title} ghi {number(stated)}, còn kỳ {date_short(told.start)} đến "
                    f"{date_short(told.end)} ghi {number(counted)}.",
                    "Sửa số sai, hoặc bỏ hai số ở dòng này để máy lấy từ kỳ số liệu.",
                )
