"""Chi nhiều hơn dự toán.

Đã chi vượt số dự toán của khoản thì hoặc gõ nhầm, hoặc phải có điều chỉnh dự toán; người kiểm tra
sẽ hỏi văn bản điều chỉnh.

## Sai

```yaml nam/2025/nguon-luc.yaml
budget:
  - item: Duy trì, cải tiến
    planned: 6
    spent: 63  # <- QMS721
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
budget:
  - {item: 'Duy trì, cải tiến', planned: 6, spent: 6}
  - {item: Đào tạo, spent: 9}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS721"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The lines of a budget of which more was spent than planned."""
    for row in repository.rows.budget:
        planned, spent = row.record.planned, row.record.spent
        if planned is not None and spent is not None and spent > planned:
            yield Finding(
                row.at("spent"),
                f"«{row.record.item}» dự toán {number(planned)} triệu đồng mà đã chi "
                f"{number(spent)} triệu.",
                "Sửa số gõ nhầm; đã điều chỉnh dự toán thì ghi số dự toán sau điều chỉnh.",
            )
