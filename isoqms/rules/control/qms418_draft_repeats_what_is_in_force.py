"""Dự thảo không khác bản đang có hiệu lực.

Lần ban hành mới mà nội dung như lần trước thì không có gì để phê duyệt: dự thảo còn chưa sửa, hoặc
thừa. Lần ban hành, phiếu yêu cầu sửa đổi và mẫu đã dùng không tính là khác. `isoqms issue` không
ban hành dự thảo như vậy.

## Sai

```nen kiem-soat
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2  # <- QMS418
request: {requested_by: Văn phòng, reason: Sửa mục 1}
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

## Đúng

```nen kiem-soat
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---

## 1. Mục đích

Thống nhất cách soạn, ban hành, lưu và hủy tài liệu.
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.sameness import repeated
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS418"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """Each draft of a document in force that says nothing else than that does."""
    for draft in repository.drafts:
        if repeated(repository, draft):
            code = draft.record.code
            yield Finding(
                draft.at("revision"),
                f"Dự thảo «{code}» lần {draft.record.revision} không khác bản đang có hiệu lực.",
                f"Sửa nội dung trong dự thảo; không cần nữa thì xóa tệp «{draft.path}».",
                related=(repository.in_force[code].at("code"),),
            )
