"""Kết luận của lãnh đạo không đủ ba nội dung.

Điều 9.3.3 đòi quyết định về cơ hội cải tiến, về thay đổi hệ thống và về nguồn lực. Nội dung nào
không có việc gì thì ghi «Không», để biết lãnh đạo đã xem chứ không bỏ sót.

## Sai, từ ngày họp, ngày 2025-11-20

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    minutes: Biên bản số 11/BB-UBND
    outputs:  # <- QMS555
      - {point: a, text: Gộp biểu mẫu trùng, role: thu-ky-iso, due: 2026-03-31}
```

## Đúng

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-11-20
    minutes: Biên bản số 11/BB-UBND
    outputs:
      - {point: a, text: Gộp biểu mẫu trùng, role: thu-ky-iso, due: 2026-03-31}
      - {point: b, text: Không}
      - {point: c, text: Không}
```
"""

from collections.abc import Iterable, Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.review.reviews import Review, point_key, reviews_of
from isoqms.model.packs.standard import LetteredPoint
from isoqms.repository import Repository
from isoqms.wording import date_short, listed

CODE = "QMS555"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The reviews with conclusions on some points that the standard names, and none on others."""
    points = repository.packs.standard.review_outputs
    for year in repository.years:
        for review in reviews_of(repository, year):
            held = review.record.held
            if held is None or held <= repository.as_of:
                yield from _of(review, points)


def _of(review: Review, points: Iterable[LetteredPoint]) -> Iterator[Finding]:
    record = review.record
    given = {point_key(output.point) for output in record.outputs}
    missing = [point for point in points if point_key(point.point) not in given]
    if not given or not missing:
        return
    when = f" ngày {date_short(record.held)}" if record.held else ""
    named = listed(f"{point.point}) {point.text}" for point in missing)
    message = f"Cuộc xem xét{when} chưa có kết luận về {named}."
    hint = (
        "Ghi kết luận, hoặc ghi «Không» ở điểm đó: `isoqms review output --point … --text Không`."
    )
    yield Finding(review.at("outputs"), message, hint)
