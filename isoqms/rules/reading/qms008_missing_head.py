"""Tài liệu phải có phần đầu.

Mã, tên, lần ban hành, người chịu trách nhiệm của tài liệu đứng ở phần đầu, giữa hai dòng `---`.
Không có phần đầu thì không thể nhận biết tài liệu (7.5.2).

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
## 1. MỤC ĐÍCH  # <- QMS008
```

## Đúng

```nen kiem-soat-phan-dau
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS008"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
