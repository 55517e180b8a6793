"""Mục tiêu lấy kết quả từ số liệu không có.

Mục tiêu ghi tên số liệu thì kết quả được tự tính, không phải gõ. Tên sai thì không có kết quả nào,
mà cũng không ai được nhắc ghi. Tên các số liệu hiện ra khi ghi mục tiêu bằng `isoqms new
objective`.

## Sai

```yaml nam/2025/muc-tieu.yaml
objectives:
  - id: dung-han
    text: Đúng hạn từ 98 phần trăm
    target: 98
    figure: case_on_time  # <- QMS534
```

## Đúng

```yaml nam/2025/muc-tieu.yaml
objectives:
  - {id: dung-han, text: Đúng hạn từ 98 phần trăm, target: 98, figure: cases_on_time_rate}
  - {id: so-hoa, text: Số hóa từ 60 phần trăm, target: 60}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.reporting.figures import TITLES
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names

CODE = "QMS534"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Clause("6.2.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The objectives that name a figure which nobody computes."""
    for row in repository.rows.objectives:
        figure = row.record.figure
        if figure is not None and figure not in TITLES:
            yield Finding(
                row.at("figure"),
                f"Không có số liệu nào tên «{figure}», nên mục tiêu «{row.record.id}» "
                "không có kết quả.",
                Names(set(TITLES)).hint(figure, f"Các số liệu: {', '.join(TITLES)}."),
            )
