"""Khóa đào tạo đã lên kế hoạch mà quá ngày chưa ghi đã học.

Kế hoạch đào tạo có ngày thì phải theo dõi tới khi học xong. Quá ngày một tháng mà chưa ghi ngày
học: hoặc chưa tổ chức, hoặc quên ghi; chấm điểm cần cả kế hoạch lẫn việc triển khai.

## Sai

```yaml nam/2025/dao-tao.yaml
sessions:
  - subject: Nhận thức về hệ thống
    planned: 2025-11-30  # <- QMS543
```

## Đúng

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Nhận thức về hệ thống, planned: 2025-09-15, held: 2025-10-20}
  - {subject: Kỹ năng tiếp nhận, planned: 2025-12-01}
  - {subject: Chưa định ngày}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS543"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.2"),)

_GRACE = 30
"""Days: a course is put off by a week or two without anybody rewriting the plan."""


def check(repository: Repository) -> Iterator[Finding]:
    """The sessions planned for a day that is a month past, and not held."""
    for row in repository.rows.sessions:
        planned = row.record.planned
        if planned is None or row.record.held:
            continue
        if (repository.as_of - planned).days > _GRACE:
            yield Finding(
                row.at("planned"),
                f"Khóa «{row.record.subject}» dự kiến ngày {date_short(planned)} mà "
                "chưa ghi ngày học.",
                "Học rồi thì ghi ngày, số người dự: `isoqms update training`; "
                "hoãn thì sửa ngày dự kiến.",
            )
