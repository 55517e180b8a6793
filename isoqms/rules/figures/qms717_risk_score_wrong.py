"""Điểm rủi ro khác khả năng nhân mức độ.

Tiêu chuẩn không định cách cho điểm; máy xếp rủi ro theo khả năng nhân mức độ. Điểm ghi trên giấy
khác phép nhân thì hoặc nhân sai, hoặc cơ quan dùng cách tính khác và nên nói rõ trong tài liệu.

## Sai

```yaml nam/2025/rui-ro.yaml
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 2
    severity: 3
    score: 5  # <- QMS717
```

## Đúng

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: a, kind: rui-ro, process: Tiếp nhận, description: Mất điện, likelihood: 2,
     severity: 3, score: 6}
  - {id: b, kind: rui-ro, process: Tiếp nhận, description: Mất mạng, likelihood: 2, severity: 3}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS717"
SEVERITY = Severity.WARNING
BASIS = (Practice("Điểm rủi ro bằng khả năng nhân mức độ"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The risks whose stated score is not the product."""
    for row in repository.rows.risks:
        risk = row.record
        right = risk.likelihood * risk.severity
        if risk.score is not None and risk.score != right:
            yield Finding(
                row.at("score"),
                f"«{risk.id}» ghi {number(risk.score)} điểm, còn {number(risk.likelihood)} × "
                f"{number(risk.severity)} = {number(right)}.",
                "Sửa điểm, hoặc bỏ điểm đã ghi để máy tự tính.",
            )
