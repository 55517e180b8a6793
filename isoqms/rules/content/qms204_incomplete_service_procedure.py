"""Quy trình thủ tục hành chính thiếu điều người dân cần biết.

Người dân đến nộp hồ sơ phải biết: thủ tục nào, giấy tờ gì, nộp ở đâu, bao lâu, bao nhiêu tiền và
nhận được gì. Quy trình thiếu một điều thì bản niêm yết cũng thiếu.

## Sai

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc  # <- QMS204
serves: ['2.000815']
dossier:
  - {name: Bản chính giấy tờ, originals: 1}
time_limit: {note: Trong ngày}
outcome: Bản sao được chứng thực
---
```

## Đúng

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815']
dossier:
  - {name: Bản chính giấy tờ, originals: 1}
time_limit: {note: Trong ngày}
reception: Bộ phận Một cửa
fee: 2.000 đồng một trang
outcome: Bản sao được chứng thực
---
```

```nen mot-cua
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.repository import Repository
from isoqms.rules.protocol import eased
from isoqms.wording import listed

CODE = "QMS204"
SEVERITY = Severity.ERROR
BASIS = (Clause("8.2.2"),)

_NEEDED = ("serves", "dossier", "time_limit", "reception", "fee", "outcome")


def check(repository: Repository) -> Iterator[Finding]:
    """For each procedure of a service one finding that names all it lacks.

    A draft is still being written.
    """
    fields = ControlledDocument.model_fields
    for entry in repository.all_documents():
        document = entry.record
        if document.kind is not DocumentKind.SERVICE:
            continue
        missing = [key for key in _NEEDED if not getattr(document, key)]
        if missing:
            in_draft = entry.path.parts[0] == "du-thao"
            yield Finding(
                entry.at("kind"),
                f"Quy trình «{document.code}» chưa có "
                f"{listed(f'«{fields[key].title}»' for key in missing)}.",
                f"Thêm vào phần đầu tệp các khóa: {', '.join(missing)}. "
                "Không thu phí thì ghi «Phí, lệ phí» (fee): Không.",
                severity=eased(Severity.WARNING, when=in_draft),
            )
