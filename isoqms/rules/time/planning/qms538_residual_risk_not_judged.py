"""Biện pháp rủi ro đã xong mà chưa đánh giá lại mức rủi ro.

Biện pháp có hiệu lực hay không thấy ở mức rủi ro còn lại: khả năng và mức độ sau khi làm. Đã ghi
ngày xong mà không đánh giá lại thì bảng rủi ro chỉ nói đã làm, không nói được gì đã đổi; còn cao
hơn ngưỡng thì phải làm tiếp.

## Sai

```yaml nam/2025/rui-ro.yaml
acceptable: 8
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 2
    severity: 4
    action: Trang bị bộ lưu điện
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20  # <- QMS538
    result: Đã lắp bộ lưu điện
  - id: tre-han
    kind: rui-ro
    process: Trả kết quả
    description: Trả kết quả trễ
    likelihood: 4
    severity: 4
    action: Nhắc hạn hằng ngày
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Giảm một nửa
    likelihood_after: 2  # <- QMS538
```

## Đúng

```yaml nam/2025/rui-ro.yaml
acceptable: 8
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 3
    severity: 4
    action: Trang bị bộ lưu điện
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Ba lần mất điện không gián đoạn
    likelihood_after: 1
    severity_after: 4
  - id: hen-gio
    kind: co-hoi
    process: Trả kết quả
    description: Hẹn giờ nhận kết quả
    likelihood: 3
    severity: 3
    action: Bật chức năng đặt lịch
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Đã bật
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.risks import level, level_after
from isoqms.model.planning.risks import Risk, RiskKind
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS538"
SEVERITY = Severity.NOTE
BASIS = (Clause("6.1.2"), Clause("9.1.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """The risks above the threshold, action done, not judged again or still as heavy as it."""
    for year in repository.years.values():
        if year.risks is None:
            continue
        for row in year.rows.risks:
            yield from _of(row, year.risks.record.acceptable)


def _of(row: Row[Risk], threshold: int) -> Iterator[Finding]:
    risk = row.record
    if risk.kind is RiskKind.OPPORTUNITY or risk.done is None or level(risk) < threshold:
        return
    after = level_after(risk)
    if after is None:
        message = f"Biện pháp cho «{risk.id}» đã xong mà chưa đánh giá lại khả năng, mức độ."
        hint = f"Ghi likelihood_after, severity_after: `isoqms update risk {risk.id}`."
        yield Finding(row.at("done"), message, hint)
    elif after >= threshold:
        message = (
            f"Sau biện pháp, «{risk.id}» còn {number(after)} điểm "
            f"(trước {number(level(risk))}, ngưỡng {number(threshold)})."
        )
        key = "likelihood_after" if risk.likelihood_after is not None else "severity_after"
        hint = "Thêm biện pháp cho phần còn lại, hoặc lãnh đạo chấp nhận mức này tại cuộc xem xét."
        yield Finding(row.at(key), message, hint)
