"""Hệ thống áp dụng đã lâu mà chưa công bố.

Sau khi áp dụng, đánh giá, xem xét và xác nhận hiệu lực, cơ quan công bố hệ thống. Luật không đặt
hạn cho lần công bố đầu, nhưng mỗi năm phải đánh giá, xem xét một lần: ba tháng đầu máy chưa nhắc,
từ tháng thứ mười là cảnh báo, quá một năm là lỗi với cơ quan thuộc diện bắt buộc.

## Sai, diện bắt buộc, quá một năm, ngày 2026-03-04

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS566
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: bat-buoc
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```nen ap-dung
```

## Sai, mới quá ba tháng là ghi chú, ngày 2025-06-04

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS566
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: bat-buoc
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```nen ap-dung
```

## Đúng, ngày 2025-06-03

```nen bat-buoc
```

```nen ap-dung
```

## Đúng, ngày 2026-03-04

```nen bat-buoc
```

```nen ap-dung
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2025-11-03, notice: 20/TB-UBND, posted: Bảng tin}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS566"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 3"),)
WORK_LEFT = True
GATE = At(Gate.ANNOUNCEMENT)


def check(repository: Repository) -> Iterator[Finding]:
    """That the system was never announced, as heavy as time and obligation make it."""
    for each in silences_of(repository, Undone.ANNOUNCEMENT):
        yield Finding(
            each.place,
            each.message,
            "Xem còn thiếu gì: `isoqms announce --check`; đã công bố thì ghi: "
            "`isoqms announce --number SỐ --signed NGÀY`.",
            severity=each.severity,
        )
