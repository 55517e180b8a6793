"""Bản giấy đã hết hiệu lực mà chưa thu về.

Tài liệu bị thu hồi hoặc thay bằng lần ban hành mới thì bản giấy đã giao phải thu về, nếu không
người làm vẫn dùng bản cũ. Máy chỉ nói về bản giấy đã ghi giao trong sổ phân phối; bản điện tử (số
bản là 0) không phải thu. Dòng thu hồi chưa ghi ngày là chỗ để ghi khi thu, chưa phải là đã thu.

## Sai, ngày thứ 31, ngày 2025-10-04

Văn phòng trả bản cũ đúng hôm nay.

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành lại
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 2}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - document: QT-NB-01  # <- QMS544
    revision: 1
    unit: kinh-te
    copies: 2
    day: 2025-03-05
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 1, day: 2025-03-05}
withdrawn:
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 1, day: 2025-10-04}
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2}
```

## Đúng, ngày thứ 30 chưa hỏi, ngày 2025-10-03

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành lại
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 2}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
```

## Đúng

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}, {code: QT-NB-02, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
withdraws: [{code: QT-NB-01, revision: 1, reason: Hết việc}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 0, day: 2025-03-05}
  - {document: QT-NB-02, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
withdrawn:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-09-05}
```
"""

from collections.abc import Iterator
from datetime import timedelta

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.copies import unreturned
from isoqms.repository import Repository
from isoqms.wording import date_short, number

CODE = "QMS544"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)

GRACE = timedelta(days=30)
"""Copies are taken back when the new ones are handed out, some days after the decision."""


def check(repository: Repository) -> Iterator[Finding]:
    """The copies on paper of an issue ended for over a month, less those taken back."""
    for each in unreturned(repository):
        row, left, _ = each
        handed = row.record
        if each.since + GRACE >= repository.as_of:
            continue
        unit = repository.agency.record.unit_name(handed.unit)
        yield Finding(
            row.at("document"),
            f"«{handed.document}» lần {handed.revision} hết hiệu lực {each.why} ngày "
            f"{date_short(each.since)}, mà {unit} còn {number(left)} bản giấy "
            "chưa ghi thu về.",
            "Thu bản cũ, lập biên bản rồi ghi ngày thu vào dòng thu hồi: `isoqms update receipt`; "
            "chưa có dòng ấy thì `isoqms new receipt`.",
        )
