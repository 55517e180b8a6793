"""Điều khoản ít khi được loại trừ.

Cơ quan hành chính thường chỉ không áp dụng thiết kế và phát triển (8.3), phương tiện theo dõi, đo
lường (7.1.5). Loại trừ điều khoản khác không sai nếu lý giải được, nhưng người đánh giá sẽ hỏi kỹ.

## Sai

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
exclusions:
  - clause: '9.2'  # <- QMS316
    justification: Cơ quan ít người
```

## Đúng

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
exclusions:
  - {clause: '8.3', justification: Thủ tục do pháp luật quy định}
  - {clause: 7.1.5.2, justification: Không dùng thiết bị đo}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.base import clause_within
from isoqms.repository import Repository
from isoqms.wording import listed

CODE = "QMS316"
SEVERITY = Severity.NOTE
BASIS = (Clause("4.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The exclusions that are none of those usual in agencies; unknown clauses are QMS310's."""
    standard = repository.packs.standard
    if repository.scope is None or not standard.usually_excluded:
        return
    for index, exclusion in enumerate(repository.scope.record.exclusions):
        usual = any(clause_within(exclusion.clause, parent) for parent in standard.usually_excluded)
        if not usual and standard.knows(exclusion.clause):
            yield Finding(
                repository.scope.at("exclusions", index, "clause"),
                f"Điều khoản {exclusion.clause} «{standard.title_of(exclusion.clause)}» "
                "ít khi được loại trừ; "
                f"thường chỉ loại trừ {listed(standard.usually_excluded)}.",
                "Xem lại lý giải: không áp dụng mà vẫn bảo đảm chất lượng dịch vụ và sự hài lòng "
                "của người dân.",
            )
