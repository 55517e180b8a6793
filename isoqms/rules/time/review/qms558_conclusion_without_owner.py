"""Kết luận của lãnh đạo không có người làm hoặc không có hạn.

Kết luận mà không ai chịu trách nhiệm, không có ngày xong thì lần xem xét sau không có gì để theo
dõi. Mỗi việc ghi một vai trò và một hạn; điểm không có việc gì thì ghi «Không».

## Sai

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    minutes: Biên bản số 11/BB-UBND
    outputs:
      - {point: a, text: Gộp biểu mẫu trùng}  # <- QMS558
      - {point: b, text: Sửa quy trình một cửa, role: thu-ky-iso}  # <- QMS558
      - {point: c, text: Không}
```

## Đúng

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    minutes: Biên bản số 11/BB-UBND
    outputs:
      - {point: a, text: Gộp biểu mẫu trùng, role: thu-ky-iso, due: 2026-03-31}
      - {point: b, text: Sửa quy trình một cửa, done: 2025-11-25}
      - {point: c, text: Không}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.review.reviews import conclusions
from isoqms.repository import Repository
from isoqms.wording import listed

CODE = "QMS558"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.3"), Clause("5.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """The conclusions still open that nobody has to carry out, or by no day."""
    for year in repository.years:
        for each in conclusions(repository, year, repository.as_of):
            output = each.output
            facts = (("người chịu trách nhiệm (role)", output.role), ("hạn (due)", output.due))
            lacking = [name for name, value in facts if value is None]
            if lacking and each.state.is_open:
                message = f"Kết luận «{output.text}» chưa có {listed(lacking)}."
                hint = (
                    "Hỏi lại người chủ trì, ghi vai trò và hạn; "
                    "không có thì lần sau không theo dõi được."
                )
                yield Finding(each.place, message, hint)
