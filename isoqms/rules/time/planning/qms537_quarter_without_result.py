"""Mục tiêu theo dõi hằng quý mà bỏ trống một quý.

Mục tiêu phải được theo dõi trong năm, không chỉ khi hết năm. Mục tiêu nào đã ghi kết quả theo quý
thì các quý sau cũng ghi; một tháng sau khi hết quý mà chưa có thì máy nhắc. Không đo được quý đó
thì ghi chú vì sao.

## Sai, ngày 2025-11-05

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: so-hoa
    text: Số hóa từ 60 phần trăm
    target: 60
    results:  # <- QMS537
      - {period: Quý I, value: 20}
      - {period: Quý II, value: 35}
```

## Đúng, ngày 2025-10-20

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: so-hoa
    text: Số hóa từ 60 phần trăm
    target: 60
    results:
      - {period: Quý I, value: 20}
      - {period: Quý II, note: 'Chuyển trụ sở, không đo được'}
  - {id: hai-long, text: Hài lòng từ 90 phần trăm, target: 90,
     results: [{period: 6 tháng, value: 91}]}
  - {id: dung-han, text: Đúng hạn từ 98 phần trăm, target: 98, figure: cases_on_time_rate}
```
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.planning.objectives import Objective
from isoqms.repository import Repository
from isoqms.wording import listed, roman

CODE = "QMS537"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"), Clause("6.2.1"))

_QUARTER: Final = re.compile(r"[Qq]uý\s+(IV|I{1,3}|[1-4])\b")
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}


def check(repository: Repository) -> Iterator[Finding]:
    """The objectives told by quarter that lack one from the first told to the last that is over."""
    for number, year in repository.years.items():
        over = _quarters_over(number, repository.as_of)
        for row in year.rows.objectives:
            told = _told(row.record)
            # Where no quarter is told, the objective is reported otherwise: nothing is missing.
            first = min(told, default=over + 1)
            missing = [quarter for quarter in range(first, over + 1) if quarter not in told]
            if missing:
                id_ = row.record.id
                named = listed(f"quý {roman(quarter)}" for quarter in missing)
                yield Finding(
                    row.at("results"),
                    f"Mục tiêu «{id_}» ghi kết quả theo quý mà chưa có {named} năm {number}.",
                    f"Ghi bằng `isoqms update objective {id_}`; không đo được thì ghi chú vì sao.",
                )


def _told(objective: Objective) -> set[int]:
    """The quarters of which something is told."""
    signs = (match[1] for result in objective.results if (match := _QUARTER.search(result.period)))
    return {_ROMAN.get(sign) or int(sign) for sign in signs}


def _quarters_over(year: int, as_of: date) -> int:
    """How many quarters of a year have been over for a month, of which a result may be wanted."""
    months = (as_of.year - year) * 12 + as_of.month - 2
    return max(0, min(4, months // 3))
