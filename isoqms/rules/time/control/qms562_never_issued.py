"""Chưa ban hành tài liệu lần nào.

Kho không có gì sai vì chưa có gì: chưa quyết định nào đưa tài liệu vào áp dụng thì chưa có hệ
thống. Cơ quan mới được ba tháng; sau đó máy nhắc, từ tháng thứ mười cảnh báo, quá một năm là lỗi.
Cơ quan thuộc diện khuyến khích, hoặc theo kế hoạch của tỉnh, thì nhiều nhất là cảnh báo (khóa
obligation), diện khuyến khích chỉ sau một năm. Ngày bắt đầu là khóa founded, hoặc lần ghi đầu tiên
của kho.

## Sai, quá một năm, ngày 2026-01-02

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: bat-buoc  # <- QMS562
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

## Sai, quá chín tháng là cảnh báo, ngày 2025-10-02

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: bat-buoc  # <- QMS562
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

## Sai, diện khuyến khích là cảnh báo khi quá một năm, ngày 2026-01-02

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich  # <- QMS562
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

## Đúng, còn trong ba tháng đầu, ngày 2025-04-01

```nen bat-buoc
```

## Đúng, ngày 2026-01-02

```nen bat-buoc
```

```nen ap-dung
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS562"
SEVERITY = Severity.ERROR
BASIS = (
    Law("QĐ 19/2014/QĐ-TTg", "Điều 2 và Điều 4, khoản 2, điểm a"),
    Law("TT 26/2014/TT-BKHCN", "Điều 7, khoản 2, điểm d"),
)
WORK_LEFT = True
GATE = At(Gate.ANNOUNCEMENT)


def check(repository: Repository) -> Iterator[Finding]:
    """That nothing was ever issued, as heavy as time and obligation make it."""
    for each in silences_of(repository, Undone.ISSUE):
        yield Finding(
            each.place,
            each.message,
            "Soạn xong, trình ký rồi ghi: `isoqms issue --number SỐ --signed NGÀY`; cơ quan mới "
            f"thành lập thì ghi ngày vào mục «Ngày thành lập» (founded) của {file_of('isoqms')}.",
            severity=each.severity,
        )
