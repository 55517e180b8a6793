"""Số người phụ trách khác danh sách.

Đã ghi từng người thì số người trong báo cáo phải bằng số người trong danh sách. Ghi «mỗi đơn vị một
người» thì số người phải bằng số đơn vị trong phạm vi áp dụng, nhân với số người của mỗi đơn vị.

## Sai

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 9  # <- QMS719
people:
  - {post: Công chức Văn phòng, unit: van-phong}
  - {post: Công chức Phòng Kinh tế, unit: kinh-te}
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 2
people:
  - {post: Công chức Văn phòng, unit: van-phong}
  - {post: Công chức Phòng Kinh tế, unit: kinh-te}
```

## Đúng, chỉ ghi số

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 9
```

## Sai, mỗi đơn vị một người

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
units: [van-phong, kinh-te, van-hoa]
```

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 4  # <- QMS719
people_note: Mỗi phòng chuyên môn là 01 đồng chí, đều kiêm nhiệm.
```

## Đúng, mỗi đơn vị hai người

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
units: [van-phong, kinh-te, van-hoa]
```

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 6
people_note: Mỗi đơn vị cử 2 người.
```

## Đúng, ít nhất một người

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
units: [van-phong, kinh-te, van-hoa]
```

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 4
people_note: Mỗi đơn vị có ít nhất 01 người.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.repository.entry import Entry
from isoqms.wording import fold, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.resources import Resources

CODE = "QMS719"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.1.2"),)


_COUNTS: Final = {"mot": 1, "hai": 2, "ba": 3}
_EACH: Final = re.compile(
    r"\bmoi (?:don vi|phong|co quan|bo phan)(?: (?!it nhat|toi thieu|tu |khong qua)\w+){0,4}?"
    r" (?P<count>\d{1,2}|mot|hai|ba) (?:nguoi|dong chi|can bo|cong chuc|vien chuc)\b"
)
"""`mỗi đơn vị chuyên môn là 01 đồng chí`, folded; `ít nhất 01 người` says no number."""


def check(repository: Repository) -> Iterator[Finding]:
    """The stated numbers of people that their list, or so many a unit, does not bear out."""
    for year in repository.years.values():
        if year.resources is None:
            continue
        stated, listed_ = year.resources.record.people_in_charge, len(year.resources.record.people)
        if stated is not None and listed_ and stated != listed_:
            message = (
                f"Ghi {number(stated)} người phụ trách, còn danh sách có {number(listed_)} người."
            )
            hint = (
                "Ghi đủ danh sách bằng `isoqms new person`, hoặc sửa số người; "
                "bỏ số thì máy đếm theo danh sách."
            )
            yield Finding(year.resources.at("people_in_charge"), message, hint)
        elif stated is not None:
            yield from _so_many_a_unit(repository, year.resources, stated)


def _so_many_a_unit(
    repository: Repository, resources: Entry[Resources], stated: int
) -> Iterator[Finding]:
    """Where the note says how many each unit has, and the units are known."""
    each = _EACH.search(fold(resources.record.people_note or ""))
    scope = repository.scope
    units = len(scope.record.units) if scope else 0
    if each is None or not units:
        return
    said = each["count"]
    a_unit = int(said) if said.isdigit() else _COUNTS[said]
    if scope is None or stated == a_unit * units:
        return
    yield Finding(
        resources.at("people_in_charge"),
        f"Ghi {number(stated)} người phụ trách, mỗi đơn vị {number(a_unit)} người, còn phạm vi áp "
        f"dụng có {number(units)} đơn vị: lẽ ra là {number(a_unit * units)} người.",
        "Sửa số người, sửa câu «mỗi đơn vị», hoặc ghi đủ đơn vị vào phạm vi áp dụng.",
        (resources.at("people_note"), scope.at("units")),
    )
