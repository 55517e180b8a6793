"""Nội dung đúng với lược đồ.

Mỗi loại tệp có các khóa nhất định, ghi trong lược đồ. Thiếu khóa, thừa khóa hay sai kiểu thì con số
không được tính.

## Sai

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
exclusion: []  # <- QMS012
```

## Đúng

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
exclusions: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS012"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
