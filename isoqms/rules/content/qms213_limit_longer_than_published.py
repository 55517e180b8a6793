"""Thời hạn dài hơn thời hạn đã công bố.

Thời hạn trong quy trình không được dài hơn thời hạn của thủ tục trong quyết định công bố. Ngắn hơn
thì được: đó là cam kết tốt hơn của cơ quan.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '1.000894', name: Đăng ký kết hôn, field: Hộ tịch, days: 05 ngày làm việc}
```

```markdown tai-lieu/tthc/ho-tich/QT-TP-11.md
---
code: QT-TP-11
title: Quy trình đăng ký kết hôn
kind: quy-trinh-tthc
serves: [1.000894.000.00.00.H42]
time_limit:
  days: 5.5  # <- QMS213
---
```

## Đúng

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '1.000894', name: Đăng ký kết hôn, field: Hộ tịch, days: 05 ngày làm việc}
  - {code: '1.001193', name: Đăng ký khai sinh, field: Hộ tịch, days: Ngay trong ngày}
```

```markdown tai-lieu/tthc/ho-tich/QT-TP-11.md
---
code: QT-TP-11
title: Quy trình đăng ký kết hôn
kind: quy-trinh-tthc
serves: ['1.000894', '1.001193']
time_limit: {hours: 40}
---
```
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.coverage import by_short_code
from isoqms.facts.services.durations import in_words, stated_hours
from isoqms.facts.services.service_codes import short
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository import Repository
from isoqms.rules.content.limits import limited
from isoqms.rules.protocol import Brought

CODE = "QMS213"
SEVERITY = Severity.ERROR
BASIS = (Clause("8.2.2"),)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """The procedures whose limit is longer than the shortest published for what they serve.

    Only where both are numbers.
    """
    per_day = repository.agency.record.hours_per_day
    register = repository.procedures
    if not per_day or register is None:
        return
    published = _published(repository, per_day)
    for entry, place, limit in limited(repository, per_day):
        served = (published.get(short(code)) for code in entry.record.serves)
        shorter = next((each for each in served if each and each.hours < limit), None)
        if shorter is not None:
            yield Finding(
                place,
                f"Thời hạn {in_words(limit, per_day)} dài hơn thời hạn đã công bố "
                f"«{shorter.procedure.days}» của thủ tục {shorter.procedure.code}.",
                "Sửa theo quyết định công bố, rồi rút ngắn các bước cho vừa.",
                related=(register.at("procedures", shorter.row, "days"),),
            )


class _Published(NamedTuple):
    """A procedure of the register whose published limit is a number."""

    row: int
    procedure: AdministrativeProcedure
    hours: Decimal


def _published(repository: Repository, per_day: int) -> Mapping[str, _Published]:
    """What the register says of limits, by the national part of the code."""
    found = {}
    for code, (index, procedure) in by_short_code(repository).items():
        hours = stated_hours(procedure.days or "", per_day)
        if hours is not None:
            found[code] = _Published(index, procedure, hours)
    return found
