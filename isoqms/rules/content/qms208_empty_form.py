"""Biểu mẫu chưa có nội dung.

Biểu mẫu là để điền: hoặc là bảng có các cột, hoặc là phiếu có các mục, hoặc là tệp Word, Excel kèm
theo. Không có gì trong ba thứ thì người dùng không lấy ra được mẫu nào.

## Sai

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau  # <- QMS208
---
```

## Đúng

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau
fields: [Đơn vị đề nghị, Lý do]
---
```

```markdown tai-lieu/bieu-mau/BM-HT-01-02.md
---
code: BM-HT-01-02
title: Danh mục tài liệu nội bộ
kind: bieu-mau
columns: [{title: TT}, {title: Tên tài liệu}]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository

CODE = "QMS208"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The forms with neither columns, fields nor a file."""
    for entry in repository.all_documents():
        document = entry.record
        if document.kind is DocumentKind.FORM and not (
            document.columns or document.fields or document.attachment
        ):
            yield Finding(
                entry.at("kind"),
                f"Biểu mẫu «{document.code}» chưa có cột, mục hay tệp kèm theo.",
                "Thêm «Cột» (columns) nếu là bảng, «Mục» (fields) nếu là phiếu, "
                "hoặc «Tệp kèm theo» (attachment) nếu là tệp Word, Excel.",
            )
