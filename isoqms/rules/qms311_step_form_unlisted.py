"""Bước dùng biểu mẫu ngoài danh sách.

Mục 6 «Biểu mẫu» của quy trình in ra từ khóa forms. Bước dùng một mẫu mà danh sách không có thì người đọc
mục 6 không thấy mẫu đó, và khi phân phối tài liệu sẽ thiếu.

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
from isoqms.rules.links import code_of, step_form_links

CODE = "QMS311"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The forms that a step uses and the document's list lacks, each once at its first step."""
    for entry in repository.all_documents():
        listed = set(entry.record.forms)
        said: set[str] = set()
        for route, link in step_form_links(entry.record):
            if link in listed:
                continue
            code = code_of(link)
            if code in said or any(code_of(form) == code for form in listed):
                continue
            said.add(code)
            yield Finding(
                entry.at(*route),
                f"Bước {int(route[1]) + 1} dùng biểu mẫu «{code}» nhưng danh sách biểu mẫu của quy trình không có.",
                f"Thêm «{code}» vào forms của quy trình.",
            )
