"""Công việc trong kế hoạch quá hạn.

Kế hoạch đã ký là lời hứa có hạn. Máy chỉ nói về kế hoạch đã ký và hệ thống đang áp dụng. Việc đã có
quyết định, biên bản hay hồ sơ của năm chứng minh thì coi là xong, dù kế hoạch chưa ghi ngày.

## Sai

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - id: khao-sat
    task: Khảo sát sự hài lòng
    due: 2025-12-30  # <- QMS520
```

## Sai, xong sau ngày đang xét, ngày 2025-11-04

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - {id: khao-sat, task: Khảo sát sự hài lòng, due: 2025-10-31, done: 2025-11-05}  # <- QMS520
```

## Đúng, vào ngày làm xong, ngày 2025-11-05

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - {id: khao-sat, task: Khảo sát sự hài lòng, due: 2025-10-31, done: 2025-11-05}
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - {id: khao-sat, task: Khảo sát sự hài lòng, due: 2025-10-31, done: 2025-11-05}
  - {id: bao-cao, task: Báo cáo năm, due: 2025-12-31}
  - {id: so-hoa, task: Số hóa biểu mẫu}
```

## Đúng, hồ sơ hôm nay chứng minh đã làm, ngày 2025-10-01

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-10-01
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
```

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - {id: ban-hanh-tai-lieu, task: Ban hành tài liệu, due: 2025-09-30}
```

## Đúng, hệ thống chưa áp dụng

```yaml nam/2025/ke-hoach.yaml
number: 20/KH-UBND
signed: 2025-03-10
tasks:
  - {id: khao-sat, task: Khảo sát sự hài lòng, due: 2025-10-31}
```

## Đúng, kế hoạch chưa ký

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks:
  - {id: khao-sat, task: Khảo sát sự hài lòng, due: 2025-10-31}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.tasks import is_done
from isoqms.repository import Repository
from isoqms.wording import date_short, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.plan import PlannedTask

CODE = "QMS520"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The tasks of signed plans that are past their day and not done."""
    if not repository.running:
        return
    for year in repository.years.values():
        if year.plan is None or year.plan.record.signed is None:
            continue
        for row in year.rows.tasks:
            task = row.record
            if task.due is None or not _is_late(repository, year.year, task):
                continue
            late = (repository.as_of - task.due).days
            role = f" ({repository.agency.record.role_title(task.role)})" if task.role else ""
            yield Finding(
                row.at("due"),
                f"«{task.task}» hạn ngày {date_short(task.due)}{role}, đã quá {number(late)} ngày.",
                _hint(repository, task),
            )


def _hint(repository: Repository, task: PlannedTask) -> str:
    if task.evidence is not None and repository.has_no_effect(task.evidence):
        return f"{task.evidence} đã hủy hoặc bị bãi bỏ nên không còn là bằng chứng: làm lại việc."
    return "Làm xong thì ghi ngày hoàn thành và bằng chứng; không làm nữa thì điều chỉnh kế hoạch."


def _is_late(repository: Repository, year: int, task: PlannedTask) -> bool:
    if task.due is None or task.due >= repository.as_of:
        return False
    # As the registers and the score card have it: on a day before it was done it was not done.
    if is_done(repository, task):
        return False
    # Acts know every paper of the year, and take long to import for those who are not late.
    from isoqms.facts.planning.acts import act  # noqa: PLC0415 - see above

    # What the records of the year prove, the calendar takes as done, and so does this.
    return act(repository, year, task.id) is None
