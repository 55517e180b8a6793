"""Cuộc xem xét không nhắc tới kết luận của lần trước.

Đầu vào a) của điều 9.3.2 là tình trạng các việc lần xem xét trước đã kết luận. Lần trước có kết
luận mà lần này ghi «Không có», hoặc ghi là cuộc đầu tiên, thì việc đã giao bị bỏ quên. `isoqms
review prepare` tự kể lại từng kết luận.

## Sai, từ ngày họp, ngày 2025-11-20

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-11-20
    outputs:
      - {point: c, text: Mua một máy quét, due: 2025-03-31}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    inputs:
      - {point: a, text: Không có.}  # <- QMS553
```

## Sai, tự nhận là cuộc đầu tiên

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-11-20
    outputs:
      - {point: c, text: Mua một máy quét, due: 2025-03-31}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    inputs:
      - {point: a, text: Đây là cuộc xem xét đầu tiên của xã}  # <- QMS553
```

## Đúng

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-11-20
    outputs:
      - {point: c, text: Mua một máy quét, due: 2025-03-31}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    inputs:
      - {point: a, text: Máy quét đã trang bị ngày 15/3/2025; không còn việc tồn}
```

## Đúng, lần trước không giao việc gì

```yaml nam/2024/xem-xet.yaml
reviews:
  - held: 2024-11-20
    outputs:
      - {point: a, text: Không}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    inputs:
      - {point: a, text: Không có}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.review.reviews import Review, held_reviews, point_key, reviews_of, says_nothing
from isoqms.repository import Repository
from isoqms.wording import date_short, fold, number

CODE = "QMS553"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.2"), Clause("9.3.3"))

_FIRST = ("dau tien", "lan dau")


def check(repository: Repository) -> Iterator[Finding]:
    """The inputs a that say nothing of conclusions which the review before has recorded."""
    for year in repository.years:
        for review in reviews_of(repository, year):
            yield from _of(repository, review)


def _of(repository: Repository, review: Review) -> Iterator[Finding]:
    held = review.record.held
    if held is None or held > repository.as_of:
        return
    for last in held_reviews(repository, held)[-1:]:
        given = [output for output in last.record.outputs if not says_nothing(output.text)]
        day = last.record.held
        if day is None or not given:
            continue
        for index, text in _forgetting(review):
            message = (
                f"Đầu vào a) ghi «{text}», trong khi cuộc xem xét ngày {date_short(day)} có "
                f"{number(len(given))} kết luận."
            )
            hint = (
                "Ghi từng việc đã xong hay chưa; `isoqms review prepare --refresh "
                "a` kể lại từ hồ sơ."
            )
            yield Finding(review.at("inputs", index), message, hint, related=(last.at("outputs"),))


def _forgetting(review: Review) -> Iterator[tuple[int, str]]:
    """The inputs a that tell of no earlier conclusion, by index."""
    for index, item in enumerate(review.record.inputs):
        if point_key(item.point) == "a" and _forgets(item.text):
            yield index, item.text


def _forgets(text: str) -> bool:
    return says_nothing(text) or any(words in fold(text) for words in _FIRST)
