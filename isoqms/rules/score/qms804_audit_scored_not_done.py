"""Chấm điểm đánh giá nội bộ cao hơn việc đã làm.

Mục đánh giá nội bộ chấm đủ điểm trong khi phần lớn các đợt chưa làm, đoàn chưa được lập hay chuyên
gia học sau khi đã đánh giá: đoàn kiểm tra đối chiếu được ngay từ báo cáo. Phạm vi phải trên 50% thì
tiêu chí 13.3 mới có điểm.

## Sai

```nen cham-diem
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, report: 15/BC-ĐGNB}
  - {id: dot-2, state: ke-hoach}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '13.1', stated: 1}
  - {id: '13.2', stated: 1}  # <- QMS804
  - {id: '13.3', stated: 1}  # <- QMS804
```

## Đúng

```nen cham-diem
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, report: 15/BC-ĐGNB}
  - {id: dot-2, state: da-danh-gia, held: 2025-09-22, report: 16/BC-ĐGNB}
  - {id: dot-3, state: ke-hoach}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '13.2', stated: 1, evidence: [2418/QĐ-UBND]}
  - {id: '13.3', stated: 1}
  - {id: '13.5', stated: 0}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS804"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The criteria of the internal audit with points that the rounds do not bear out."""
    return contradicted(repository, _OBJECTIONS)


_RECORD = (
    f"Ghi bổ sung hồ sơ vào {file_of('danh-gia-noi-bo')}, nêu bằng chứng ở dòng này, hoặc chấm lại."
)
_OBJECTIONS = {
    Counter.AUDIT_NOT_PLANNED: Objection(_RECORD, Severity.WARNING),
    Counter.AUDIT_NO_TEAM: Objection(_RECORD, Severity.WARNING),
    Counter.AUDIT_NONE_DONE: Objection(_RECORD),
    Counter.AUDIT_HALF_OR_LESS: Objection(
        "Tiêu chí này cần trên 50%: chấm lại, hoặc làm nốt rồi mới chấm."
    ),
    # The days are those that papers state, so this is asked, not asserted.
    Counter.AUDITORS_LEARNED_LATER: Objection(
        "Ghi ngày đào tạo trước đó của chuyên gia, hoặc chấm lại.", Severity.WARNING
    ),
    Counter.AUDIT_NO_PAPERS: Objection(_RECORD, Severity.WARNING),
}
