"""Tỷ lệ đã ghi không tính ra được.

Tỷ lệ phải tính ra được từ chính các số đứng cạnh nó. Tỷ lệ công bố hay bị cắt bớt thay vì làm tròn;
khi đó máy nói «khớp nếu cắt, không khớp nếu làm tròn» và chỉ cảnh báo. Cơ quan quen cắt thì ghi
`rounding: cat` trong isoqms.yaml.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    early_or_on_time: 17264
    late: 86
    stated:
      on_time_rate: 99.9  # <- QMS706
      late_rate: 0.4  # <- QMS706
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    early_or_on_time: 17264
    late: 86
    stated: {on_time_rate: 99.5, late_rate: 0.5}
  - {start: 2025-07-01, end: 2025-12-31, early: 3, stated: {on_time_rate: 12.3}}
  - {start: 2025-07-01, end: 2025-12-31, field: Thuế, early_or_on_time: 0, late: 0,
     stated: {on_time_rate: 100}}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import on_time, resolved_told
from isoqms.repository import Repository
from isoqms.rules.figures.ratios import objection

CODE = "QMS706"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The stated rates of cases on time and late that do not follow from the counts."""
    rounding = repository.agency.record.rounding
    for row in repository.rows.periods:
        period = row.record
        if period.stated is None:
            continue
        whole = resolved_told(period)
        rates = (
            ("on_time_rate", "Tỷ lệ đúng hạn", period.stated.on_time_rate, on_time(period)),
            ("late_rate", "Tỷ lệ trễ hạn", period.stated.late_rate, period.late),
        )
        for name, title, stated, part in rates:
            if stated is None or part is None or not whole:
                continue
            found = objection(title, stated, part, whole, rounding)
            if found:
                message, severity = found
                hint = "Lấy lại tỷ lệ từ số hồ sơ, hoặc bỏ số đã ghi để máy tự tính."
                yield Finding(row.at("stated", name), message, hint, severity=severity)
