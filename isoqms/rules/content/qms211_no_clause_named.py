"""Tài liệu hệ thống không nêu điều khoản.

Quy trình hệ thống và bản mô tả có mặt là để đáp ứng điều khoản nào đó của tiêu chuẩn. Tiêu chuẩn
không buộc ghi ra; nhưng nêu ra thì bảng đối chiếu tài liệu với điều khoản trong bản mô tả hệ thống,
phiếu hỏi đánh giá và bảng chấm điểm mới tự lập được.

## Sai

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02  # <- QMS211
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
clauses: ['9.2']
---
```

```markdown tai-lieu/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quy trình quản lý văn bản đi, đến
kind: quy-trinh-noi-bo
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository

CODE = "QMS211"
SEVERITY = Severity.WARNING
BASIS = (Practice("Bản mô tả hệ thống có bảng đối chiếu tài liệu với điều khoản"),)

_SYSTEM = (DocumentKind.SYSTEM, DocumentKind.DESCRIPTION)


def check(repository: Repository) -> Iterator[Finding]:
    """The system procedures and descriptions that name no clause."""
    for entry in repository.all_documents():
        if entry.record.kind in _SYSTEM and not entry.record.clauses:
            yield Finding(
                entry.at("code"),
                f"«{entry.record.title}» chưa nêu đáp ứng điều khoản nào của tiêu chuẩn.",
                "Thêm mục «Điều khoản» (clauses), ví dụ clauses: ['9.2'].",
            )
