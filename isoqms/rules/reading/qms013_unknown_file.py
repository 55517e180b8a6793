"""Mỗi tệp đúng chỗ, đúng tên.

Tệp đặt sai chỗ hay sai tên không được đọc, nên hồ sơ tưởng có mà báo cáo không thấy.

## Sai

```yaml boi-canh/boi-canh.yaml
reviewed: 2025-03-31  # <- QMS013
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

CODE = "QMS013"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
