"""Mức dịch vụ công trực tuyến không dùng vào ngày ấy.

Trước đây dịch vụ công trực tuyến chia bốn mức độ, báo cáo nêu «mức độ 3, 4»; từ Nghị định số
42/2022/NĐ-CP, và nay theo Nghị định số 224/2026/NĐ-CP, chỉ còn «một phần» và «toàn trình». Kỳ bắt
đầu từ ngày 15/8/2022 mà còn ghi mức độ 3, 4 thì số ấy không so được với chỉ tiêu.

## Sai

```yaml nam/2025/ho-so.yaml
online:
  - start: 2025-01-01
    end: 2025-12-31
    level: muc-3-4  # <- QMS728
    online: 10
    of: 12
```

```yaml nam/2021/ho-so.yaml
online:
  - start: 2021-01-01
    end: 2021-12-31
    level: toan-trinh  # <- QMS728
    online: 10
    of: 12
```

## Đúng

```yaml nam/2022/ho-so.yaml
online:
  - {start: 2022-01-01, end: 2022-10-26, level: muc-3-4, online: 10, of: 12}
  - {start: 2022-01-01, end: 2022-12-31, level: toan-trinh, online: 10, of: 12}
```

```yaml nam/2025/ho-so.yaml
online:
  - {start: 2025-01-01, end: 2025-12-31, level: toan-trinh, online: 10, of: 12}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.services.online import NEW_LEVELS, NEW_LEVELS_FROM, OLD_LEVELS
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS728"
SEVERITY = Severity.NOTE
BASIS = (Law("NĐ 224/2026/NĐ-CP", "Điều 14"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The shares by a scheme of levels that was not in use in any part of their period."""
    for row in repository.rows.online:
        told = row.record
        over = told.level in OLD_LEVELS and told.start >= NEW_LEVELS_FROM
        early = told.level in NEW_LEVELS and told.end < NEW_LEVELS_FROM
        if not over and not early:
            continue
        when = "không còn" if over else "chưa"
        right = "toan-trinh, mot-phan" if over else "muc-3, muc-4, muc-3-4"
        yield Finding(
            row.at("level"),
            f"Kỳ {date_short(told.start)} đến {date_short(told.end)} {when} dùng mức "
            f"«{told.level.words}» của dịch vụ công trực tuyến.",
            f"Ghi theo mức dùng lúc ấy ({right}), hoặc tat-ca nếu là mọi hồ sơ trực tuyến.",
        )
