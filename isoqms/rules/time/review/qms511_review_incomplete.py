"""Cuộc xem xét của lãnh đạo thiếu đầu vào, đầu ra hoặc bằng chứng.

Tiêu chuẩn nêu rõ các nội dung phải xem xét và ba loại kết luận. Không có gì để báo cáo ở một nội
dung thì ghi «không có», không để trống. Ngày họp và biên bản là bằng chứng đã họp.

## Sai, không ghi ngày họp, không biên bản

```yaml nam/2025/xem-xet.yaml
reviews:
  - chair: Chủ tịch UBND xã  # <- QMS511
```

## Sai, thiếu đầu vào và không có kết luận, ngày 2025-12-01

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-01  # <- QMS511
    minutes: Biên bản số 12/BB-UBND
    inputs:  # <- QMS511
      - {point: a, text: Không có}
      - {point: c1, text: 98 phần trăm hài lòng}
```

## Đúng

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-01
    minutes: Biên bản số 12/BB-UBND
    inputs:
      - {point: a, text: Không có}
      - {point: b, text: Sáp nhập địa bàn}
      - {point: c1, text: 98 phần trăm hài lòng}
      - {point: c2, text: Đạt 5 trong 6 mục tiêu}
      - {point: c3, text: 99 phần trăm đúng hạn}
      - {point: c4, text: Hai sự không phù hợp đã đóng}
      - {point: c5, text: Số liệu hồ sơ quý}
      - {point: c6, text: Đánh giá nội bộ tháng 9}
      - {point: c7, text: Không có}
      - {point: d, text: Đủ}
      - {point: e, text: Có hiệu lực}
      - {point: f, text: Số hóa hồ sơ}
    outputs:
      - {point: a, text: Số hóa toàn bộ biểu mẫu}
```

## Đúng, hôm sau mới họp, ngày 2025-11-30

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-01
```

## Đúng, chỉ lưu biên bản

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-01
    minutes: Biên bản số 12/BB-UBND
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short, listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.review import ManagementReview

CODE = "QMS511"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.2"), Clause("9.3.3"))
GATE = At(Gate.REVIEW, least=Severity.WARNING)


def check(repository: Repository) -> Iterator[Finding]:
    """What each review that has been held lacks; a review still to come may be bare."""
    points = {point.point: point.text for point in repository.packs.standard.review_inputs}
    for row in repository.rows.reviews:
        if row.record.held is None or row.record.held <= repository.as_of:
            yield from _of(row, points)


def _of(row: Row[ManagementReview], points: dict[str, str]) -> Iterator[Finding]:
    review = row.record
    when = f"ngày {date_short(review.held)}" if review.held else f"thứ {row.index + 1} của năm"
    proof = {"ngày họp": review.held, "biên bản": review.minutes}
    lacking = [name for name, value in proof.items() if value is None]
    if lacking:
        message = f"Cuộc xem xét {when} chưa ghi {listed(lacking)}."
        hint = (
            "Ghi ngày họp và số hoặc nơi lưu biên bản; thiếu bằng chứng thì coi như chưa xem xét."
        )
        yield Finding(row.place, message, hint)
    if not review.inputs:
        return
    missing = _missing(review, points)
    if missing:
        named = listed(f"{point}) {points[point]}" for point in missing)
        message = (
            f"Cuộc xem xét {when} thiếu "
            f"{number(len(missing))}/{number(len(points))} đầu vào: {named}."
        )
        hint = "Ghi nội dung đã báo cáo ở từng đầu vào; không có thì ghi «Không có»."
        yield Finding(row.at("inputs"), message, hint)
    if not review.outputs:
        message = f"Cuộc xem xét {when} có đầu vào mà không có kết luận nào."
        hint = (
            "Ghi kết luận về cơ hội cải tiến, thay đổi hệ thống và nguồn lực, kèm người làm và hạn."
        )
        yield Finding(row.place, message, hint)


def _missing(review: ManagementReview, points: Iterable[str]) -> list[str]:
    given = {_plain(item.point) for item in review.inputs}
    return [point for point in points if _plain(point) not in given]


def _plain(point: str) -> str:
    """`c.1)` and `C1` name the same point."""
    return "".join(letter for letter in point.lower() if letter.isalnum())
