"""Năm không có hồ sơ đào tạo.

Người đứng đầu phải tổ chức đào tạo về hệ thống cho cán bộ, công chức. Mỗi năm cần ít nhất một khóa
có ghi lại; từ tháng 12 máy nhắc. Khóa mới có trong kế hoạch, chưa ghi ngày học thì chưa phải là đã
đào tạo.

## Sai

```nen ap-dung
```

```yaml nam/2025/dao-tao.yaml
plan: Kế hoạch số 20/KH-UBND
sessions: []  # <- QMS515
```

## Sai, khóa mới dự kiến

```nen ap-dung
```

```yaml nam/2025/dao-tao.yaml
sessions:  # <- QMS515
  - {subject: Nhận thức về hệ thống}
  - {subject: Kỹ năng tiếp nhận, planned: 2025-12-20}
```

## Đúng, ngày 2025-11-30

```nen ap-dung
```

```yaml nam/2025/dao-tao.yaml
sessions: []
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Nhận thức về hệ thống, held: 2025-05-06, participants: 30}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.facts.planning.sessions import was_held
from isoqms.repository import Repository, Year

CODE = "QMS515"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 11, khoản 3"), Clause("7.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """The years without a training session: over, or in December."""
    for year, over in owed(repository, month=12):
        if _trained(repository, year):
            continue
        since = "Cả năm" if over else "Đến tháng 12, năm"
        yield Finding(
            place_in(year, "training", "sessions"),
            f"{since} {year.year} không có khóa đào tạo nào về hệ thống được ghi lại.",
            "Ghi các khóa đã tổ chức hoặc cử người dự; chưa có thì tổ chức một buổi phổ biến.",
        )


def _trained(repository: Repository, year: Year) -> bool:
    if any(was_held(row.record, repository.as_of) for row in year.rows.sessions):
        return True
    # Acts know every paper of the year, and take long to import for those who have trained.
    from isoqms.facts.planning.acts import act  # noqa: PLC0415 - see above

    # What the plan calls done, the calendar takes as done, and so does this.
    return act(repository, year.year, "dao-tao") is not None
