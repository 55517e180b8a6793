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

from isoqms.diagnostics import Clause, Finding, Route, Severity
from isoqms.repository import Entry, Repository, Year

CODE = "QMS533"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)

_KEYED = (
    ("plan", "tasks", ("id",)),
    ("objectives", "objectives", ("id",)),
    ("risks", "risks", ("id",)),
    ("audits", "rounds", ("id",)),
    ("nonconformities", "items", ("id",)),
    ("complaints", "complaints", ("id",)),
    ("nonconformities", "apologies", ("number",)),
    ("outgoing", "documents", ("number", "issuer")),
    ("announcements", "announcements", ("decision",)),
)
"""The file of the year, its list, and what tells its members apart."""


def check(repository: Repository) -> Iterator[Finding]:
    """Each member of a list that is called as an earlier one is."""
    for year in repository.years.values():
        for slot, members, keys in _KEYED:
            yield from _of(year, slot, members, keys)


def _of(year: Year, slot: str, members: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    entry = getattr(year, slot)
    if not isinstance(entry, Entry):
        return
    first: dict[tuple[object, ...], Route] = {}
    for index, item in enumerate(getattr(entry.record, members)):
        name = tuple(getattr(item, key) for key in keys)
        route = (members, index, keys[0])
        earlier = first.setdefault(name, route)
        if earlier != route:
            message = f"«{name[0]}» đã dùng cho một dòng khác của sổ này."
            hint = "Đặt khóa khác cho dòng sau; ghi lặp thì xóa một dòng."
            yield Finding(entry.at(*route), message, hint, related=(entry.at(*earlier),))
