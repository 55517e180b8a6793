"""Tài liệu có hiệu lực bị xóa khỏi tai-lieu/.

Tài liệu chỉ hết hiệu lực khi có quyết định thu hồi hoặc thay thế. Xóa tệp không làm tài liệu hết
hiệu lực; nó chỉ làm người dùng không tìm thấy bản phải theo.

## Sai

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}  # <- QMS408
```

### Ngày 2025-09-01: dọn thư mục

```xoa tai-lieu/he-thong/QT-HT-01.md
```

## Sai, xóa mà chưa ghi nhận

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}  # <- QMS408
```

### Chưa ghi nhận

```xoa tai-lieu/he-thong/QT-HT-01.md
```

## Đúng

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-09-01: thu hồi

```xoa tai-lieu/he-thong/QT-HT-01.md
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-09-01
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-01, revision: 1, reason: Gộp vào quy trình khác}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.repository.integrity import absences
from isoqms.rules.control.recorded import relied_on, who_and_when
from isoqms.rules.protocol import At, Gate

CODE = "QMS408"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.1"), Clause("7.5.3.2"))
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The documents that no decision ended and whose file is gone, at the decision issuing them."""
    control = relied_on(repository)
    if control is None:
        return
    for absent in absences(repository, control):
        if absent.path is None:
            continue
        issue = absent.issue
        when = "không còn, lần xóa chưa được ghi nhận"
        if absent.left:
            when = f"bị xóa {who_and_when(absent.left)}"
        yield Finding(
            absent.decision.at("issues", absent.place, "code"),
            f"«{issue.code}» lần {issue.revision} còn hiệu lực theo "
            f"«{absent.decision.record.number}» nhưng tệp «{absent.path}» {when}.",
            f"Lỡ xóa thì đưa tệp về: `isoqms restore {issue.code}`; không dùng nữa thì trình quyết "
            "định thu hồi.",
        )
