"""Chấm điểm công bố mà chưa công bố, thông báo hoặc niêm yết.

Mục 15 chấm từng việc: quyết định công bố, thông báo bằng văn bản tới đơn vị chủ trì, niêm yết và
đăng tải. Việc nào không có hồ sơ thì dòng ấy chưa có điểm.

## Sai

```nen cham-diem
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2025-10-03}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}
  - {id: '15.2', stated: 1}  # <- QMS808
  - {id: '15.3', stated: 1}  # <- QMS808
```

## Sai, chưa công bố lần nào

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}  # <- QMS808
```

## Đúng, công bố từ năm trước

```nen cham-diem
```

```yaml nam/2024/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2024-10-03, notified: true, posted: Bảng tin}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}
  - {id: '15.2', stated: 1}
  - {id: '15.3', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.score.contradictions import Objection, contradicted
from isoqms.scoring.counters import Counter

CODE = "QMS808"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The points for the announcement and its publicity that no record bears out."""
    return contradicted(repository, _OBJECTIONS)


_RECORD = Objection(
    f"Ghi bổ sung vào {file_of('cong-bo')}, nêu bằng chứng ở dòng này, hoặc chấm lại."
)
_OBJECTIONS = {
    Counter.ANNOUNCEMENT_NONE: _RECORD,
    Counter.ANNOUNCEMENT_NOT_NOTIFIED: _RECORD,
    Counter.ANNOUNCEMENT_NOT_POSTED: _RECORD,
}
