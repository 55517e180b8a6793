"""Tỷ lệ trong lời văn không tính ra được từ hai số viết cạnh nó.

Người đọc chia lại được ngay trong câu, nên một tỷ lệ sai làm nghi ngờ mọi con số khác. Máy chỉ xét
hai số và tỷ lệ nằm trong một câu, nối với nhau bằng «đạt», «chiếm», «trong đó», dấu ngoặc …; tỷ lệ
nói «trên», «gần», «khoảng» thì không xét. Tỷ lệ cắt bớt chữ số thay vì làm tròn được nói riêng, và
là đúng ở cơ quan đã chọn cách cắt (`rounding` ở isoqms.yaml).

## Sai

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.3 Tài liệu

Đã xây dựng quy trình cho 264/314 TTHC đạt 82,7% so với số thuộc thẩm quyền. <!-- <- QMS745 -->

Kỳ trước đã áp dụng 264/319 TTHC, đạt 82,7%. <!-- <- QMS745 -->
```

## Sai, trong kết luận xem xét của lãnh đạo

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    outputs:
      - point: a
        text: Đã giải quyết 17.350 hồ sơ, trong đó trễ hạn 86 hồ sơ (chiếm tỷ lệ 5%)  # <- QMS745
```

## Đúng

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã giải quyết 17.350 hồ sơ, trong đó: đúng, trước hạn 17.264 hồ sơ (đạt tỷ lệ 99,5%); trễ hạn 86
hồ sơ (0,5%). Đã số hóa trên 40% trong 273 tài liệu. 12/15 đơn vị gửi báo cáo, tỷ lệ hài lòng đạt
95%; 264/319 TTHC đạt 82,8%; 45/50 phiếu đạt 80% trở lên.
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.figures.typed_sums import findings
from isoqms.source.arithmetic.objections import Kind

CODE = "QMS745"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The percentages of every text that do not follow from the two numbers beside them."""
    hint = "Tính lại tỷ lệ, hoặc sửa tử số, mẫu số viết cạnh nó."
    yield from findings(repository, Kind.PERCENTAGE, hint)
