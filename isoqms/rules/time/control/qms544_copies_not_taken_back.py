"""Bản giấy đã hết hiệu lực mà chưa thu về.

Tài liệu bị thu hồi hoặc thay bằng lần ban hành mới thì bản giấy đã giao phải thu về, nếu không
người làm vẫn dùng bản cũ. Máy chỉ nói về bản giấy đã ghi giao trong sổ phân phối; bản điện tử (số
bản là 0) không phải thu.

## Sai, ngày thứ 31, ngày 2025-10-04

Văn phòng trả bản cũ đúng hôm nay.

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành lại
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 2}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - document: QT-NB-01  # <- QMS544
    revision: 1
    unit: kinh-te
    copies: 2
    day: 2025-03-05
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 1, day: 2025-03-05}
withdrawn:
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 1, day: 2025-10-04}
```

## Đúng, ngày thứ 30 chưa hỏi, ngày 2025-10-03

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành lại
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 2}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
```

## Đúng

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues: [{code: QT-NB-01, revision: 1}, {code: QT-NB-02, revision: 1}]
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi
signed: 2025-09-03
authority: Chủ tịch UBND xã An Phú
withdraws: [{code: QT-NB-01, revision: 1, reason: Hết việc}]
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
  - {document: QT-NB-01, revision: 1, unit: van-phong, copies: 0, day: 2025-03-05}
  - {document: QT-NB-02, revision: 1, unit: kinh-te, copies: 2, day: 2025-03-05}
withdrawn:
  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-09-05}
```
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.decision import Decision
from isoqms.repository import Repository
from isoqms.wording import date_short, number

CODE = "QMS544"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)

_GRACE = timedelta(days=30)
"""Copies are taken back when the new ones are handed out, some days after the decision."""


def check(repository: Repository) -> Iterator[Finding]:
    """The copies on paper of an issue ended for over a month, less those taken back."""
    ended = _ended(repository)
    taken = _taken_back(repository)
    for row in repository.rows.distributed:
        handed = row.record
        decision = ended.get((handed.document, handed.revision))
        left = handed.copies - taken[handed.document, handed.revision, handed.unit]
        if decision is None or left <= 0:
            continue
        unit = repository.agency.record.unit_name(handed.unit)
        yield Finding(
            row.at("document"),
            f"«{handed.document}» lần {handed.revision} hết hiệu lực theo {decision.number} ngày "
            f"{date_short(decision.in_force_from)}, mà {unit} còn {number(left)} bản giấy "
            "chưa ghi thu về.",
            "Thu bản cũ, lập biên bản rồi ghi bằng `isoqms new receipt`.",
        )


def _ended(repository: Repository) -> dict[tuple[str, int], Decision]:
    """The issues that a decision ended over a month ago, by withdrawal or by a later issue."""
    ended: dict[tuple[str, int], Decision] = {}
    last: dict[str, int] = {}
    for entry in repository.decisions:
        record = entry.record
        if record.in_force_from + _GRACE >= repository.as_of:
            continue
        for item in record.issues:
            for revision in range(last.get(item.code, 1), item.revision):
                ended.setdefault((item.code, revision), record)
            last[item.code] = item.revision
        for gone in record.withdraws:
            ended.setdefault((gone.code, gone.revision or last.get(gone.code, 1)), record)
    return ended


def _taken_back(repository: Repository) -> Counter[tuple[str, int, str]]:
    """How many copies of an issue each unit gave back, in whatever year."""
    taken: Counter[tuple[str, int, str]] = Counter()
    for row in repository.rows.taken_back:
        receipt = row.record
        if receipt.day is None or receipt.day <= repository.as_of:
            taken[receipt.document, receipt.revision, receipt.unit] += receipt.copies
    return taken
