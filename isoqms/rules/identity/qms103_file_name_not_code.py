"""Tên tệp khác mã tài liệu.

Người tìm tài liệu theo tên tệp, máy tìm theo mã. Hai tên khác nhau thì bản in, bản gửi
và bản trong kho dễ bị hiểu là ba tài liệu.

## Sai

```markdown tai-lieu/he-thong/kiem-soat-tai-lieu.md
---
code: QT-HT-01  # <- QMS103
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

## Đúng

```nen kiem-soat-phan-dau
```

## Đúng

Dấu gạch chéo không đặt được trong tên tệp thì thay bằng gạch nối; chữ Đ được viết là D.
Chính sách chất lượng có tên tệp riêng.

```markdown tai-lieu/tthc/dat-dai/QT-02-DD-HCTP.md
---
code: QT-02/ĐĐ-HCTP
title: Quy trình đăng ký biến động đất đai
kind: quy-trinh-tthc
---
```

```nen chinh-sach
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.wording import fold

CODE = "QMS103"
SEVERITY = Severity.WARNING
BASIS = (Practice("Tên tệp trùng mã tài liệu"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The documents whose file is not named after their code."""
    for entry in repository.all_documents():
        stem, code = entry.path.stem, entry.record.code
        if stem in (code, "chinh-sach") or _plain(stem) == _plain(code):
            continue
        yield Finding(
            entry.at("code"),
            f"Tệp tên «{entry.path.name}» nhưng tài liệu mang mã «{code}».",
            f"Đổi tên tệp thành «{code.replace('/', '-')}{entry.path.suffix}», "
            "hoặc sửa mã nếu mã sai.",
        )


def _plain(name: str) -> str:
    """A name as files can bear it: no stroke, no diacritics, case of no account."""
    return fold(name.replace("/", "-").replace("_", "-"))
