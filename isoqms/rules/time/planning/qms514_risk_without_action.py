"""Rủi ro vượt ngưỡng mà chưa có biện pháp.

Cơ quan tự đặt ngưỡng chấp nhận. Từ ngưỡng trở lên phải có biện pháp, người làm và hạn; nếu không,
bảng rủi ro chỉ để trưng bày.

## Sai

```yaml nam/2025/rui-ro.yaml
acceptable: 8
risks:
  - id: mat-dien  # <- QMS514
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 2
    severity: 4
    action: Trang bị bộ lưu điện
```

## Đúng

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
  - {id: nghi-phep, kind: rui-ro, process: Tiếp nhận, description: Nghỉ phép trùng nhau,
     likelihood: 1, severity: 4}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.planning.risks import Risk, RiskKind
from isoqms.repository import Repository
from isoqms.wording import listed, number

CODE = "QMS514"
SEVERITY = Severity.WARNING
BASIS = (Clause("6.1.2"),)

_KINDS = {RiskKind.RISK: "Rủi ro", RiskKind.OPPORTUNITY: "Cơ hội"}


def check(repository: Repository) -> Iterator[Finding]:
    """The risks and opportunities at or over the threshold, with what they lack."""
    for year in repository.years.values():
        if year.risks is None:
            continue
        threshold = year.risks.record.acceptable
        for row in year.rows.risks:
            risk = row.record
            worth = risk.likelihood * risk.severity
            missing = _missing(risk)
            if worth >= threshold and missing:
                yield Finding(
                    row.place,
                    f"{_KINDS[risk.kind]} «{risk.id}» được {number(worth)} điểm "
                    f"(ngưỡng {number(threshold)}) mà chưa ghi {listed(missing)}.",
                    "Ghi biện pháp, người chịu trách nhiệm và hạn; hoặc xem lại cách chấm điểm.",
                )


def _missing(risk: Risk) -> list[str]:
    parts = {"biện pháp": risk.action, "người chịu trách nhiệm": risk.role, "hạn": risk.due}
    return [name for name, value in parts.items() if not value]
