"""Chữ tiếng Việt viết bằng Unicode dựng sẵn (NFC).

«Quyết định» gõ bằng dấu rời nhìn y hệt nhưng chương trình khác coi là chữ khác: tìm không ra. Máy
vẫn đọc được tệp ấy và tự ghi lại bằng chữ dựng sẵn khi ghi tiếp vào tệp, hoặc khi gõ `isoqms save`.

## Sai

```yaml boi-canh/pham-vi.yaml
statement: Quye\u0302\u0301t định về phạm vi  # <- QMS007
```

## Đúng

```yaml boi-canh/pham-vi.yaml
statement: Quyết định về phạm vi
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS007"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
