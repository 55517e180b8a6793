"""Phản ánh quá hạn trả lời.

Hạn trả lời là hạn cơ quan đã ghi khi nhận; máy không tự đặt hạn. Quá hạn mà chưa có ngày trả lời thì hoặc chưa trả lời,
hoặc đã trả lời mà quên ghi.

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
from isoqms.repository import Repository
from isoqms.wording import date_short, number

CODE = "QMS541"
SEVERITY = Severity.WARNING
BASIS = (Clause("8.2.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The complaints past their day without an answer; as a note, those answered after it."""
    for year in repository.years.values():
        for index, each in enumerate(year.complaints.record.complaints if year.complaints else ()):
            if year.complaints is None or each.due is None:
                continue
            if each.answered is None and each.due < repository.as_of:
                late = number((repository.as_of - each.due).days)
                message = f"Phản ánh «{each.id}» hạn trả lời ngày {date_short(each.due)}, đã quá {late} ngày."
                hint = f"Trả lời ngay; đã trả lời thì ghi `isoqms update complaint {each.id}`."
                yield Finding(year.complaints.at("complaints", index, "due"), message, hint)
            elif each.answered and each.answered > each.due:
                late = number((each.answered - each.due).days)
                message = f"Phản ánh «{each.id}» trả lời trễ {late} ngày."
                hint = "Nêu nguyên nhân ở kết quả; lặp lại thì ghi thành sự không phù hợp."
                place = year.complaints.at("complaints", index, "answered")
                yield Finding(place, message, hint, severity=Severity.NOTE)
