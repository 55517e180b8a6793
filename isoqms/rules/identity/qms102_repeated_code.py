"""Một mã đứng ở hai tệp.

Mã hiệu là tên riêng của tài liệu. Khi hai tệp cùng một mã, người dùng không biết bản nào
đúng, và mọi chỗ viện dẫn tới mã đó đều hiểu được hai cách. Bản đang soạn được mang mã của
bản có hiệu lực; hai bản cùng có hiệu lực hoặc hai dự thảo thì không.

## Sai

```nen kiem-soat-phan-dau
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-01  # <- QMS102
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```

## Sai

```yaml du-thao/bieu-mau/BM-HT-01-01.yaml
code: BM-HT-01-01
title: Phiếu yêu cầu
kind: bieu-mau
```

```markdown du-thao/bieu-mau/phieu.md
---
code: bm-ht-01-01  # <- QMS102
title: Phiếu yêu cầu
kind: bieu-mau
---
```

## Đúng

```nen kiem-soat-phan-dau
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---
```
"""

from collections.abc import Iterable, Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository

CODE = "QMS102"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each file after the first that bears a code, among what is in force and among the drafts."""
    yield from _repeated(repository.documents, "có hiệu lực")
    yield from _repeated(repository.drafts, "đang soạn")


def _repeated(entries: Iterable[Entry[ControlledDocument]], state: str) -> Iterator[Finding]:
    first: dict[str, Entry[ControlledDocument]] = {}
    for entry in entries:
        # Windows does not tell `QT-01.md` from `qt-01.md`, nor do people.
        other = first.setdefault(entry.record.code.casefold(), entry)
        if other is not entry:
            yield Finding(
                entry.at("code"),
                f"Mã «{entry.record.code}» đã dùng cho tài liệu {state} «{other.record.title}».",
                "Đặt mã khác cho một trong hai tài liệu, hoặc bỏ tệp chép thừa.",
                related=(other.at("code"),),
            )
