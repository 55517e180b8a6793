"""Tệp kèm theo không có.

Biểu mẫu Word, Excel và bản quyết định đã ký phải nằm đúng chỗ đã ghi. Ghi mà không có tệp thì người
cần không lấy được, và không chứng minh được bản đã ký. Đường dẫn tính từ thư mục gốc của kho.

## Sai

```yaml tai-lieu/bieu-mau/BM-HT-06-01.yaml
code: BM-HT-06-01
title: Phiếu khảo sát
kind: bieu-mau
attachment: tai-lieu/bieu-mau/BM-HT-06-01.docx  # <- QMS313
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
file:
  path: ../15-QD-UBND.pdf  # <- QMS313
```

## Đúng

Bản đã ký để ở nơi khác thì ghi nơi lưu bằng chữ.

```yaml tai-lieu/bieu-mau/BM-HT-06-01.yaml
code: BM-HT-06-01
title: Phiếu khảo sát
kind: bieu-mau
attachment: tai-lieu/bieu-mau/BM-HT-06-01.docx
```

```text tai-lieu/bieu-mau/BM-HT-06-01.docx
(tệp Word)
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
file:
  path: Văn thư UBND xã, cặp số 3
```
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.file_names import leads_out
from isoqms.repository import Repository

CODE = "QMS313"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.1"),)

_FILE = re.compile(r".*\.[A-Za-z0-9]{1,5}")


def check(repository: Repository) -> Iterator[Finding]:
    """The attachments of forms and the signed files of decisions that are not in the repository."""
    for entry in repository.all_documents():
        if entry.record.attachment is not None:
            yield from _missing(repository, entry.at("attachment"), entry.record.attachment)
    for decision in repository.decisions:
        file = decision.record.file
        # What is no path to a file says in words where the paper lies; a file with its sum is for
        # QMS412.
        if (
            file is not None
            and file.sha256 is None
            and _FILE.fullmatch(file.path)
            and "://" not in file.path
        ):
            yield from _missing(repository, decision.at("file", "path"), file.path)


def _missing(repository: Repository, place: Place, text: str) -> Iterator[Finding]:
    path = PurePosixPath(text.replace("\\", "/"))
    if leads_out(text) or ":" in text:
        hint = (
            "Chép tệp vào kho và ghi đường dẫn tính từ thư mục gốc, "
            "ví dụ tai-lieu/bieu-mau/BM-HT-06-01.docx."
        )
        yield Finding(place, f"Đường dẫn «{text}» chỉ ra ngoài kho.", hint)
    elif not repository.holds(path):
        yield Finding(
            place, f"Không có tệp «{text}» trong kho.", "Chép tệp vào đúng chỗ, hoặc sửa đường dẫn."
        )
