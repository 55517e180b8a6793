"""Phản ánh quá hạn trả lời.

Hạn trả lời là hạn cơ quan đã ghi khi nhận; máy không tự đặt hạn. Quá hạn mà chưa có ngày trả lời
thì hoặc chưa trả lời, hoặc đã trả lời mà quên ghi.

## Sai

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: pa-01
    received: 2025-12-22
    subject: Chờ lâu tại quầy chứng thực
    due: 2025-12-30  # <- QMS541
  - id: pa-02
    received: 2025-09-08
    subject: Hướng dẫn chưa rõ
    due: 2025-09-15
    answered: 2025-09-16  # <- QMS541
```

## Đúng

```yaml nam/2025/khieu-nai.yaml
complaints:
  - {id: pa-01, received: 2025-09-08, subject: Chờ lâu, due: 2025-09-15, answered: 2025-09-15}
  - {id: pa-02, received: 2025-12-22, subject: Hướng dẫn chưa rõ, due: 2025-12-31}
  - {id: pa-03, received: 2025-12-01, subject: Bảng giá phí mờ}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.improvement.complaints import Answer, answer
from isoqms.repository import Repository
from isoqms.wording import date_short, number

CODE = "QMS541"
SEVERITY = Severity.WARNING
BASIS = (Clause("8.2.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The complaints past their day without an answer; as a note, those answered after it."""
    for row in repository.rows.complaints:
        each = row.record
        if each.due is None:
            continue
        state = answer(each, repository.as_of)
        if state is Answer.OVERDUE:
            day, late = date_short(each.due), number((repository.as_of - each.due).days)
            message = f"Phản ánh «{each.id}» hạn trả lời ngày {day}, đã quá {late} ngày."
            hint = f"Trả lời ngay; đã trả lời thì ghi `isoqms update complaint {each.id}`."
            yield Finding(row.at("due"), message, hint)
        elif state is Answer.ANSWERED_LATE and each.answered:
            late = number((each.answered - each.due).days)
            message = f"Phản ánh «{each.id}» trả lời trễ {late} ngày."
            hint = "Nêu nguyên nhân ở kết quả; lặp lại thì ghi thành sự không phù hợp."
            yield Finding(row.at("answered"), message, hint, severity=Severity.NOTE)
