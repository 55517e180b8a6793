"""Hết năm mà mục tiêu không có kết quả, hoặc không đạt mà không nói vì sao.

Mục tiêu đặt ra thì cuối năm phải báo kết quả. Không đạt không phải là lỗi; không nói nguyên nhân
mới là lỗi, vì năm sau sẽ lại không đạt.

## Sai, ngày 2026-01-10

```nen ap-dung
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: so-hoa  # <- QMS513
    text: Số hóa tài liệu từ 60 phần trăm
    target: 60
  - id: dung-han
    text: Đúng hạn từ 99 phần trăm
    target: 99
    results:
      - {period: Quý I, value: 99.2}
      - {period: Năm, value: 98.7}  # <- QMS513
  - id: khieu-nai
    text: Không quá 2 phản ánh
    target: 2
    comparison: toi-da
    results:
      - {period: Năm, value: 3}  # <- QMS513
```

## Đúng, ngày 2026-01-10

```nen ap-dung
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: dung-han
    text: Đúng hạn từ 99 phần trăm
    target: 99
    results:
      - {period: Năm, value: 98.7, note: Phần mềm ngừng ba ngày trong tháng 8}
  - id: so-hoa
    text: Số hóa tài liệu từ 60 phần trăm
    target: 60
    results: [{period: Năm, value: 60}]
  - id: khieu-nai
    text: Không quá 2 phản ánh
    target: 2
    comparison: toi-da
    results: [{period: Năm, value: 2}]
  - id: ty-le
    text: Đúng hạn theo số liệu hồ sơ
    figure: cases_on_time_rate
```

## Đúng, năm chưa hết

```nen ap-dung
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - {id: so-hoa, text: Số hóa tài liệu từ 60 phần trăm, target: 60,
     results: [{period: Quý I, value: 20}]}
```
"""

from collections.abc import Iterator
from decimal import Decimal

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.planning.objectives import Comparison, Objective
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS513"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.1"), Clause("6.2.1"))

_WANTED = {Comparison.AT_MOST: "không quá", Comparison.AT_LEAST: "ít nhất"}


def check(repository: Repository) -> Iterator[Finding]:
    """The objectives of years gone by without a result, or that missed the target unexplained."""
    if not repository.running:
        return
    for number_, year in repository.years.items():
        if number_ >= repository.as_of.year:
            continue
        for row in year.rows.objectives:
            # A result that is computed from the year's records is not typed here.
            if row.record.figure is None:
                yield from _of(row, number_)


def _of(row: Row[Objective], year: int) -> Iterator[Finding]:
    objective = row.record
    results = row.rows("results", objective.results)
    measured = [(each, each.record.value) for each in results if each.record.value is not None]
    if not measured:
        if not any(result.note for result in objective.results):
            message = f"Hết năm {year} mà mục tiêu «{objective.id}» chưa có kết quả."
            hint = "Ghi kết quả cả năm; không đo được thì ghi vì sao."
            yield Finding(row.place, message, hint)
        return
    last, value = measured[-1]
    target = objective.target
    if target is None or last.record.note or not _misses(value, target, objective.comparison):
        return
    message = (
        f"Mục tiêu «{objective.id}» cần {_WANTED[objective.comparison]} {number(target)}, "
        f"kết quả kỳ «{last.record.period}» là {number(value)}, mà không ghi nguyên nhân."
    )
    hint = "Ghi nguyên nhân không đạt và việc sẽ làm vào ghi chú của kết quả."
    yield Finding(last.place, message, hint)


def _misses(value: Decimal, target: Decimal, comparison: Comparison) -> bool:
    if comparison is Comparison.AT_MOST:
        return value > target
    return value < target
