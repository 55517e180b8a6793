"""Chấm điểm xem xét của lãnh đạo mà không có ngày họp, biên bản.

Mục 14 cho điểm khi có bằng chứng xem xét. Không có cuộc xem xét nào ghi ngày họp hoặc biên bản thì
chưa có gì để đoàn kiểm tra xem.

## Sai

```nen cham-diem
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - note: Đã xem xét theo quy trình
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '14.1', stated: 1}  # <- QMS807
  - {id: '14.2', stated: 1}
```

## Đúng

```nen cham-diem
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-01
    minutes: Biên bản số 12/BB-UBND
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '14.1', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS807"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The points for the management review where no review has a date or minutes."""
    return contradicted(repository, _OBJECTIONS)


_OBJECTIONS = {
    Counter.REVIEW_NONE: Objection(
        f"Ghi ngày họp và biên bản vào {file_of('xem-xet')}, nêu bằng chứng ở dòng này, "
        "hoặc chấm lại."
    ),
}
