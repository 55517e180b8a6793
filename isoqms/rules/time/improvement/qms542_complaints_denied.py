"""Khẳng định không có phản ánh mà sổ lại có.

Báo cáo lấy số từ sổ, còn câu «không phát sinh» là lời khẳng định của cơ quan. Hai điều trái nhau
thì báo cáo sai một chỗ.

## Sai

```yaml nam/2025/khieu-nai.yaml
none_received: true  # <- QMS542
complaints:
  - {id: pa-01, received: 2025-09-08, subject: Chờ lâu tại quầy chứng thực}
```

## Đúng

```yaml nam/2025/khieu-nai.yaml
none_received: true
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS542"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.2"), Clause("8.2.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The registers that deny what they list."""
    for year in repository.years.values():
        register = year.complaints
        if register and register.record.none_received and register.record.complaints:
            count = number(len(register.record.complaints))
            message = (
                f"Sổ ghi {count} phản ánh của năm {year.year}, mà lại khẳng định không phát sinh."
            )
            hint = (
                "Bỏ dòng «Không phát sinh» (none_received), hoặc xóa dòng ghi nhầm: "
                "`isoqms update complaints --set none_received=không`."
            )
            yield Finding(register.at("none_received"), message, hint)
