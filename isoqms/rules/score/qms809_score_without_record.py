"""Điểm tự chấm không có hồ sơ chứng minh.

Kế hoạch, chính sách, mục tiêu, đào tạo, khảo sát, sổ không phù hợp: chấm điểm mà kho không có gì và
dòng điểm cũng không nêu bằng chứng thì đến lúc kiểm tra phải đi tìm. Nêu số văn bản hoặc tệp ở
`evidence` của dòng là đủ.

## Sai

```nen cham-diem
```

```yaml nam/2025/hai-long.yaml
surveys:
  - plan: Kế hoạch số 181/KH-UBND
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '1.1', stated: 1}  # <- QMS809
  - {id: '5.5', stated: 1}  # <- QMS809
  - {id: '6.1', stated: 1}  # <- QMS809
  - {id: '6.2', stated: 1}
  - {id: 9.2a, stated: 1}  # <- QMS809
  - {id: '12.1', stated: 1}
  - {id: '12.3', stated: 1}  # <- QMS809
  - {id: '16.1', stated: 1}  # <- QMS809
```

## Đúng

```nen cham-diem
```

```yaml nam/2025/khong-phu-hop.yaml
stated: {requests: 2, corrective: 1}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '1.1', stated: 1, evidence: [88/KH-UBND]}
  - {id: '6.1', stated: 0}
  - {id: '16.1', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS809"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The points for work of which neither the repository nor the row names a record."""
    return contradicted(repository, _OBJECTIONS)


_RECORD = Objection("Ghi hồ sơ vào thư mục của năm, nêu bằng chứng ở dòng này, hoặc chấm lại.")
_OBJECTIONS = {
    Counter.PLAN_NOT_ISSUED: _RECORD,
    Counter.POLICY_NONE: _RECORD,
    Counter.OBJECTIVES_NONE: _RECORD,
    Counter.TRAINING_NONE: _RECORD,
    Counter.SURVEY_NONE: _RECORD,
    Counter.SURVEY_NO_PLAN: _RECORD,
    Counter.SURVEY_NO_REPORT: _RECORD,
    Counter.NONCONFORMITY_EMPTY: Objection(
        "Nếu trong năm không có sự không phù hợp nào, nêu căn cứ ở bằng chứng của dòng này."
    ),
}
