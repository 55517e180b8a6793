"""Hai dòng của một sổ mang cùng khóa hoặc cùng số.

Khóa để nơi khác dẫn tới và để ghi tiếp; trùng khóa thì không biết đang nói dòng nào. Văn bản của cùng một nơi ban hành
trong một năm cũng không trùng số.

## Sai

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: mat-dien, kind: rui-ro, process: Tiếp nhận, description: Mất điện, likelihood: 1, severity: 2}
  - id: mat-dien  # <- QMS533
    kind: rui-ro
    process: Trả kết quả
    description: Mất điện
    likelihood: 1
    severity: 2
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 20/KH-UBND, day: 2025-03-10, type: Kế hoạch, issuer: UBND xã An Phú, summary: Kế hoạch năm}
  - number: 20/KH-UBND  # <- QMS533
    day: 2025-05-10
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Khảo sát
```

## Đúng

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: mat-dien, kind: rui-ro, process: Tiếp nhận, description: Mất điện, likelihood: 1, severity: 2}
  - {id: mat-mang, kind: rui-ro, process: Tiếp nhận, description: Mất mạng, likelihood: 1, severity: 2}
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 20/KH-UBND, day: 2025-03-10, type: Kế hoạch, issuer: UBND xã An Phú, summary: Kế hoạch năm}
  - {number: 20/KH-UBND, day: 2025-03-12, type: Kế hoạch, issuer: UBND tỉnh, summary: Kế hoạch của tỉnh}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.repository import Repository, Rows

CODE = "QMS533"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)

_KEYED = (
    ("tasks", ("id",)),
    ("objectives", ("id",)),
    ("risks", ("id",)),
    ("rounds", ("id",)),
    ("nonconformities", ("id",)),
    ("complaints", ("id",)),
    ("apologies", ("number",)),
    ("outgoing", ("number", "issuer")),
    ("announcements", ("decision",)),
)
"""The list of the year, and what tells its members apart."""


def check(repository: Repository) -> Iterator[Finding]:
    """Each member of a list that is called as an earlier one is."""
    for year in repository.years.values():
        for members, keys in _KEYED:
            yield from _of(year.rows, members, keys)


def _of(rows: Rows, members: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Place] = {}
    for row in getattr(rows, members):
        name = tuple(getattr(row.record, key) for key in keys)
        place = row.at(keys[0])
        earlier = first.setdefault(name, place)
        if earlier != place:
            message = f"«{name[0]}» đã dùng cho một dòng khác của sổ này."
            hint = "Đặt khóa khác cho dòng sau; ghi lặp thì xóa một dòng."
            yield Finding(place, message, hint, related=(earlier,))
