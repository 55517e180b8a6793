"""Các phần kể trong lời văn không cộng ra tổng.

«Tổng A, trong đó B và C» phải cộng được. Máy chỉ xét khi câu nói hết mọi phần: hai phần bù nhau (kỳ
trước và trong kỳ, đúng hạn và trễ hạn, đạt và không đạt …), hoặc «gồm» rồi kể từng số; và khi một
phần lớn hơn cả tổng.

## Sai

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận 20.290 hồ sơ, trong đó: trong kỳ 19.041 hồ sơ, kỳ trước 1.276. <!-- <- QMS746 -->

Thu hồi 80 tài liệu, ban hành 101 tài liệu, gồm 80 quy trình và 20 biểu mẫu. <!-- <- QMS746 -->

Tổ giúp việc có 16 công chức, trong đó 18 công chức có trình độ đại học. <!-- <- QMS746 -->
```

## Đúng

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận 20.290 hồ sơ, trong đó: Tiếp nhận trong kỳ: 19.014 hồ sơ, tồn kỳ trước chuyển sang:
1.276 hồ sơ. Ban hành 101 tài liệu, gồm 80 quy trình, 20 biểu mẫu và bản mô tả hệ thống. Tổ giúp
việc có 16 công chức, trong đó 9 nữ, 12 công chức có trình độ đại học; 19.014 + 1.276 = 20.290.
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.figures.typed_sums import findings
from isoqms.source.arithmetic.objections import Kind

CODE = "QMS746"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The wholes of every text to which the parts told of them do not add up."""
    hint = "Cộng lại; nếu còn phần chưa kể thì kể đủ."
    yield from findings(repository, Kind.SUM, hint)
