"""Bối cảnh, các bên quan tâm quá một năm chưa rà soát.

Cơ quan phải theo dõi và xem xét các vấn đề của mình và yêu cầu của các bên quan tâm. Thông lệ là
mỗi năm một lần; bảng không ghi ngày rà soát thì không ai biết còn đúng không.

## Sai

```nen ap-dung
```

```yaml boi-canh/van-de.yaml
reviewed: 2024-12-29  # <- QMS540
issues:
  - {origin: noi-bo, topic: Nhân lực, issue: Kiêm nhiệm, effect: Dễ đứt quãng, response: Bàn giao bằng kho}
```

```yaml boi-canh/ben-quan-tam.yaml
parties:  # <- QMS540
  - {name: Người dân, needs: Trả kết quả đúng hẹn, monitoring: Khảo sát}
```

## Đúng

```nen ap-dung
```

```yaml boi-canh/van-de.yaml
reviewed: 2024-12-30
issues:
  - {origin: noi-bo, topic: Nhân lực, issue: Kiêm nhiệm, effect: Dễ đứt quãng, response: Bàn giao bằng kho}
```

## Đúng, hệ thống chưa áp dụng

```yaml boi-canh/ben-quan-tam.yaml
parties:
  - {name: Người dân, needs: Trả kết quả đúng hẹn, monitoring: Khảo sát}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS540"
SEVERITY = Severity.NOTE
BASIS = (Clause("4.1"), Clause("4.2"))

_YEAR = 366


def check(repository: Repository) -> Iterator[Finding]:
    """The tables of issues and of parties that nobody looked through within a year, once the system is applied."""
    if not repository.running:
        return
    issues, parties = repository.context, repository.parties
    if issues and issues.record.issues:
        where = issues.at("reviewed") if issues.record.reviewed else issues.at("issues")
        yield from _of("Bảng bối cảnh", "context", issues.record.reviewed, where, repository.as_of)
    if parties and parties.record.parties:
        where = parties.at("reviewed") if parties.record.reviewed else parties.at("parties")
        yield from _of(
            "Bảng các bên quan tâm", "parties", parties.record.reviewed, where, repository.as_of
        )


def _of(
    title: str, word: str, reviewed: date | None, place: Place, as_of: date
) -> Iterator[Finding]:
    if reviewed is not None and (as_of - reviewed).days <= _YEAR:
        return
    since = f"rà soát lần cuối ngày {date_short(reviewed)}" if reviewed else "chưa ghi ngày rà soát"
    hint = f"Đọc lại từng dòng, sửa chỗ không còn đúng, rồi ghi ngày: `isoqms update {word}`."
    yield Finding(place, f"{title} {since}.", hint)
