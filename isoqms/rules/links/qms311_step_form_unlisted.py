"""Bước dùng biểu mẫu ngoài danh sách.

Mục 6 «Biểu mẫu» của quy trình in ra từ khóa forms. Bước dùng một mẫu mà danh sách không có thì
người đọc mục 6 không thấy mẫu đó, và khi phân phối tài liệu sẽ thiếu.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
forms: [BM-HT-01-01]
steps:
  - task: Lập phiếu yêu cầu
    role: thu-ky-iso
    forms:
      - BM-HT-01-01
      - BM-HT-01-02  # <- QMS311
  - task: Ghi danh mục
    role: thu-ky-iso
    forms:
      - BM-HT-01-02
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
forms: [BM-HT-01-01@2]
steps:
  - {task: Lập phiếu yêu cầu, role: thu-ky-iso, forms: [BM-HT-01-01]}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import code_of

CODE = "QMS311"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The forms that a step uses and the document's list lacks, each once at its first step."""
    said: set[tuple[str, str]] = set()
    for link in repository.form_links:
        document = link.entry.record
        if link.route[0] != "steps" or link.code in document.forms:
            continue
        code = code_of(link.code)
        if (str(link.entry.path), code) in said or any(
            code_of(form) == code for form in document.forms
        ):
            continue
        said.add((str(link.entry.path), code))
        yield Finding(
            link.place,
            f"Bước {int(link.route[1]) + 1} dùng biểu mẫu «{code}» "
            "nhưng danh sách biểu mẫu của quy trình không có.",
            f"Thêm «{code}» vào mục «Biểu mẫu» (forms) của quy trình.",
        )
