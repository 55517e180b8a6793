"""Tệp không còn dấu gộp dở.

Hai người cùng sửa một đoạn thì khi gộp, máy giữ cả hai bản, chồng lên nhau giữa các dòng
`<<<<<<<`, `=======` và `>>>>>>>`, chờ người chọn. Bỏ quên các dòng này thì chúng được ban hành cùng
văn bản, hoặc làm hỏng cả tệp. Vì vậy lỗi này được xét ở mọi tệp của kho, kể cả dự thảo và mau/; còn
nó thì chưa ban hành, công bố, ghi gì vào kho được. Các quy tắc khác tạm đọc bản phía trên.
Dòng `=======` gạch chân một đề mục thì không phải là dấu gộp.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

<<<<<<< bản của tôi <!-- <- QMS014 -->
Thống nhất cách soạn tài liệu.
=======
Thống nhất cách soạn, ban hành và lưu tài liệu.
>>>>>>> bản của người khác
```

```yaml boi-canh/van-de.yaml
<<<<<<< bản của tôi  # <- QMS014
reviewed: 2025-03-31
||||||| bản chung
reviewed: 2025-02-28
=======
reviewed: 2025-04-30
>>>>>>> bản của người khác
issues: []
```

```markdown mau/quy-trinh-noi-bo.md
## 1. Mục đích

<<<<<<< bản của tôi  # <- QMS014
=======
Nêu rõ quy trình áp dụng cho việc gì.
>>>>>>> bản của người khác
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```markdown HUONG-DAN.md
Hướng dẫn
=======

Mỗi tài liệu một tệp.
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.repository.texts import texts_beside
from isoqms.rules.reading.faults import found_while_reading, told_as_findings
from isoqms.source.conflicts import conflict_fault

CODE = "QMS014"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The files with such marks, each once, those beside the documents and records included."""
    yield from found_while_reading(repository, CODE)
    beside = (conflict_fault(path, text) for path, text in texts_beside(repository))
    yield from told_as_findings(fault for fault in beside if fault)
