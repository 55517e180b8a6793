"""YAML phải đúng cú pháp.

Một dấu ngoặc chưa đóng hay thụt lề lệch làm cả tệp không đọc được, và mọi kiểm tra khác về tệp đó
bị bỏ qua.

## Sai

```yaml boi-canh/van-de.yaml
reviewed: 2025-03-31
issues: [  # <- QMS002
```

## Đúng

```yaml boi-canh/van-de.yaml
reviewed: 2025-03-31
issues: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS002"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
