"""Chưa thành lập Ban Chỉ đạo ISO.

Cơ quan tự thành lập Ban Chỉ đạo ISO; không có quyết định ấy thì không ai được giao chỉ đạo hệ
thống. Luật không đặt hạn: ba tháng đầu áp dụng máy chưa nhắc, từ tháng thứ mười là cảnh báo, quá
một năm là lỗi với cơ quan thuộc diện bắt buộc.

## Sai, diện bắt buộc, quá một năm, ngày 2026-03-04

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS565
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

## Sai, diện khuyến khích nhiều nhất là cảnh báo, ngày 2026-03-04

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS565
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
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

```yaml quyet-dinh/2025/05-QD-UBND.yaml
number: 05/QĐ-UBND
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo ISO
signed: 2025-03-10
authority: Chủ tịch UBND xã An Phú
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.repository import Repository

CODE = "QMS565"
SEVERITY = Severity.ERROR
BASIS = (Law("TT 26/2014/TT-BKHCN", "Điều 7, khoản 2, điểm b"),)
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """That no decision ever set up the board, as heavy as time and obligation make it."""
    for each in silences_of(repository, Undone.BOARD):
        yield Finding(
            each.place,
            each.message,
            "In trình ký: `isoqms decision steering-board`; đã có quyết định thì ghi: "
            "`isoqms decision record steering-board --number SỐ --signed NGÀY`.",
            severity=each.severity,
        )
