"""Mẫu số của tỷ lệ khác số TTHC thuộc thẩm quyền.

Tỷ lệ TTHC đã áp dụng tính trên số TTHC thuộc thẩm quyền. Một báo cáo ghi 319 thủ tục mà tỷ lệ lại
viết 264/314 thì một trong hai số sai. Tử số cũng không thể lớn hơn mẫu số.

## Sai

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 314  # <- QMS709
```

## Sai, tử số lớn hơn mẫu số

```yaml nam/2025/so-lieu.yaml
procedures: 250
procedures_served: 264  # <- QMS709
```

## Đúng

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 319
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.repository import Entry, Repository
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import StatedFigures

CODE = "QMS709"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Law("TT 26/2014/TT-BKHCN", "Điều 36, khoản 1, điểm a"))


def check(repository: Repository) -> Iterator[Finding]:
    """The years whose ratio is over another number of procedures than stated, or exceeds it."""
    for year in repository.years.values():
        if year.stated is not None:
            yield from _two_denominators(year.stated)
            yield from _exceeded(year.stated)


def _two_denominators(entry: Entry[StatedFigures]) -> Iterator[Finding]:
    of, every = entry.record.procedures_served_of, entry.record.procedures
    if of is None or every is None or of == every:
        return
    served = "…"
    if entry.record.procedures_served is not None:
        served = number(entry.record.procedures_served)
    yield Finding(
        entry.at("procedures_served_of"),
        f"Số TTHC thuộc thẩm quyền ghi {number(every)}, "
        f"mà tỷ lệ đã áp dụng viết {served}/{number(of)}.",
        f"Chọn một số đúng theo danh mục TTHC: {number(every)} hay {number(of)}, "
        "rồi tính lại tỷ lệ.",
        related=(entry.at("procedures"),),
    )


def _exceeded(entry: Entry[StatedFigures]) -> Iterator[Finding]:
    whole, served = entry.record.procedures_served_of, entry.record.procedures_served
    if whole is None:
        whole = entry.record.procedures
    if served is None or whole is None or served <= whole:
        return
    yield Finding(
        entry.at("procedures_served"),
        f"Số TTHC đã áp dụng ({number(served)}) lớn hơn số TTHC thuộc thẩm quyền "
        f"({number(whole)}).",
        "Kiểm tra lại hai số; một quy trình phục vụ nhiều TTHC thì đếm TTHC, không đếm quy trình.",
    )
