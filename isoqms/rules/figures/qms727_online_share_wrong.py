"""Tỷ lệ hồ sơ trực tuyến không tính ra được từ hai số bên cạnh.

Tỷ lệ đã ghi phải tính ra được từ số hồ sơ trực tuyến và tổng số đứng cạnh nó; không ghi hai số thì
máy lấy từ các kỳ số liệu của đúng những ngày ấy. Số hồ sơ trực tuyến không thể nhiều hơn tổng số,
và không thể khác số của kỳ cùng ngày.

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
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import received
from isoqms.facts.services.online import shares_of
from isoqms.model.services import CasePeriod, OnlineLevel, OnlineShare
from isoqms.repository import Repository, Row
from isoqms.rules.figures.ratios import against_all
from isoqms.wording import date_short, number

CODE = "QMS727"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The shares of cases online whose rate, or whose counts, the figures beside them deny."""
    periods = [row.record for row in repository.rows.periods]
    rounding = repository.agency.record.rounding
    for row in repository.rows.online:
        told = row.record
        yield from _too_many(row)
        yield from _other_than_counted(row, periods)
        if told.rate is None:
            continue
        words = f"Tỷ lệ hồ sơ trực tuyến {told.level.words}".rstrip()
        found = against_all(words, told.rate, shares_of(told, periods), rounding)
        if found:
            hint = "Tính lại tỷ lệ, hoặc bỏ số đã ghi để máy tự tính."
            yield Finding(row.at("rate"), found.message, hint, severity=found.severity)


def _too_many(row: Row[OnlineShare]) -> Iterator[Finding]:
    online, whole = row.record.online, row.record.of
    if online is not None and whole is not None and online > whole:
        yield Finding(
            row.at("online"),
            f"Hồ sơ trực tuyến ghi {number(online)}, nhiều hơn tổng số {number(whole)}.",
            "Đối chiếu hai số với phần mềm một cửa rồi sửa số sai.",
        )


def _other_than_counted(row: Row[OnlineShare], periods: list[CasePeriod]) -> Iterator[Finding]:
    """What is told of all online cases, against the whole agency's period of the same days."""
    told = row.record
    if told.level is not OnlineLevel.ALL:
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
