"""Phân phối tài liệu không có ngày nhận, người nhận.

Phân phối được xác nhận khi giao nhận: ngày nào, chức danh nào nhận. Dòng không có cả ngày lẫn người
nhận chỉ là dự định, chưa phải bằng chứng tài liệu đã tới nơi sử dụng.

## Sai

```yaml nam/2025/phan-phoi.yaml
distributed:
  - document: QT-NB-01  # <- QMS545
    revision: 1
    unit: kinh-te
```

## Đúng

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, day: 2025-03-05, receiver: Trưởng phòng}
  - {document: QT-NB-01, revision: 1, unit: van-phong, day: 2025-03-05, receiver: Chánh Văn phòng}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import listed

CODE = "QMS545"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The lines of distribution that do not say when, or to whom."""
    agency = repository.agency.record
    for year in repository.years.values():
        for row in year.rows.distributed:
            handed = row.record
            parts = {"ngày nhận": handed.day, "người nhận": handed.receiver}
            missing = [words for words, value in parts.items() if not value]
            if missing:
                unit = agency.unit_name(handed.unit)
                command = f"isoqms update distribution {row.index + 1} --year {year.year}"
                yield Finding(
                    row.at("document"),
                    f"«{handed.document}» giao cho {unit} chưa ghi {listed(missing)}.",
                    f"Ghi khi đơn vị ký nhận: `{command}`.",
                )
