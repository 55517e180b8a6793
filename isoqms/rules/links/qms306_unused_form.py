"""Biểu mẫu không tài liệu nào dùng.

Biểu mẫu có hiệu lực mà không quy trình nào nhắc tới thì không ai biết dùng khi nào: hoặc quy trình
quên ghi, hoặc biểu mẫu đã hết việc và nên thu hồi.

## Sai

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01  # <- QMS306
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau
fields: [Lý do]
---
```

## Đúng

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau
fields: [Lý do]
---
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
forms: [BM-HT-01-01@1]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository
from isoqms.rules.links.codes import code_of

CODE = "QMS306"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The forms in force that no document names.

    Nothing while a document that may name them cannot be read.
    """
    if repository.unread_codes:
        return
    used = {code_of(link) for link in {link.code for link in repository.links}}
    for entry in repository.documents:
        if entry.record.kind is DocumentKind.FORM and entry.record.code not in used:
            yield Finding(
                entry.at("code"),
                f"Không tài liệu nào dùng biểu mẫu «{entry.record.code}».",
                "Thêm mã vào mục «Biểu mẫu» (forms) của quy trình dùng nó, hoặc thu hồi biểu mẫu.",
            )
