"""Trong kho chỉ có tệp và thư mục thường.

Ống dữ liệu, cổng kết nối, thiết bị mang tên của một tài liệu không phải là tài liệu: chương trình
nào mở ra cũng chờ mãi, và chép sang máy khác thì mất. Chúng chỉ đến từ kho nhận ở nơi khác, nên
không bao giờ được mở. Một tệp đứng ở chỗ của thư mục cũng làm mọi tài liệu ở đó không được đọc.

## Sai

```text ben-ngoai
Danh mục văn bản bên ngoài để ở đây. # <- QMS019
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS019"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
