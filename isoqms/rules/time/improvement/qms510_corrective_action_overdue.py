"""Hành động khắc phục quá hạn.

Hành động khắc phục phải làm không chậm trễ. Quá hạn mà chưa ghi ngày xong thì hoặc chưa làm, hoặc
làm rồi mà quên ghi.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-11-06
    source: Đánh giá nội bộ
    description: Biểu mẫu cũ còn để ở bàn tiếp nhận
    action: Giao văn thư thu bản cũ
    due: 2025-12-30  # <- QMS510
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-11-06, source: Đánh giá nội bộ, description: Thiếu chữ ký,
     due: 2025-12-31}
  - {id: kph-02, found: 2025-11-06, source: Đánh giá nội bộ, description: Thiếu dấu,
     due: 2025-12-01, done: 2025-12-20}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short, number

CODE = "QMS510"
SEVERITY = Severity.WARNING
BASIS = (Clause("10.2.1"),)
GATE = At(Gate.AUDIT, least=Severity.WARNING)


def check(repository: Repository) -> Iterator[Finding]:
    """The nonconformities whose action is past its day, neither done nor closed."""
    for row in repository.rows.nonconformities:
        item = row.record
        if item.due is None or progress(item, repository.as_of) is not Progress.OVERDUE:
            continue
        day, late = date_short(item.due), (repository.as_of - item.due).days
        role = f" ({repository.agency.record.role_title(item.role)})" if item.role else ""
        yield Finding(
            row.at("due"),
            f"Khắc phục «{item.id}» hạn ngày {day}{role}, đã quá {number(late)} ngày.",
            "Ghi ngày hoàn thành nếu đã xong; nếu chưa, làm ngay hoặc xin lãnh đạo dời hạn.",
        )
