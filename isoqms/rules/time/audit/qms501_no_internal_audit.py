"""Năm không có đánh giá nội bộ.

Hệ thống phải được đánh giá nội bộ mỗi năm ít nhất một lần. Từ tháng 10 máy nhắc; hết năm mà chưa
làm thì không còn cách nào bù cho năm ấy. Chỉ nói khi hệ thống đã được áp dụng từ trước quý IV của
năm.

## Sai, ngày 2026-01-15

```nen ap-dung
```

```yaml nam/2025/danh-gia-noi-bo.yaml
programme: Chương trình đánh giá nội bộ năm 2025
rounds:  # <- QMS501
  - {id: dot-1, state: ke-hoach, planned_to: 2025-12-20}
```

## Sai, ngày 2025-10-01

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []  # <- QMS501
```

## Đúng, ngày 2025-09-30

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Đúng, kho mới chưa áp dụng hệ thống

```yaml nam/2024/ke-hoach.yaml
tasks: []
```

## Đúng, đánh giá đúng ngày cuối năm, ngày 2025-12-31

```nen ap-dung
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-12-31}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.model.audit import RoundState
from isoqms.model.layout import file_of
from isoqms.repository import Repository, Year

CODE = "QMS501"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm b"), Clause("9.2"))
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """The years without an audit: over, or in their last quarter."""
    for year, over in owed(repository):
        if not _audited(year, repository):
            yield _finding(year, over=over)


def _audited(year: Year, repository: Repository) -> bool:
    done = [row.record for row in year.rows.rounds if row.record.state is RoundState.DONE]
    return any(audit.held is None or audit.held <= repository.as_of for audit in done)


def _finding(year: Year, *, over: bool) -> Finding:
    place = place_in(year, "audits", "rounds")
    if over:
        message = f"Cả năm {year.year} không có đợt đánh giá nội bộ nào đã làm."
        hint = (
            f"Nếu đã đánh giá, ghi đợt ấy vào {file_of('danh-gia-noi-bo')}; nếu chưa, "
            "làm ngay và ghi lý do chậm."
        )
        return Finding(place, message, hint)
    message = (
        f"Năm {year.year} chưa có đợt đánh giá nội bộ nào đã làm; "
        f"phải xong trước ngày 31/12/{year.year}."
    )
    hint = f"Lập đoàn, đánh giá, rồi ghi đợt đã làm vào {file_of('danh-gia-noi-bo')}."
    return Finding(place, message, hint, severity=Severity.WARNING)
