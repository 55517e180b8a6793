"""Tài liệu không có người chịu trách nhiệm.

Khi pháp luật hoặc cách làm thay đổi, phải có người thấy mình có việc: rà soát, đề nghị sửa đổi, trả
lời người hỏi. Biểu mẫu theo quy trình của nó.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01  # <- QMS210
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
owner: thu-ky-iso
---
```

```nen danh-gia-du-thao
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import file_of
from isoqms.repository import Repository

CODE = "QMS210"
SEVERITY = Severity.WARNING
BASIS = (Clause("5.3"), Clause("7.5.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """The documents in force, forms apart, that nobody owns."""
    for entry in repository.documents:
        if entry.record.owner is None and entry.record.kind is not DocumentKind.FORM:
            yield Finding(
                entry.at("code"),
                f"Tài liệu «{entry.record.code}» chưa có người chịu trách nhiệm.",
                "Thêm «Người chịu trách nhiệm» (owner): khóa của một vai trò trong "
                f"{file_of('isoqms')}.",
            )
