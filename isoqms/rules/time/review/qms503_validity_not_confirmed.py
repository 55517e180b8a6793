"""Người đứng đầu chưa xác nhận hiệu lực.

Trước khi công bố, người đứng đầu phải xác nhận hệ thống có hiệu lực: trong biên bản xem xét, trong
quyết định công bố hoặc bằng văn bản riêng. Đoàn kiểm tra luôn hỏi văn bản này.

## Sai, từ ngày công bố, ngày 2025-11-03

```yaml nam/2025/cong-bo.yaml
announcements:  # <- QMS503
  - decision: 90/QĐ-UBND
    announced: 2025-11-03
    notice: Công văn số 200/UBND-VX ngày 05/11/2025
    posted: Bảng tin trụ sở, 05/11/2025
```

## Sai, chỉ ban hành tài liệu, đã sang quý IV, ngày 2025-10-01

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews: []  # <- QMS503
```

## Đúng, chưa sang quý IV, ngày 2025-09-30

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews: []
```

## Đúng

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND
    announced: 2025-11-03
    notice: Công văn số 200/UBND-VX ngày 05/11/2025
    posted: Bảng tin trụ sở, 05/11/2025
```

```yaml nam/2025/xem-xet.yaml
confirmation:
  day: 2025-11-01
  document: Biên bản xem xét số 12/BB-UBND ngày 01/11/2025
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of
from isoqms.repository import Repository, Year
from isoqms.rules.protocol import eased
from isoqms.wording import date_short

CODE = "QMS503"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 2, điểm d"),)
WORK_LEFT = True

_HINT = (
    "Ghi ngày và văn bản xác nhận vào mục «Xác nhận hiệu lực» (confirmation) của "
    f"{file_of('xem-xet')}; "
    "nếu biên bản xem xét hoặc quyết định công bố đã có lời xác nhận thì ghi văn bản ấy."
)


def check(repository: Repository) -> Iterator[Finding]:
    """The years that announce, or issue documents, without a confirmation."""
    issuing = _issuing(repository)
    pressing = {year.year: over for year, over in owed(repository)}
    for number, year in repository.years.items():
        if year.reviews and year.reviews.record.confirmation:
            continue
        announced = _announced(repository, year)
        if announced is not None:
            yield announced
        elif number in issuing and number in pressing:
            message = (
                f"Năm {number} có ban hành tài liệu nhưng người đứng đầu chưa xác nhận hiệu lực "
                "của hệ thống."
            )
            severity = eased(Severity.WARNING, when=not pressing[number])
            yield Finding(place_in(year, "reviews"), message, _HINT, severity=severity)


def _issuing(repository: Repository) -> set[int]:
    """The years in which decisions were signed that issue documents."""
    signed = (decision.record for decision in repository.standing)
    return {each.signed.year for each in signed if each.kind is DecisionKind.ISSUE or each.issues}


def _announced(repository: Repository, year: Year) -> Finding | None:
    announced = [row.record.announced for row in year.rows.announcements]
    days = [day for day in announced if day <= repository.as_of]
    if not days:
        return None
    message = (
        f"Hệ thống được công bố ngày {date_short(max(days))} mà không có xác nhận hiệu lực của "
        "người đứng đầu."
    )
    return Finding(
        place_in(year, "reviews"),
        message,
        _HINT,
        related=(place_in(year, "announcements", "announcements"),),
    )
