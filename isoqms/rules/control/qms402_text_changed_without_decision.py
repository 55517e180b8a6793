"""Nội dung đang có hiệu lực bị sửa ngoài kiểm soát.

Bản trong tai-lieu/ phải đúng từng chữ như khi quyết định ban hành lần đó. Sửa thẳng, dù chỉ cho gọn
câu, thì bản đang dùng không còn là bản người có thẩm quyền đã phê duyệt. Muốn sửa thì soạn lần ban
hành sau trong du-thao/.

## Sai

### Ngày 2025-03-05: ban hành lần 1

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-11-11: sửa câu chữ cho gọn

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.  <!-- <- QMS402 -->
```

## Sai, quyết định được ghi vào kho sau khi ký

Bản của ngày ký là bản đã ban hành; sửa trước ngày ghi quyết định vẫn là sửa.

### Ngày 2025-03-05: đưa bản đã ký vào tai-lieu/

```nen kiem-soat
```

### Ngày 2025-03-20: sửa câu chữ

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.  <!-- <- QMS402 -->
```

### Ngày 2025-03-25: ghi quyết định

```nen ban-hanh
```

## Đúng

Sửa bằng một lần ban hành mới.

### Ngày 2025-03-05: ban hành lần 1

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-11-11: ban hành lần 2

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.
```

```yaml quyet-dinh/2025/88-QD-UBND.yaml
number: 88/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-11-11
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

## Đúng, sửa trước ngày ký

### Ngày 2025-03-01: soạn thẳng trong tai-lieu/

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn và ban hành tài liệu.
```

### Ngày 2025-03-03: sửa

```nen kiem-soat
```

### Ngày 2025-03-10: ghi quyết định

```nen ban-hanh
```

## Đúng, chỉ chuyển sang thư mục khác

### Ngày 2025-03-05: ban hành lần 1

```markdown tai-lieu/noi-bo/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```nen ban-hanh
```

### Ngày 2025-11-11: chuyển về đúng thư mục

```xoa tai-lieu/noi-bo/QT-HT-01.md
```

```nen kiem-soat
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.repository.integrity import altered_texts
from isoqms.rules.control.recorded import issued_by, place_of, relied_on, who_and_when
from isoqms.rules.protocol import At, Gate

CODE = "QMS402"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The texts in force recorded otherwise than issued, at the first line that differs."""
    control = relied_on(repository)
    if control is None:
        return
    for altered in altered_texts(repository, control):
        if altered.since is None:
            continue
        record, issue = altered.entry.record, altered.issue
        what = "Nội dung" if altered.line else "Tệp kèm theo"
        yield Finding(
            place_of(altered),
            f"{what} của «{record.code}» lần {record.revision} đã sửa ngoài kiểm soát "
            f"{who_and_when(altered.since)}: "
            f"khác bản đã ban hành{issued_by(issue)}, không có quyết định nào cho lần sửa này.",
            f"Soạn lần ban hành {record.revision + 1} trong du-thao/ và trình ký, "
            f"hoặc trả lại đúng nội dung đã ban hành: `isoqms restore {record.code}`.",
            related=(issue.decision.at("issues"),) if issue and issue.decision else (),
        )
