"""Hai dòng của một sổ mang cùng khóa hoặc cùng số.

Khóa để nơi khác dẫn tới và để ghi tiếp; trùng khóa thì không biết đang nói dòng nào. Văn bản của
cùng một nơi ban hành trong một năm cũng không trùng số.

## Sai

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: mat-dien, kind: rui-ro, process: Tiếp nhận, description: Mất điện, likelihood: 1,
     severity: 2}
  - id: mat-dien  # <- QMS533
    kind: rui-ro
    process: Trả kết quả
    description: Mất điện
    likelihood: 1
    severity: 2
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 20/KH-UBND, day: 2025-03-10, type: Kế hoạch, issuer: UBND xã An Phú,
     summary: Kế hoạch năm}
  - number: 20/KH-UBND  # <- QMS533
    day: 2025-05-10
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Khảo sát
```

## Đúng

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: mat-dien, kind: rui-ro, process: Tiếp nhận, description: Mất điện, likelihood: 1,
     severity: 2}
  - {id: mat-mang, kind: rui-ro, process: Tiếp nhận, description: Mất mạng, likelihood: 1,
     severity: 2}
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 20/KH-UBND, day: 2025-03-10, type: Kế hoạch, issuer: UBND xã An Phú,
     summary: Kế hoạch năm}
  - {number: 20/KH-UBND, day: 2025-03-12, type: Kế hoạch, issuer: UBND tỉnh,
     summary: Kế hoạch của tỉnh}
```
"""

from collections.abc import Iterator
from typing import Any

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.records.lists import lists_of, rows_in
from isoqms.model.kinds import RecordList
from isoqms.repository import Entry, Repository

CODE = "QMS533"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each member of a list that is called as an earlier one is."""
    for year in repository.years.values():
        for entry, members in lists_of(year):
            if members.identity:
                yield from _repeated(entry, members)


def _repeated(entry: Entry[Any], members: RecordList) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Place] = {}
    for row in rows_in(entry, members.route):
        name = tuple(getattr(row.record, key) for key in members.identity)
        place = row.at(members.identity[0])
        earlier = first.setdefault(name, place)
        if earlier != place:
            message = f"«{name[0]}» đã dùng cho một dòng khác của sổ này."
            hint = "Đặt khóa khác cho dòng sau; ghi lặp thì xóa một dòng."
            yield Finding(place, message, hint, related=(earlier,))
