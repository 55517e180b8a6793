"""Ngày không thể có: trước năm 1990, hoặc xa hơn 20 năm.

Gõ «2026» vào một ô ngày của Excel thì thành 18/7/1905; thiếu một chữ số của năm thì thành năm 202.
Ngày như vậy làm việc biến mất khỏi danh sách, hoặc quá hạn mãi. Văn bản của Nhà nước thì được từ
ngày 02/9/1945.

## Sai

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: du-toan
    task: Lập dự toán
    done: 1905-07-18  # <- QMS561
  - id: tap-huan
    task: Tập huấn
    due: 2062-03-05  # <- QMS561
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 30/2020/NĐ-CP
    title: Về công tác văn thư
    issuer: Chính phủ
    issued: 1905-07-12  # <- QMS561
```

## Đúng

```yaml nam/2025/ke-hoach.yaml
tasks:
  - {id: du-toan, task: Lập dự toán, done: 2025-07-18}
  - {id: tap-huan, task: Tập huấn, due: 2026-03-05}
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 42-LCT/HĐNN8, title: Bộ luật cũ còn viện dẫn, issuer: Quốc hội, issued: 1989-06-30}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought

CODE = "QMS561"
SEVERITY = Severity.WARNING
BASIS = (Practice("Hồ sơ của cơ quan không có trước năm 1990, kế hoạch không xa hơn 20 năm"),)
BROUGHT = Brought.FALSE


def check(repository: Repository) -> Iterator[Finding]:
    """Each day that nobody can have meant."""
    for each in misdated(repository):
        if each.wrong.fault is Fault.UNLIKELY:
            yield Finding(each.place, each.wrong.message, each.wrong.hint)
