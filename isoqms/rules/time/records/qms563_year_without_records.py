"""Năm không có hồ sơ nào.

Các quy tắc của năm đọc hồ sơ trong nam/<năm>/; thư mục không có thì không quy tắc nào nói gì. Năm
đã qua mà không có hồ sơ là không có gì chứng minh đánh giá nội bộ, xem xét của lãnh đạo của năm ấy.
Năm đang làm thì nhắc từ tháng 2, cảnh báo từ quý IV.

## Sai, ngày 2026-02-01

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS563
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Sai, bỏ trống cả một năm, ngày 2027-01-15

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS563
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Đúng, ngày 2026-01-31

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Đúng, huyện không còn từ ngày 01/7/2025, ngày 2026-06-01

```yaml isoqms.yaml
name: UBND huyện Cũ
full_name: Ủy ban nhân dân huyện Cũ
kind: huyen
province: Lâm Đồng
place: Cũ
symbol: UBND
agency_lines: [Ủy ban nhân dân, huyện Cũ]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml quyet-dinh/2024/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2024-03-03
authority: Chủ tịch UBND huyện Cũ
stated: {issued: 20}
```

```yaml nam/2024/ke-hoach.yaml
tasks: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.repository import Repository

CODE = "QMS563"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm b"),)
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """The years that nobody opened: those that are over, and the present one."""
    for each in silences_of(repository, Undone.YEAR):
        yield Finding(
            each.place,
            each.message,
            f"Mở hồ sơ: `isoqms new year {each.years[0]}`, rồi ghi lại những việc có giấy tờ; năm "
            "ấy thật sự không làm thì ghi miễn áp dụng kèm lý do.",
            severity=each.severity,
        )
