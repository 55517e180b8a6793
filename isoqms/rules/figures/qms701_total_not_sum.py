"""Tổng tiếp nhận khác tồn kỳ trước cộng tiếp nhận trong kỳ.

Tổng số tiếp nhận bằng số kỳ trước chuyển sang cộng số tiếp nhận trong kỳ. Lệch một hồ sơ cũng bị
hỏi, vì mọi tỷ lệ sau đó đều tính từ tổng này.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    carried_over: 1276
    received: 19014
    stated:
      total: 20300  # <- QMS701
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, carried_over: 1276, received: 19014,
     stated: {total: 20290}}
  - {start: 2025-07-01, end: 2025-12-31, received: 500, stated: {total: 700}}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.services.cases import received, span_words
from isoqms.facts.services.cases import total as total_of
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS701"
SEVERITY = Severity.ERROR
BASIS = (
    Clause("9.1.1"),
    Practice("Biểu II.06a/VPCP/KSTT: tổng tiếp nhận = mới trong kỳ + từ kỳ trước"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The periods whose stated total is not the sum of its two parts."""
    for row in repository.rows.periods:
        period = row.record
        if period.stated is None:
            continue
        total, right = period.stated.total, total_of(period)
        if total is None or right is None or total == right:
            continue
        yield Finding(
            row.at("stated", "total"),
            f"Tổng tiếp nhận ghi {number(total)}, còn {number(period.carried_over or 0)} tồn kỳ "
            f"trước + {number(received(period) or 0)} trong kỳ = {number(right)} "
            f"({span_words(period)}).",
            "Đối chiếu với phần mềm một cửa rồi sửa số sai.",
        )
