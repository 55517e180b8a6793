"""Các bước cộng lại quá thời hạn giải quyết.

Thời hạn của thủ tục do pháp luật quy định. Nếu các bước cộng lại đã quá thời hạn thì làm đúng quy
trình vẫn trễ hẹn với người dân. Giờ đổi ra ngày theo hours_per_day của isoqms.yaml (8 giờ).

## Sai

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình cấp bản sao trích lục hộ tịch
kind: quy-trinh-tthc
time_limit:
  days: 2  # <- QMS202
steps:
  - {task: Tiếp nhận hồ sơ, role: bo-phan-mot-cua, hours: 0.5}
  - {task: Thẩm định, role: thu-ky-iso, days: 1.5}
  - {task: Ký, role: nguoi-dung-dau, hours: 3.75}
---
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
time_limit:
  hours: 4  # <- QMS202
steps:
  - {task: Chứng thực, role: thu-ky-iso, days: 1}
---
```

## Đúng

Vừa bằng thời hạn; ngắn hơn; thời hạn chỉ ghi bằng chữ.

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình cấp bản sao trích lục hộ tịch
kind: quy-trinh-tthc
time_limit: {days: 2}
steps:
  - {task: Tiếp nhận hồ sơ, role: bo-phan-mot-cua, hours: 0.5}
  - {task: Thẩm định, role: thu-ky-iso, days: 1.5}
  - {task: Ký, role: nguoi-dung-dau, hours: 3.5}
  - {task: Trả kết quả, role: bo-phan-mot-cua, timing: Theo giấy hẹn}
---
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
time_limit: {note: Trong ngày làm việc}
steps:
  - {task: Chứng thực, role: thu-ky-iso, days: 5}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.durations import in_words, steps_hours
from isoqms.repository import Repository
from isoqms.rules.content.limits import limited

CODE = "QMS202"
SEVERITY = Severity.ERROR
BASIS = (Clause("8.5.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The procedures whose steps, one after the other, take more than their time limit."""
    per_day = repository.agency.record.hours_per_day
    if not per_day:
        return
    for entry, place, limit in limited(repository, per_day):
        total = steps_hours(entry.record, per_day)
        if total > limit and entry.record.steps:
            yield Finding(
                place,
                f"Các bước cộng lại là {in_words(total, per_day)}, quá thời hạn giải quyết "
                f"{in_words(limit, per_day)} là {in_words(total - limit, per_day)}.",
                "Rút ngắn các bước; nếu có bước làm song song thì chỉ ghi giờ cho bước dài nhất, "
                "bước kia ghi «Thời điểm» (timing).",
                related=(entry.at("steps"),),
            )
