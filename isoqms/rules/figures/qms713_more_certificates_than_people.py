"""Số chứng chỉ nhiều hơn số người dự.

Mỗi người dự một khóa nhận nhiều nhất một chứng chỉ.

## Sai

```yaml nam/2025/dao-tao.yaml
sessions:
  - subject: Chuyên gia đánh giá nội bộ
    held: 2025-09-29
    participants: 60
    certificates: 68  # <- QMS713
```

## Đúng

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Chuyên gia đánh giá nội bộ, held: 2025-09-29, participants: 68, certificates: 68}
  - {subject: Phổ biến quy trình, held: 2025-10-01, certificates: 5}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS713"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The sessions that gave more certificates than people took part."""
    for row in repository.rows.sessions:
        people, certificates = row.record.participants, row.record.certificates
        if people is not None and certificates is not None and certificates > people:
            yield Finding(
                row.at("certificates"),
                f"Khóa «{row.record.subject}» cấp {number(certificates)} chứng chỉ cho "
                f"{number(people)} người dự.",
                "Đối chiếu danh sách dự và danh sách cấp chứng chỉ.",
            )
