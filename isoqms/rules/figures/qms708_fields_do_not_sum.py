"""Số liệu các lĩnh vực, các cấp không cộng ra số của cơ quan, hoặc kỳ của hai năm chồng nhau.

Cùng một kỳ, cộng số của các lĩnh vực phải ra số của cả cơ quan; cộng số của các cấp cũng vậy.
Cộng ít hơn có thể do thiếu lĩnh vực nên máy chỉ cảnh báo; cộng nhiều hơn thì chắc chắn sai. Kỳ của
năm này chồng một phần lên kỳ ghi ở sổ năm khác làm hồ sơ vào báo cáo của cả hai năm; chồng nhau
trong một năm thì QMS724 báo. Tên lĩnh vực viết hoa, viết thường, «hòa» hay «hoà» là một.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    received: 100  # <- QMS708
    late: 3
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, received: 70, late: 2}
  - {start: 2025-01-01, end: 2025-06-30, field: Hộ tịch, received: 40, late: 1}
```

## Sai, kỳ của hai năm

```yaml nam/2024/ho-so.yaml
periods:
  - {start: 2024-10-01, end: 2024-12-31}
```

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2024-12-15, end: 2025-12-14}  # <- QMS708
```

## Sai, các cấp không cộng ra số của lĩnh vực

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    field: Hòa giải
    received: 100  # <- QMS708
  - {start: 2025-01-01, end: 2025-06-30, field: hoà  giải, level: tinh, received: 70}
  - {start: 2025-01-01, end: 2025-06-30, field: Hoà giải, level: huyen, received: 40}
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, received: 110, late: 3}
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, received: 70, late: 2}
  - {start: 2025-01-01, end: 2025-06-30, field: Hộ tịch, received: 40}
  - {start: 2025-01-01, end: 2025-06-30, level: tinh, received: 80}
  - {start: 2025-01-01, end: 2025-06-30, level: huyen, received: 30}
  - {start: 2025-01-01, end: 2025-12-31}
  - {start: 2025-07-01, end: 2025-12-31}
```
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import (
    COLUMNS,
    Part,
    overlap_in_part,
    part_of,
    received,
    span_words,
    title,
)
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import eased
from isoqms.wording import date_short, number

CODE = "QMS708"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)

_Group: TypeAlias = list[Row[CasePeriod]]


class _Division(NamedTuple):
    """A way in which parts make up a whole."""

    of: str
    """What the whole is, where it is not the agency."""
    by: str
    """What the parts are."""
    is_part: Callable[[Part, Part], bool]
    """Whether the second is a part of the first in this way."""


_BY_FIELD: Final = _Division(
    "cấp này", "lĩnh vực", lambda whole, part: bool(part.field) and part.level is whole.level
)
_BY_LEVEL: Final = _Division(
    "lĩnh vực này",
    "cấp",
    lambda whole, part: part.level is not None and part.field == whole.field,
)


_BY_BOTH: Final = _Division(
    "", "lĩnh vực ở các cấp", lambda _, part: bool(part.field) and part.level is not None
)


def check(repository: Repository) -> Iterator[Finding]:
    """The figures that fields or levels do not make up, and periods of two years that overlap."""
    together: dict[tuple[date, date], _Group] = {}
    alike: dict[Part, _Group] = {}
    for row in repository.rows.periods:
        period = row.record
        together.setdefault((period.start, period.end), []).append(row)
        alike.setdefault(part_of(period), []).append(row)
    for group in together.values():
        for row in group:
            yield from _divided(row, group)
    for group in alike.values():
        yield from _overlapping(group)


def _divided(row: Row[CasePeriod], group: _Group) -> Iterator[Finding]:
    """A figure against its fields, where it is of all of them, and against its levels."""
    whole = part_of(row.record)
    by_field = _parts(whole, group, _BY_FIELD) if not whole.field else []
    by_level = _parts(whole, group, _BY_LEVEL) if whole.level is None else []
    yield from _against(row, by_field, _BY_FIELD)
    yield from _against(row, by_level, _BY_LEVEL)
    if whole.is_whole and not by_field and not by_level:
        yield from _against(row, _parts(whole, group, _BY_BOTH), _BY_BOTH)


def _parts(whole: Part, group: _Group, division: _Division) -> list[CasePeriod]:
    return [each.record for each in group if division.is_part(whole, part_of(each.record))]


def _against(
    row: Row[CasePeriod], parts: list[CasePeriod], division: _Division
) -> Iterator[Finding]:
    whole = row.record
    of = "cả cơ quan" if part_of(whole).is_whole else division.of
    for name, told in COLUMNS.items():
        # Both parts of the whole are held against those of the fields already.
        stated = received(whole) if name == "received" else getattr(whole, name)
        known = [part for part in map(told, parts) if part is not None]
        if stated is None or not known or sum(known) == stated:
            continue
        less = sum(known) < stated
        # Fields that tell nothing may make up what is lacking.
        if less and len(known) < len(parts):
            continue
        yield Finding(
            row.at(name),
            f"{title(name)} của {of} ghi {number(stated)}, "
            f"còn cộng {number(len(known))} {division.by} được {number(sum(known))} "
            f"({span_words(whole)}).",
            f"Kiểm tra {division.by} còn thiếu hoặc bị đếm hai lần.",
            severity=eased(Severity.WARNING, when=less),
        )


def _overlapping(group: list[Row[CasePeriod]]) -> Iterator[Finding]:
    """Each period against the one that reaches furthest among those that start earlier."""
    furthest: Row[CasePeriod] | None = None
    for row in sorted(group, key=_first_and_longest):
        period, earlier = row.record, furthest.record if furthest else None
        if (
            furthest
            and earlier
            and _of_two_years(row, furthest)
            and overlap_in_part(period, earlier)
        ):
            other = f"kỳ {date_short(earlier.start)} đến {date_short(earlier.end)}"
            yield Finding(
                row.place,
                f"K{span_words(period)[1:]} chồng lên {other} của năm khác.",
                "Sửa ngày đầu, ngày cuối để kỳ của năm sau bắt đầu khi kỳ của năm trước đã hết.",
                related=(furthest.place,),
                severity=Severity.WARNING,
            )
        if earlier is None or period.end > earlier.end:
            furthest = row


def _of_two_years(one: Row[CasePeriod], other: Row[CasePeriod]) -> bool:
    return one.path != other.path


def _first_and_longest(row: Row[CasePeriod]) -> tuple[date, int]:
    return row.record.start, -row.record.end.toordinal()
