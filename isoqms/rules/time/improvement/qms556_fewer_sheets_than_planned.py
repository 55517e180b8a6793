"""Khảo sát phát ít phiếu hơn kế hoạch.

Số phiếu trong kế hoạch là cỡ mẫu mà cơ quan đã chọn để kết quả đáng tin. Phát ít hơn mà báo cáo
không nói vì sao thì người kiểm tra có quyền nghi ngờ tỷ lệ hài lòng.

## Sai

```yaml nam/2025/hai-long.yaml
surveys:
  - planned: 250
    sent: 120  # <- QMS556
    returned: 100
    report: Báo cáo số 95/BC-UBND ngày 29/10/2025
  - planned: 50
    sent: 49  # <- QMS556
    end: 2025-12-30
```

## Đúng

```yaml nam/2025/hai-long.yaml
surveys:
  - planned: 250
    sent: 250
    returned: 236
    report: Báo cáo số 95/BC-UBND ngày 29/10/2025
```

## Đúng, có nói lý do

```yaml nam/2025/hai-long.yaml
surveys:
  - planned: 250
    sent: 120
    returned: 100
    report: Báo cáo số 95/BC-UBND ngày 29/10/2025
    remarks: Phát ít hơn kế hoạch vì từ tháng 9 hồ sơ nộp trực tuyến, ít người đến quầy.
```

## Đúng, đợt khảo sát còn đang phát phiếu

```yaml nam/2025/hai-long.yaml
surveys:
  - planned: 250
    sent: 120
    end: 2025-12-31
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS556"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.2"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The surveys reported, or over, that sent fewer sheets than planned and do not say why."""
    for row in repository.rows.surveys:
        survey = row.record
        ended = survey.end is not None and survey.end < repository.as_of
        if survey.remarks or not (survey.report is not None or ended):
            continue
        sent, planned = survey.sent, survey.planned
        if planned is not None and sent is not None and sent < planned:
            message = (
                f"Phát ra {number(sent)} phiếu, ít hơn {number(planned)} phiếu của kế hoạch, "
                "mà không nói vì sao."
            )
            hint = "Phát thêm phiếu, hoặc nêu lý do ở mục nhận xét (remarks) và trong báo cáo."
            yield Finding(row.at("sent"), message, hint)
