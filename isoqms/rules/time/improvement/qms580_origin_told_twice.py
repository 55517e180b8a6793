"""Sự không phù hợp ghi hai nơi phát hiện khác nhau.

Điểm do bên ngoài nêu ghi khóa cuộc kiểm tra thì cơ quan kiểm tra, biên bản lấy ở cuộc kiểm tra ấy.
Ghi thêm ở dòng này tên hoặc biên bản khác thì giấy tờ vẫn in theo cuộc kiểm tra, không theo điều
vừa ghi: một trong hai chỗ sai. Khóa là của cuộc kiểm tra ghi cùng năm; năm ấy không có thì của năm
gần nhất.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-09-10
    source: Bên ngoài kiểm tra
    description: Chưa có phiếu kiểm soát
    inspection: kt-01
    found_by: Thanh tra tỉnh  # <- QMS580
    minutes: Kết luận số 31/KL-TTr ngày 20/9/2025  # <- QMS580
inspections:
  - {id: kt-01, body: Chi cục Tiêu chuẩn Đo lường Chất lượng, day: 2025-09-12,
     minutes: Biên bản số 15/BB-CCTĐC ngày 12/9/2025}
```

## Đúng

```yaml nam/2024/khong-phu-hop.yaml
inspections:
  - {id: kt-01, body: Thanh tra tỉnh, day: 2024-09-12}
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-09-10
    source: Bên ngoài kiểm tra
    description: Chưa có phiếu kiểm soát
    inspection: kt-01
    found_by: chi cục tiêu chuẩn đo lường chất lượng
    minutes: Biên bản số 15/BB-CCTĐC
  - id: kph-02
    found: 2025-09-20
    source: Bên ngoài kiểm tra
    description: Thiếu sổ theo dõi
    found_by: Thanh tra tỉnh
    minutes: Kết luận số 31/KL-TTr
inspections:
  - {id: kt-01, body: Chi cục Tiêu chuẩn Đo lường Chất lượng, day: 2025-09-12,
     minutes: Biên bản số 15/BB-CCTĐC ngày 12/9/2025}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository, Row
from isoqms.wording import compared

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Inspection, Nonconformity

CODE = "QMS580"
SEVERITY = Severity.NOTE
BASIS = (Clause("10.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The findings that tell another body or other minutes than the inspection they name."""
    named = [row for row in repository.rows.nonconformities if row.record.inspection is not None]
    if not named:
        return
    # Most were found by the agency itself; who only looks imports nothing for the others.
    from isoqms.facts.improvement.outside import inspection_of  # noqa: PLC0415 - see above

    for row in named:
        meant = inspection_of(repository, row.record)
        if meant is not None:
            yield from _against(row, meant)


def _against(row: Row[Nonconformity], meant: Row[Inspection]) -> Iterator[Finding]:
    item, inspection = row.record, meant.record
    for key, what, own, told in (
        ("found_by", "nơi phát hiện", item.found_by, inspection.body),
        ("minutes", "biên bản, kết luận", item.minutes, inspection.minutes),
    ):
        if own and told and not _is_one(own, told):
            title = type(item).model_fields[key].title
            yield Finding(
                row.at(key),
                f"«{item.id}» ghi {what} là «{own}», còn cuộc kiểm tra «{inspection.id}» ghi "
                f"«{told}»; giấy tờ in theo cuộc kiểm tra.",
                f"Bỏ «{title}» ({key}) ở dòng này, hoặc sửa «Cuộc kiểm tra» (inspection) cho đúng.",
                related=(meant.place,),
            )


def _is_one(one: str, other: str) -> bool:
    """Whether two ways of naming a thing may be one: the same, or one within the other."""
    shorter, longer = sorted((compared(one), compared(other)), key=len)
    return shorter.rstrip(" .") in longer
