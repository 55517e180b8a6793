"""Bối cảnh, các bên quan tâm quá một năm chưa rà soát.

Cơ quan phải theo dõi và xem xét các vấn đề của mình và yêu cầu của các bên quan tâm. Thông lệ là
mỗi năm một lần; bảng không ghi ngày rà soát thì không ai biết còn đúng không.

## Sai

```nen ap-dung
```

```yaml boi-canh/van-de.yaml
reviewed: 2024-12-29  # <- QMS540
issues:
  - {origin: noi-bo, topic: Nhân lực, issue: Kiêm nhiệm, effect: Dễ đứt quãng,
     response: Bàn giao bằng kho}
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
  - {origin: noi-bo, topic: Nhân lực, issue: Kiêm nhiệm, effect: Dễ đứt quãng,
     response: Bàn giao bằng kho}
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

# Twelve months have up to 366 days.
_YEAR = 366


def check(repository: Repository) -> Iterator[Finding]:
    """The tables of issues and parties not reviewed for a year, once the system is applied."""
    if not repository.running:
        return
    issues, parties = repository.context, repository.parties
    if issues and issues.record.issues:
        places = issues.at("reviewed"), issues.at("issues")
        yield from _of("Bảng bối cảnh", "context", issues.record.reviewed, places, repository.as_of)
    if parties and parties.record.parties:
        places = parties.at("reviewed"), parties.at("parties")
        yield from _of(
            "Bảng các bên quan tâm", "parties", parties.record.reviewed, places, repository.as_of
        )


def _of(
    title: str, word: str, reviewed: date | None, places: tuple[Place, Place], as_of: date
) -> Iterator[Finding]:
    """What is wrong, at the first of two places where a day of review is told, else the second."""
    hint = f"Đọc lại từng dòng, sửa chỗ không còn đúng, rồi ghi ngày: `isoqms update {word}`."
    if reviewed is None:
        yield Finding(places[1], f"{title} chưa ghi ngày rà soát.", hint)
    elif (as_of - reviewed).days > _YEAR:
        message = f"{title} rà soát lần cuối ngày {date_short(reviewed)}."
        yield Finding(places[0], message, hint)
