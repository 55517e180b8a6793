"""Năm không ghi ai phụ trách hệ thống.

Trách nhiệm duy trì hệ thống phải được giao cho người cụ thể. Báo cáo năm và người kiểm tra đều hỏi
bao nhiêu người, ai phụ trách phần nào; từ quý IV máy nhắc.

## Sai

```nen ap-dung
```

```yaml nam/2025/nguon-luc.yaml
people_note: Kiêm nhiệm  # <- QMS535
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/nguon-luc.yaml
people:
  - {post: Công chức Văn phòng, unit: van-phong, task: Thư ký ISO}
```

## Đúng, ngày 2025-08-01

```nen ap-dung
```

```yaml nam/2025/nguon-luc.yaml
people_note: Kiêm nhiệm
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.repository import Repository

CODE = "QMS535"
SEVERITY = Severity.NOTE
BASIS = (Clause("5.3"), Clause("7.1.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """The years that owe their work and name nobody who does it, in number or in person."""
    for year, _ in owed(repository):
        if year.rows.people:
            continue
        if year.resources and year.resources.record.people_in_charge:
            continue
        yield Finding(
            place_in(year, "resources"),
            f"Năm {year.year} chưa ghi số người hoặc những ai phụ trách hệ thống.",
            "Ghi bằng `isoqms update resources` (số người) hoặc `isoqms new person` (từng người).",
        )
