"""Sự không phù hợp đóng khi chưa đủ nguyên nhân, hành động, hiệu lực.

Đóng một sự không phù hợp nghĩa là đã tìm nguyên nhân, đã làm, và đã kiểm tra việc làm có hiệu lực.
Thiếu một trong ba thì lỗi thường trở lại, và người đánh giá sẽ mở lại.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Đánh giá nội bộ
    description: Biểu mẫu cũ còn để ở bàn tiếp nhận
    correction: Đã thu về
    closed: 2025-05-20  # <- QMS509
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Đánh giá nội bộ
    description: Biểu mẫu cũ còn để ở bàn tiếp nhận
    cause: Không ai được giao thu bản cũ
    action: Giao văn thư thu bản cũ khi phát bản mới
    effective: Kiểm tra ngày 20/6, không còn bản cũ
    closed: 2025-06-20
  - id: kph-02
    found: 2025-10-06
    source: Hồ sơ trễ hạn
    description: Trả kết quả trễ hai ngày
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import date_short, listed

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Nonconformity

CODE = "QMS509"
SEVERITY = Severity.ERROR
BASIS = (Clause("10.2.1"), Clause("10.2.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """Each closed nonconformity with what it still lacks."""
    for row in repository.rows.nonconformities:
        item, missing = row.record, _missing(row.record)
        if item.closed and missing:
            day = date_short(item.closed)
            yield Finding(
                row.at("closed"),
                f"«{item.id}» đã đóng ngày {day} mà chưa ghi {listed(missing)}.",
                "Ghi cho đủ; nếu xét thấy không cần hành động khắc phục, ghi rõ như vậy và vì sao.",
            )


def _missing(item: Nonconformity) -> list[str]:
    parts = {
        "nguyên nhân": item.cause,
        "hành động khắc phục": item.action,
        "kết quả kiểm tra hiệu lực": item.effective,
    }
    return [name for name, value in parts.items() if not value]
