"""Mỗi khóa chỉ viết một lần.

Khi một khóa viết hai lần, người đọc tin dòng này, máy lấy dòng kia: hai số khác nhau cho một việc.

## Sai

```yaml boi-canh/van-de.yaml
reviewed: 2025-03-31
reviewed: 2025-04-30  # <- QMS003
```

## Đúng

```yaml boi-canh/van-de.yaml
reviewed: 2025-04-30
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS003"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
