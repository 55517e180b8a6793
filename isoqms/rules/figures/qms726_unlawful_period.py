"""Kỳ số liệu dài hơn một năm, hoặc ghi cấp không còn.

Kỳ báo cáo là tháng, quý, 6 tháng, năm, từ ngày 15/12 năm trước đến 14/12, hay từ đầu năm đến một
ngày: không kỳ nào dài hơn một năm. Cấp huyện chỉ còn trong số liệu đến hết ngày 30/6/2025.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2024-12-15
    end: 2025-12-15  # <- QMS726
  - start: 2025-07-01
    end: 2025-09-30
    level: huyen  # <- QMS726
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2024-12-15, end: 2025-12-14}
  - {start: 2025-04-01, end: 2025-06-30, level: huyen}
  - {start: 2025-04-01, end: 2025-09-30, field: Đất đai, level: huyen}
```
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.services.cases import span_words
from isoqms.model.services import Level
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS726"
SEVERITY = Severity.NOTE
BASIS = (Practice("Kỳ báo cáo không dài hơn một năm; từ ngày 01/7/2025 không còn cấp huyện"),)

_NO_DISTRICTS: Final = date(2025, 7, 1)


def check(repository: Repository) -> Iterator[Finding]:
    """The periods of more than a year, and those of districts that begin after these ended."""
    for row in repository.rows.periods:
        period = row.record
        if period.end >= _a_year_on(period.start):
            yield Finding(
                row.at("end"),
                f"K{span_words(period)[1:]} dài hơn một năm.",
                "Sửa ngày đầu hoặc ngày cuối, hoặc chia thành nhiều kỳ.",
            )
        if period.level is Level.DISTRICT and period.start >= _NO_DISTRICTS:
            yield Finding(
                row.at("level"),
                f"K{span_words(period)[1:]}: từ ngày {date_short(_NO_DISTRICTS)} không còn cấp "
                "huyện.",
                "Ghi số này vào cấp xã (xa) hoặc cấp tỉnh (tinh).",
            )


def _a_year_on(day: date) -> date:
    # 29/02 has no like in the next year: the year ends with 28/02.
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)
