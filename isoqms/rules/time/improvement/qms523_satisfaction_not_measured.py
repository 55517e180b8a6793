"""Sự hài lòng chưa được đo, hoặc đo mà chưa có báo cáo.

Cơ quan phải theo dõi cảm nhận của người dân, tổ chức. Có kế hoạch khảo sát mà hết năm không có báo
cáo thì kiểm tra chấm không điểm cả phần tổng hợp, phân tích.

## Sai, ngày 2026-01-10

```nen ap-dung
```

```yaml nam/2025/hai-long.yaml
surveys:
  - plan: Kế hoạch số 181/KH-UBND ngày 21/7/2025  # <- QMS523
```

## Sai, không có khảo sát

```nen ap-dung
```

```yaml nam/2025/hai-long.yaml
surveys: []  # <- QMS523
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/hai-long.yaml
surveys:
  - plan: Kế hoạch số 181/KH-UBND ngày 21/7/2025
    report: Báo cáo số 862/BC-UBND ngày 26/10/2025
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.repository import Repository
from isoqms.rules.protocol import eased

CODE = "QMS523"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The years without a survey or its report: a note in December, a warning after the year."""
    for year, over in owed(repository, month=12):
        severity = eased(Severity.NOTE, when=not over)
        surveys = year.rows.surveys
        if not surveys:
            message = f"Năm {year.year} chưa có khảo sát sự hài lòng nào được ghi lại."
            hint = "Ghi đợt khảo sát đã làm; chưa làm thì lấy ý kiến ngay tại Bộ phận Một cửa."
            yield Finding(
                place_in(year, "satisfaction", "surveys"), message, hint, severity=severity
            )
        for row in surveys:
            if row.record.report is None:
                named = f"theo «{row.record.plan}» " if row.record.plan else ""
                message = f"Khảo sát {named}của năm {year.year} chưa có báo cáo kết quả."
                hint = "Tổng hợp, phân tích phiếu, ban hành báo cáo rồi ghi số và ngày."
                yield Finding(row.place, message, hint, severity=severity)
