"""Phạm vi đã đổi sau lần công bố cuối.

Khi phạm vi được điều chỉnh, mở rộng hay thu hẹp thì phải công bố lại, thông báo, niêm yết và đăng tải lại. Ban hành
tài liệu mới, hoặc thu hồi hẳn một tài liệu, thường là phạm vi đã đổi; sửa đổi một tài liệu đang có thì không.

## Sai

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 50/QĐ-UBND, announced: 2025-05-06, notice: 60/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND  # <- QMS521
kind: ban-hanh-tai-lieu
summary: Ban hành quy trình mới
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-09, revision: 1, title: Quy trình mới}
```

## Đúng, chỉ sửa đổi

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 50/QĐ-UBND, announced: 2025-05-06, notice: 60/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Sửa đổi quy trình
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-09, revision: 2, title: Quy trình cũ}
withdraws:
  - {code: QT-HT-09, revision: 1, reason: Có lần ban hành mới}
```

## Đúng, đã công bố lại

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2025-08-20, notice: 91/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành quy trình mới
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-09, revision: 1, title: Quy trình mới}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.decision import Decision, DecisionKind
from isoqms.model.document import DocumentKind
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number

CODE = "QMS521"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm c"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions after the last announcement that add or remove a document which is no form."""
    last = _last_announcement(repository)
    if last is None:
        return
    for decision in repository.decisions:
        record = decision.record
        announces = record.kind is DecisionKind.ANNOUNCE
        if announces or not last < record.signed <= repository.as_of:
            continue
        changes = _changes(repository, record)
        if changes:
            yield Finding(
                decision.at("number"),
                f"Sau lần công bố ngày {date_short(last)}, «{record.number}» ngày {date_short(record.signed)} "
                f"{listed(changes)}.",
                "Nếu phạm vi áp dụng đã đổi thì công bố lại, thông báo, niêm yết và đăng tải lại.",
            )


def _last_announcement(repository: Repository) -> date | None:
    days = [d.record.signed for d in repository.decisions if d.record.kind is DecisionKind.ANNOUNCE]
    for year in repository.years.values():
        if year.announcements:
            days.extend(announcement.announced for announcement in year.announcements.record.announcements)
    return max((day for day in days if day <= repository.as_of), default=None)


def _changes(repository: Repository, record: Decision) -> list[str]:
    issued = {item.code for item in record.issues}
    new = [item.code for item in record.issues if item.revision == 1 and not _is_form(repository, item.code)]
    gone = [item.code for item in record.withdraws if item.code not in issued and not _is_form(repository, item.code)]
    stated = record.stated
    added = len(new) or (stated.issued if stated and not issued else None)
    removed = len(gone) or (stated.withdrawn if stated and not record.withdraws else None)
    words = [f"ban hành mới {number(added)} tài liệu"] if added else []
    return words + ([f"thu hồi {number(removed)} tài liệu"] if removed else [])


def _is_form(repository: Repository, code: str) -> bool:
    entry = repository.find(code)
    return entry is not None and entry.record.kind is DocumentKind.FORM
