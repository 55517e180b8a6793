"""Đợt đánh giá đã làm mà không ghi ngày hoặc không có báo cáo.

Kết quả đánh giá nội bộ phải được lưu giữ. Đợt ghi «đã đánh giá» mà không có ngày, không có phiếu
ghi chép hay báo cáo thì không chứng minh được là đã làm.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1  # <- QMS524
    state: da-danh-gia
    planned_to: 2025-09-15
    report: Báo cáo số 15/BC-ĐGNB
  - id: dot-2  # <- QMS524
    state: da-danh-gia
    held: 2025-10-15
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, report: Báo cáo số 15/BC-ĐGNB}
  - {id: dot-2, state: da-danh-gia, held: 2025-10-12, notes: Phiếu ghi chép lưu tại Văn phòng}
  - {id: dot-3, state: ke-hoach}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.audit import RoundState
from isoqms.repository import Repository
from isoqms.wording import listed

CODE = "QMS524"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The rounds said to be done that no day, or no paper, proves."""
    for row in repository.rows.rounds:
        audit = row.record
        if audit.state is not RoundState.DONE:
            continue
        parts = {
            "ngày đánh giá": audit.held,
            "phiếu ghi chép hay báo cáo": audit.notes or audit.report or audit.findings,
        }
        missing = [name for name, value in parts.items() if not value]
        if missing:
            yield Finding(
                row.place,
                f"Đợt «{audit.id}» ghi là đã đánh giá mà không có {listed(missing)}.",
                "Ghi ngày đã đánh giá, nơi lưu phiếu ghi chép và số báo cáo.",
            )
