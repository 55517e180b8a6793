"""Bước không có thời gian.

Quy trình có thời hạn thì mỗi bước phải biết làm trong bao lâu: người làm biết lúc nào phải chuyển
tiếp, và tổng các bước mới so được với thời hạn.

## Sai

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình cấp bản sao trích lục hộ tịch
kind: quy-trinh-tthc
time_limit: {days: 2}
steps:
  - {task: Tiếp nhận hồ sơ, role: bo-phan-mot-cua, hours: 0.5}
  - task: Thẩm định  # <- QMS203
    role: thu-ky-iso
---
```

## Đúng

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình cấp bản sao trích lục hộ tịch
kind: quy-trinh-tthc
time_limit: {days: 2}
steps:
  - {task: Tiếp nhận hồ sơ, role: bo-phan-mot-cua, hours: 0}
  - {task: Trả kết quả, role: bo-phan-mot-cua, timing: Theo giấy hẹn}
---
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
steps:
  - {task: Lập danh mục, role: thu-ky-iso}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository

CODE = "QMS203"
SEVERITY = Severity.WARNING
BASIS = (Clause("8.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The steps without hours, days or words for their time, in procedures with a time limit."""
    for entry in repository.all_documents():
        if entry.record.time_limit is None:
            continue
        for index, step in enumerate(entry.record.steps):
            if step.days is None and step.hours is None and step.timing is None:
                yield Finding(
                    entry.at("steps", index, "task"),
                    f"Bước {index + 1} «{step.task}» chưa có thời gian.",
                    "Ghi «Giờ làm việc» (hours) hoặc «Ngày làm việc» (days); "
                    "không tính được thì ghi «Thời điểm» (timing) bằng chữ.",
                )
