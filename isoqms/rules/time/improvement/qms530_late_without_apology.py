"""Có hồ sơ trễ hạn mà sổ không có văn bản xin lỗi nào.

Hồ sơ trả trễ thì cơ quan phải xin lỗi bằng văn bản và hẹn lại ngày trả. Một văn bản có thể gồm
nhiều hồ sơ, nên máy không đếm từng hồ sơ; nó chỉ nhắc khi số liệu có hồ sơ trễ hạn mà sổ không có
văn bản nào, cũng không ghi số lượng.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    late: 0
  - start: 2025-07-01
    end: 2025-12-31
    late: 5  # <- QMS530
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, late: 5}
```

```yaml nam/2025/khong-phu-hop.yaml
apologies:
  - {number: 118/UBND-VP, day: 2025-08-05, new_date: 2025-08-12}
```

## Đúng, chỉ ghi số lượng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-12-31, late: 5}
```

```yaml nam/2025/khong-phu-hop.yaml
stated: {apologies: 2}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.repository import Repository, Year
from isoqms.wording import number

CODE = "QMS530"
SEVERITY = Severity.NOTE
BASIS = (
    Clause("8.7.1"),
    Clause("10.2.1"),
    Law("TT 03/2025/TT-VPCP", "Phụ lục I, mẫu văn bản xin lỗi"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """A year's first period with late cases, where it has neither letters nor their count."""
    for year in repository.years.values():
        late = [(row, row.record.late) for row in year.rows.periods if row.record.late]
        if not late or _has_letters(year):
            continue
        row, count = late[0]
        yield Finding(
            row.at("late"),
            f"Có {number(count)} hồ sơ trễ hạn, mà sổ của năm {year.year} không ghi "
            "văn bản xin lỗi nào.",
            "Ghi từng văn bản đã gửi bằng `isoqms new apology`; "
            "chỉ còn số lượng thì ghi vào stated.apologies.",
        )


def _has_letters(year: Year) -> bool:
    if year.rows.apologies:
        return True
    register = year.nonconformities
    if register is None or register.record.stated is None:
        return False
    return register.record.stated.apologies is not None
