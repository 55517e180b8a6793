"""Chương trình đánh giá bỏ sót đơn vị hoặc quy trình.

Mỗi năm đơn vị nào trong phạm vi cũng phải được đánh giá ít nhất một lần. Quy trình thì có thể chia
hai năm, nhưng quy trình hai năm liền không ai xem tới là chỗ hay sai nhất; máy nêu tên để đưa vào
đợt sau. Đợt không ghi đơn vị thì máy không biết nó tới đâu nên không nói.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:  # <- QMS551
  - {id: dot-1, state: ke-hoach, planned_to: 2025-12-31, units: [van-phong]}
  - {id: dot-2, state: huy, units: [kinh-te], reason: Nhập vào đợt 1}
```

## Sai, quy trình hai năm liền không được xem

```yaml nam/2024/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2024-09-12, units: [van-phong, kinh-te],
     documents: [QT-HT-01]}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:  # <- QMS551
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, units: [van-phong, kinh-te],
     documents: [QT-HT-01]}
```

```nen kiem-soat-phan-dau
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```

## Đúng, đợt thứ nhất làm hôm nay, ngày 2025-09-12

```yaml nam/2024/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2024-09-12, units: [van-phong, kinh-te],
     documents: [QT-HT-01]}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, units: [van-phong], documents: [QT-HT-02]}
  - {id: dot-2, state: ke-hoach, planned_to: 2025-12-31, units: [kinh-te]}
```

```nen kiem-soat-phan-dau
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.audit.coverage import coverage
from isoqms.model.audit import RoundState
from isoqms.repository import Repository, Year
from isoqms.wording import listed, number

CODE = "QMS551"
SEVERITY = Severity.WARNING
BASIS = (
    Clause("9.2.1"),
    Practice("mỗi năm mọi đơn vị trong phạm vi được đánh giá ít nhất một lần"),
)

_MOST_LISTED = 8


def check(repository: Repository) -> Iterator[Finding]:
    """The programme of the latest year where it leaves out a unit.

    As a note, procedures that two years leave out.
    """
    latest = max(repository.years, default=0)
    year = repository.years.get(latest)
    if year is None or year.audits is None or not _is_told(year):
        return
    place = year.audits.at("rounds")
    units = coverage(repository, latest, planned=True).units.missing
    if units:
        names = [repository.agency.record.unit_name(unit) for unit in units]
        message = f"Chương trình đánh giá năm {latest} không có đợt nào đánh giá {_few(names)}."
        yield Finding(
            place,
            message,
            "Thêm đơn vị vào một đợt; đơn vị có trong đợt mà mọi câu hỏi bỏ trống "
            "cũng là chưa đánh giá.",
        )
    before = repository.years.get(latest - 1)
    if before is None or before.audits is None:
        return
    left = coverage(repository, latest - 1, latest, planned=True).procedures.missing
    if left:
        message = (
            f"Hai năm {latest - 1}, {latest} không có đợt nào đánh giá {number(len(left))} quy "
            f"trình: {_few(left)}."
        )
        hint = (
            "Đưa vào mục «Quy trình» (documents) của một đợt, bắt đầu từ quy trình nhiều "
            "hồ sơ hoặc mới sửa."
        )
        yield Finding(place, message, hint, severity=Severity.NOTE)


def _is_told(year: Year) -> bool:
    """Whether the programme has rounds not cancelled, each of which says what units it audits."""
    rounds = [row.record for row in year.rows.rounds]
    live = [audit for audit in rounds if audit.state is not RoundState.CANCELLED]
    return bool(live) and all(audit.units for audit in live)


def _few(names: tuple[str, ...] | list[str]) -> str:
    if len(names) <= _MOST_LISTED:
        return listed(names)
    return f"{', '.join(names[:_MOST_LISTED])} …"
