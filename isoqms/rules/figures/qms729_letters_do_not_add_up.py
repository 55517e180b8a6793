"""Tổng số văn bản đi không khớp.

Văn bản đúng thể thức nằm trong số đã kiểm, số đã kiểm nằm trong số phát hành; tỷ lệ đúng thể thức
tính trên số đã kiểm. Tổng số phát hành không thể ít hơn số văn bản chỉ đạo, điều hành của cùng thời
gian đã ghi từng dòng.

## Sai

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 08/KH-UBND, day: 2025-07-16, type: Kế hoạch, issuer: UBND xã An Phú, summary: A}
  - {number: 09/KH-UBND, day: 2025-07-17, type: Kế hoạch, issuer: UBND xã An Phú, summary: B}
totals:
  - start: 2025-01-01
    end: 2025-06-30
    issued: 300
    checked: 310  # <- QMS729
    format_met: 290
    rate: 95  # <- QMS729
  - start: 2025-07-01
    end: 2025-12-31
    issued: 1  # <- QMS729
    checked: 1
    format_met: 2  # <- QMS729
```

## Đúng

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 08/KH-UBND, day: 2025-07-16, type: Kế hoạch, issuer: UBND xã An Phú, summary: A}
  - {number: 09/KH-UBND, day: 2025-07-17, type: Kế hoạch, issuer: Ban Chỉ đạo ISO, summary: B}
totals:
  - {start: 2025-01-01, end: 2025-06-30, issued: 300, checked: 120, format_met: 117, rate: 97.5}
  - {start: 2025-07-01, end: 2025-12-31, issued: 1}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.rates import Share
from isoqms.repository import Repository, Row, Year
from isoqms.rules.figures.ratios import against_all
from isoqms.wording import fold, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import OutgoingTotal

CODE = "QMS729"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The totals of the office's documents that contradict themselves, or the list beside them."""
    agency = repository.agency.record
    own = {fold(agency.name), fold(agency.full_name)}
    for year in repository.years.values():
        for row in year.rows.sent_totals:
            yield from _within(row, "checked", "issued", ("Đã kiểm thể thức", "phát hành"))
            yield from _within(row, "format_met", "checked", ("Đúng thể thức", "đã kiểm"))
            yield from _fewer_than_listed(row, year, own)
            told = row.record
            if told.rate is None or told.format_met is None or not told.checked:
                continue
            share = Share(told.format_met, told.checked, "số đã kiểm")
            title = "Tỷ lệ văn bản đúng thể thức"
            found = against_all(title, told.rate, (share,), agency.rounding)
            if found:
                hint = "Tính lại tỷ lệ, hoặc bỏ số đã ghi để máy tự tính."
                yield Finding(row.at("rate"), found.message, hint, severity=found.severity)


def _within(
    row: Row[OutgoingTotal], part: str, whole: str, titles: tuple[str, str]
) -> Iterator[Finding]:
    told, most = getattr(row.record, part), getattr(row.record, whole)
    if told is not None and most is not None and told > most:
        yield Finding(
            row.at(part),
            f"{titles[0]} ghi {number(told)}, nhiều hơn số {titles[1]} {number(most)}.",
            "Đối chiếu với sổ đăng ký văn bản đi rồi sửa số sai.",
        )


def _fewer_than_listed(row: Row[OutgoingTotal], year: Year, own: set[str]) -> Iterator[Finding]:
    told = row.record
    # A board issues under numbers of its own: its papers are not in the office's register.
    listed = sum(
        told.start <= each.record.day <= told.end and fold(each.record.issuer) in own
        for each in year.rows.outgoing
    )
    if told.issued < listed:
        yield Finding(
            row.at("issued"),
            f"Số văn bản phát hành ghi {number(told.issued)}, còn danh sách văn bản chỉ đạo, "
            f"điều hành trong thời gian ấy đã có {number(listed)}.",
            "Ghi tổng số mọi văn bản đi của cơ quan, theo sổ đăng ký văn bản đi.",
        )
