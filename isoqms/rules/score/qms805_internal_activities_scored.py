"""Chấm điểm hoạt động nội bộ mà không có hoạt động nào.

Báo cáo nêu không có hoạt động nội bộ nào được áp dụng, trong khi bảng tự chấm vẫn cho điểm tiêu chí
«Áp dụng cho các hoạt động nội bộ»: hai chỗ trong cùng một báo cáo nói ngược nhau.

## Sai

```nen cham-diem
```

```yaml nam/2025/so-lieu.yaml
internal_activities: 0
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '3.5', stated: 1}  # <- QMS805
```

## Đúng

```nen cham-diem
```

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính và quản lý văn bản
internal_activities: [Quản lý văn bản đi, đến]
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '3.5', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS805"
SEVERITY = Severity.ERROR
BASIS = (Clause("4.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The points for internal activities where none is stated, or none is in scope."""
    return contradicted(repository, _OBJECTIONS)


_OBJECTIONS = {
    Counter.INTERNAL_ACTIVITIES_NONE: Objection(
        "Chấm lại 0, hoặc nêu các hoạt động nội bộ đã áp dụng vào phạm vi và số liệu."
    ),
}
