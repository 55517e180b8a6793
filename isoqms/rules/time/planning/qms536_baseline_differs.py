"""Kết quả năm trước ghi ở mục tiêu khác kết quả của năm trước.

Mục tiêu năm nay so với kết quả năm trước. Số ấy phải là số mà hồ sơ năm trước cho; khác nhau thì
một trong hai năm ghi sai, và người kiểm tra sẽ thấy vì cả hai đều in ra. Máy so với số đã làm tròn
theo số ít chữ số hơn.

## Sai

```yaml nam/2024/muc-tieu.yaml
objectives:
  - {id: so-hoa, text: Số hóa từ 60 phần trăm, target: 60, results: [{period: Cả năm, value: 57.4}]}
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: so-hoa
    text: Số hóa từ 70 phần trăm
    target: 70
    baseline: 62  # <- QMS536
```

## Đúng

```yaml nam/2024/muc-tieu.yaml
objectives:
  - id: so-hoa
    text: Số hóa từ 60 phần trăm
    target: 60
    results: [{period: Quý IV, value: 61}, {period: Cả năm, value: 57.38}]
  - {id: truc-tuyen, text: Trực tuyến từ 60 phần trăm, target: 60,
     results: [{period: Quý IV, value: 64}]}
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - {id: so-hoa, text: Số hóa từ 70 phần trăm, target: 70, baseline: 57.4}
  - {id: truc-tuyen, text: Trực tuyến từ 70 phần trăm, target: 70, baseline: 62}
  - {id: hai-long, text: Hài lòng từ 90 phần trăm, target: 90, baseline: 88}
```
"""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.baselines import year_result
from isoqms.repository import Repository
from isoqms.rules.figures.ratios import decimals_of
from isoqms.wording import number

CODE = "QMS536"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.1"), Clause("9.1.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """The baselines that are not what the year before came to, as far as that is known."""
    for number_, year in repository.years.items():
        for row in year.rows.objectives:
            objective = row.record
            if objective.baseline is None:
                continue
            last = year_result(repository, number_ - 1, objective.id)
            if last is None or _agree(objective.baseline, last.value):
                continue
            message = (
                f"Mục tiêu «{objective.id}» ghi kết quả năm trước là {number(objective.baseline)}, "
                f"hồ sơ năm {number_ - 1} cho {number(last.value)}."
            )
            hint = "Sửa số gõ nhầm; số của năm trước mới đúng thì ghi theo."
            yield Finding(row.at("baseline"), message, hint, (last.place,))


def _agree(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are the same at the decimals of the shorter one, rounded or cut off."""
    step = Decimal(1).scaleb(-min(decimals_of(one), decimals_of(other)))
    ways = (ROUND_HALF_UP, ROUND_DOWN)
    return bool(
        {one.quantize(step, way) for way in ways} & {other.quantize(step, way) for way in ways}
    )
