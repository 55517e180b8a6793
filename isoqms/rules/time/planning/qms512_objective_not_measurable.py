"""Mục tiêu không đo được, hoặc không có kế hoạch thực hiện.

Mục tiêu chất lượng phải đo được: đo cái gì, đạt bao nhiêu. Và phải có kế hoạch: việc gì, nguồn lực
nào, ai làm, khi nào xong, đánh giá thế nào. Thiếu thì cuối năm không ai nói được đạt hay không.

## Sai

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: so-hoa  # <- QMS512
    text: Đẩy mạnh số hóa hồ sơ
```

## Đúng

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: dung-han
    text: Giải quyết hồ sơ đúng hạn từ 99 phần trăm
    measure: Số hồ sơ đúng, trước hạn trên số đã giải quyết
    target: 99
    actions:
      - what: Nhắc hạn hằng ngày
        resources: Phần mềm một cửa
        role: bo-phan-mot-cua
        due: Hằng ngày
        evaluation: Báo cáo tháng
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.planning.objectives import Objective
from isoqms.repository import Repository
from isoqms.wording import listed

CODE = "QMS512"
SEVERITY = Severity.WARNING
BASIS = (Clause("6.2.1"), Clause("6.2.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """Each objective with what it lacks to be measured and planned."""
    for row in repository.rows.objectives:
        missing = _missing(row.record)
        if missing:
            yield Finding(
                row.place,
                f"Mục tiêu «{row.record.id}» chưa ghi {listed(missing)}.",
                "Ghi đo cái gì, giá trị phải đạt, và việc làm kèm nguồn lực, người làm, hạn, "
                "cách đánh giá.",
            )


def _missing(objective: Objective) -> list[str]:
    parts = {
        "chỉ tiêu đo": objective.measure or objective.figure,
        "giá trị phải đạt": objective.target is not None,
        "kế hoạch thực hiện": objective.actions,
    }
    return [name for name, value in parts.items() if not value]
