"""Ghim lần ban hành không còn hiệu lực.

Viện dẫn có thể ghim lần ban hành (QT-HT-02@2) để người sửa phải xem lại khi tài liệu kia thay đổi.
Khi tài liệu được viện dẫn đã ban hành lần khác, chỗ ghim phải được xem và sửa.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references:
  - QT-HT-02@1  # <- QMS305
  - QT-HT-02@3  # <- QMS305
---
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
revision: 2
---
```

## Đúng

Dự thảo được ghim vào lần đang có hiệu lực hoặc lần đang soạn.

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
revision: 2
references: [QT-HT-02@2]
---
```

```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
revision: 3
---
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references: [QT-HT-02@3, QT-HT-02@2]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.base import split_link
from isoqms.repository import Repository
from isoqms.rules.protocol import eased

CODE = "QMS305"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The links that pin another issue than the one in force or, in a draft, the one written."""
    for link in repository.links:
        if "@" not in link.code:
            continue
        code, pinned = split_link(link.code)
        current, draft = repository.in_force.get(code), repository.drafted.get(code)
        if current is None or pinned == current.record.revision:
            continue
        if link.in_draft and draft is not None and pinned == draft.record.revision:
            continue
        yield Finding(
            link.place,
            f"Viện dẫn ghim lần {pinned} của «{code}», trong khi lần có hiệu lực là "
            f"{current.record.revision}.",
            f"Xem lại nội dung rồi sửa thành «{code}@{current.record.revision}».",
            related=(current.at("revision"),),
            severity=eased(Severity.WARNING, when=link.in_draft),
        )
