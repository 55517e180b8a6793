"""Mức tăng, giảm trong lời văn không tính ra được từ hai số viết cạnh nó.

«Tăng 5% so với năm trước» chỉ đứng vững khi chia lại được. Máy chỉ xét khi câu nêu cả số của kỳ này
và số của kỳ trước, cùng một đơn vị.

## Sai

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Tiếp nhận 1.924 hồ sơ, tăng 8% so với năm 2024 (1.832 hồ sơ). <!-- <- QMS747 -->

Số hồ sơ trễ hạn giảm từ 86 hồ sơ xuống 43 hồ sơ, tương ứng giảm 60%. <!-- <- QMS747 -->

Tiếp nhận 1.924 hồ sơ, giảm 5% so với năm 2024 là 1.832 hồ sơ. <!-- <- QMS747 -->
```

## Đúng

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Tiếp nhận 1.924 hồ sơ, tăng 5% so với năm 2024 (1.832 hồ sơ); đúng hạn 98,2%, tăng 1,2% so với năm
2024 (97%). Kinh phí 20,5 triệu đồng, tăng khoảng 10% so với năm 2024 (19 triệu đồng).
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.figures.typed_sums import findings
from isoqms.source.arithmetic.objections import Kind

CODE = "QMS747"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The changes of every text that do not follow from the two numbers beside them."""
    hint = "Tính lại mức tăng, giảm, hoặc sửa số của kỳ này, kỳ trước."
    yield from findings(repository, Kind.CHANGE, hint)
