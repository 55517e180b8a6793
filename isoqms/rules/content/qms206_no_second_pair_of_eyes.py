"""Phê duyệt thiếu hoặc tự soạn tự duyệt.

Tài liệu phải được xem xét và phê duyệt trước khi dùng. Người soạn tự phê duyệt thì không ai
kiểm tra lại. Biểu mẫu được phê duyệt cùng quy trình của nó.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01  # <- QMS206
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
approval:
  drafted_by: nguoi-dung-dau
  reviewed_by: dai-dien-lanh-dao
  approved_by: nguoi-dung-dau  # <- QMS206
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
approval:
  drafted_by: thu-ky-iso
  reviewed_by: dai-dien-lanh-dao
  approved_by: nguoi-dung-dau
---
```

```markdown tai-lieu/bieu-mau/BM-HT-02-01.md
---
code: BM-HT-02-01
title: Chương trình đánh giá nội bộ năm
kind: bieu-mau
columns: [{title: Đợt}]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.protocol import eased

CODE = "QMS206"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The documents without approval, and those whose author approves them.

    A draft still has time.
    """
    roles = {role.key: role.title for role in repository.agency.record.roles}
    for entry in repository.all_documents():
        document, approval = entry.record, entry.record.approval
        softer = eased(Severity.WARNING, when=entry.path.parts[0] == "du-thao")
        if approval is None:
            if document.kind is not DocumentKind.FORM:
                yield Finding(
                    entry.at("code"),
                    f"Tài liệu «{document.code}» chưa ghi ai soạn thảo, xem xét, phê duyệt.",
                    "Thêm mục «Phê duyệt» (approval): «Soạn thảo» (drafted_by), «Xem xét» "
                    "(reviewed_by), «Phê duyệt» (approved_by) là khóa vai trò trong "
                    f"{file_of('isoqms')}.",
                    severity=softer,
                )
        elif approval.drafted_by == approval.approved_by:
            who = roles.get(approval.approved_by, approval.approved_by)
            yield Finding(
                entry.at("approval", "approved_by"),
                f"«{who}» vừa soạn thảo vừa phê duyệt tài liệu «{document.code}».",
                "Giao việc soạn thảo cho người khác, hoặc để cấp trên phê duyệt.",
                related=(entry.at("approval", "drafted_by"),),
                severity=softer,
            )
