"""Xác nhận hiệu lực mà không có cuộc xem xét nào.

Người đứng đầu xác nhận hệ thống có hiệu lực trên cơ sở đã đánh giá nội bộ và đã xem xét. Xác nhận
mà trong 12 tháng trước đó không ghi cuộc xem xét nào thì không biết dựa vào đâu; thứ tự hai ngày
ngược nhau thì quy tắc QMS505 nói.

## Sai, từ ngày xác nhận, ngày 2025-11-21

Cuộc xem xét trước đó đã quá 12 tháng một ngày.

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-11-19
    minutes: Biên bản số 10/BB-UBND
```

```yaml nam/2025/xem-xet.yaml
confirmation:  # <- QMS554
  day: 2025-11-21
  document: Văn bản số 300/UBND-VX ngày 21/11/2025
```

## Đúng

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    minutes: Biên bản số 11/BB-UBND
confirmation:
  day: 2025-11-21
  document: Biên bản số 11/BB-UBND ngày 20/11/2025
```

## Đúng, xác nhận đúng 12 tháng sau cuộc xem xét năm trước

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-01-10
    minutes: Biên bản số 11/BB-UBND
```

```yaml nam/2025/xem-xet.yaml
confirmation:
  day: 2025-01-10
  document: Văn bản số 12/UBND-VX ngày 10/01/2025
```

## Đúng, có cuộc xem xét nhưng không rõ ngày

```yaml nam/2025/xem-xet.yaml
reviews:
  - minutes: Biên bản lưu tại Văn phòng
confirmation:
  day: 2025-11-21
  document: Văn bản số 300/UBND-VX ngày 21/11/2025
```
"""

from collections.abc import Iterator
from datetime import date, timedelta

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.facts.review.reviews import held_reviews, reviews_of
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS554"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 2"), Clause("9.3.1"))

# Twelve months have up to 366 days.
_A_YEAR = timedelta(days=366)


def check(repository: Repository) -> Iterator[Finding]:
    """The confirmations with no review behind them in the same year or the twelve months before."""
    for number, year in repository.years.items():
        reviews = year.reviews
        if reviews is None or reviews.record.confirmation is None:
            continue
        day = reviews.record.confirmation.day
        if day > repository.as_of or reviews_of(repository, number) or _recent(repository, day):
            continue
        message = (
            f"Người đứng đầu xác nhận hiệu lực ngày {date_short(day)}, "
            "mà trong 12 tháng trước đó không ghi cuộc xem xét nào của lãnh đạo."
        )
        hint = (
            "Ghi cuộc xem xét đã họp (`isoqms review prepare --held NGÀY`); "
            "chưa họp thì họp rồi xác nhận lại."
        )
        yield Finding(reviews.at("confirmation"), message, hint)


def _recent(repository: Repository, day: date) -> bool:
    """Whether a review was held in the twelve months before a day."""
    held = [review.record.held for review in held_reviews(repository, day)[-1:]]
    return any(each is not None and day - each <= _A_YEAR for each in held)
