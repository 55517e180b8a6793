"""Chấm đủ điểm cập nhật pháp luật mà có văn bản cập nhật chậm.

Tiêu chí 7.2d cho điểm khi văn bản pháp luật được cập nhật vào hệ thống chậm nhất 3 tháng kể từ khi
có hiệu lực. Danh mục tài liệu bên ngoài có văn bản quá hạn này thì không chấm đủ điểm được.

## Sai

```nen cham-diem
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-HT-01]
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 1}  # <- QMS806
```

## Đúng, cập nhật đúng ngày cuối

```nen cham-diem
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-HT-01]
    applied: 2025-10-01
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS806"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)


def check(repository: Repository) -> Iterator[Finding]:
    """More points for keeping up with the law than the changes applied in time bear out."""
    return contradicted(repository, _OBJECTIONS)


_OBJECTIONS = {
    Counter.LAW_APPLIED_LATE: Objection(
        "Chấm lại, hoặc ghi ngày đã cập nhật vào danh mục tài liệu bên ngoài."
    ),
}
