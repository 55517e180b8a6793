"""Tài liệu có hiệu lực đang bị sửa, chưa ghi nhận.

Tệp trong tai-lieu/ khác với bản đã ghi nhận gần nhất: có người vừa mở ra sửa và lưu lại. Dừng ở đây
thì chưa mất gì: chuyển phần sửa sang dự thảo, trả tệp về như cũ.

## Sai

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Chưa ghi nhận

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.  <!-- <- QMS410 -->
```

## Đúng

Sửa ở du-thao/; bản có hiệu lực giữ nguyên.

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Chưa ghi nhận

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.
```

## Đúng, đang trả lại nội dung đã ban hành

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-11-11: sửa câu chữ

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.
```

### Chưa ghi nhận

```nen kiem-soat
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.repository.integrity import altered_texts
from isoqms.rules.control.recorded import place_of, relied_on
from isoqms.rules.protocol import At, Gate

CODE = "QMS410"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The texts in force that lie otherwise in the folder than they were issued and recorded."""
    control = relied_on(repository)
    if control is None:
        return
    for altered in altered_texts(repository, control):
        if altered.since is not None:
            continue
        record = altered.entry.record
        what = "nội dung" if altered.line else "tệp kèm theo"
        yield Finding(
            place_of(altered),
            f"«{record.code}» lần {record.revision} đang có hiệu lực nhưng {what} vừa bị sửa, "
            "chưa ghi nhận.",
            f"Chạy `isoqms revise {record.code}` và chuyển phần sửa sang bản ở du-thao/, "
            f"rồi trả tệp này về như đã ban hành: `isoqms restore {record.code}`.",
        )
