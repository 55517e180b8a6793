"""Đợt đánh giá quá hạn chưa làm.

Chương trình đánh giá nội bộ là cam kết của năm. Đợt đã quá ngày dự kiến mà vẫn để «kế hoạch» thì
hoặc phải làm, hoặc dời ngày, hoặc hủy có lý do. Hết năm thì mọi đợt còn để «kế hoạch» đều là quá
hạn. Cơ quan chưa áp dụng hệ thống thì chưa bị nhắc.

## Sai

```nen ap-dung
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-12-30  # <- QMS508
```

## Sai, hết năm, ngày 2026-01-02

```nen ap-dung
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach  # <- QMS508
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, planned_to: 2025-12-30, held: 2025-12-29}
  - {id: dot-2, state: ke-hoach, planned_to: 2025-12-31}
  - {id: dot-3, state: ke-hoach}
  - {id: dot-4, state: huy, planned_to: 2025-06-30, reason: Nhập vào đợt 1}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.audit import AuditRound, RoundState
from isoqms.repository import Repository, Row
from isoqms.wording import date_short

CODE = "QMS508"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The rounds still planned whose day, or whose year, is past."""
    if not repository.running:
        return
    for number, year in repository.years.items():
        for row in year.rows.rounds:
            if row.record.state is RoundState.PLANNED:
                yield from _of_planned(row, number, repository.as_of)


def _of_planned(row: Row[AuditRound], year: int, as_of: date) -> Iterator[Finding]:
    due, name = row.record.planned_to, row.record.id
    update = f"isoqms update audit-round {name} --year {year}"
    hint = (
        f"Đánh giá rồi ghi ngày: `{update}`; nếu không làm nữa, ghi đã hủy và lý do: "
        f'`{update} --set state=hủy --set reason="lý do"`.'
    )
    if due is None:
        if year < as_of.year:
            message = f"Hết năm {year} mà đợt «{name}» vẫn chưa đánh giá."
            yield Finding(row.at("state"), message, hint)
    elif due < as_of:
        message = f"Đợt «{name}» phải xong trước ngày {date_short(due)} mà chưa đánh giá."
        yield Finding(row.at("planned_to"), message, hint)
