"""Không có ký tự ẩn trong tệp.

Phím Tab, ký tự điều khiển và dấu cách đặc biệt dán từ Word nhìn như khoảng trắng thường nhưng làm
máy hiểu sai dòng.

## Sai

```yaml boi-canh/van-de.yaml
reviewed:\u00a02025-03-31  # <- QMS005
```

## Đúng

```yaml boi-canh/van-de.yaml
reviewed: 2025-03-31
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS005"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
