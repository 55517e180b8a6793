"""Không dùng neo, bí danh, thẻ của YAML.

Neo (&), bí danh (*), phép trộn (<<) và thẻ (!) làm nội dung ở chỗ này đổi theo chỗ khác mà người
đọc không thấy; chúng cũng là cách làm treo máy bằng một tệp rất nhỏ.

## Sai

```yaml boi-canh/van-de.yaml
reviewed: &ngay 2025-03-31  # <- QMS004
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

CODE = "QMS004"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
