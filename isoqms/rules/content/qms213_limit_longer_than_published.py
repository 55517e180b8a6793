"""Thời hạn dài hơn thời hạn đã công bố.

Thời hạn trong quy trình không được dài hơn thời hạn của thủ tục trong quyết định công bố. Ngắn hơn
thì được: đó là cam kết tốt hơn của cơ quan.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '1.000894', name: Đăng ký kết hôn, field: Hộ tịch, days: 05 ngày làm việc}
```

```markdown tai-lieu/tthc/ho-tich/QT-HT-11.md
---
code: QT-HT-11
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

```markdown tai-lieu/tthc/ho-tich/QT-HT-11.md
---
code: QT-HT-11
title: Quy trình đăng ký kết hôn
kind: quy-trinh-tthc
serves: ['1.000894', '1.001193']
time_limit: {hours: 40}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.coverage import by_short_code
from isoqms.facts.services.durations import in_words, limit_hours, stated_hours
from isoqms.facts.services.service_codes import short
from isoqms.repository import Repository

CODE = "QMS213"
SEVERITY = Severity.ERROR
BASIS = (Clause("8.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The procedures with a limit longer than the shortest published for what they serve, where both are numbers."""
    per_day = repository.agency.record.hours_per_day
    published = by_short_code(repository)
    if not per_day or repository.procedures is None:
        return
    for entry in repository.all_documents():
        document = entry.record
        if document.time_limit is None or not document.serves:
            continue
        limit = limit_hours(document.time_limit, per_day)
        if limit is None:
            continue
        for code in document.serves:
            index, procedure = published.get(short(code), (0, None))
            stated = stated_hours(procedure.days, per_day) if procedure and procedure.days else None
            if stated is not None and procedure is not None and limit > stated:
                yield Finding(
                    entry.at(
                        "time_limit", "days" if document.time_limit.days is not None else "hours"
                    ),
                    f"Thời hạn {in_words(limit, per_day)} dài hơn thời hạn đã công bố "
                    f"«{procedure.days}» của thủ tục {procedure.code}.",
                    "Sửa theo quyết định công bố, rồi rút ngắn các bước cho vừa.",
                    related=(repository.procedures.at("procedures", index, "days"),),
                )
                break
