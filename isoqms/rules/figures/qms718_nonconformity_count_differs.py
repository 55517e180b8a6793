"""Số phiếu không phù hợp khác sổ theo dõi.

Đã ghi từng sự không phù hợp vào sổ thì số phiếu nêu trong báo cáo phải khớp với sổ. Phiếu xử lý và
phiếu khắc phục có thể là hai phiếu riêng, nên máy chấp nhận cả hai cách đếm.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-05-06, source: Đánh giá nội bộ, description: Thiếu chữ ký}
apologies: [{number: 12/UBND-VX}]
stated:
  requests: 2  # <- QMS718
  corrective: 1  # <- QMS718
  apologies: 3  # <- QMS718
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-05-06, source: Đánh giá nội bộ, description: Thiếu chữ ký}
  - {id: kph-02, found: 2025-05-06, source: Hồ sơ trễ hạn, description: Trễ hai ngày,
     action: Nhắc hạn hằng ngày}
  - {id: kph-03, found: 2025-06-06, source: Khiếu nại, description: Thái độ}
stated: {requests: 2, corrective: 1, apologies: 3}
```

## Đúng, chỉ có số lượng

```yaml nam/2025/khong-phu-hop.yaml
stated: {requests: 2, corrective: 1}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Entry, Repository
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import NonconformityRegister, StatedNonconformities

CODE = "QMS718"
SEVERITY = Severity.WARNING
BASIS = (Clause("10.2.2"),)

_HINT_OF_SHEETS = "Ghi cho đủ sổ, hoặc sửa số phiếu đã ghi."


def check(repository: Repository) -> Iterator[Finding]:
    """The stated counts of sheets and letters that the register does not bear out."""
    for year in repository.years.values():
        entry = year.nonconformities
        if entry is None or entry.record.stated is None:
            continue
        if entry.record.items:
            yield from _of_sheets(entry, entry.record.stated)
        yield from _of_letters(entry, entry.record.stated)


def _of_sheets(
    entry: Entry[NonconformityRegister], stated: StatedNonconformities
) -> Iterator[Finding]:
    requests, corrective = stated.requests, stated.corrective
    listed = len(entry.record.items)
    acted = sum(1 for item in entry.record.items if item.action)
    # Agencies count the sheets of corrective action among the requests, or beside them.
    if requests is not None and listed not in (requests, requests + (corrective or 0)):
        message = f"Ghi {number(requests)} phiếu xử lý, còn trong sổ có {number(listed)}."
        yield Finding(entry.at("stated", "requests"), message, _HINT_OF_SHEETS)
    if corrective is not None and corrective != acted:
        message = f"Ghi {number(corrective)} phiếu khắc phục, còn trong sổ có {number(acted)}."
        yield Finding(entry.at("stated", "corrective"), message, _HINT_OF_SHEETS)


def _of_letters(
    entry: Entry[NonconformityRegister], stated: StatedNonconformities
) -> Iterator[Finding]:
    # A letter without a number has not been sent.
    letters = sum(letter.number is not None for letter in entry.record.apologies)
    if stated.apologies is not None and letters and stated.apologies != letters:
        message = f"Ghi {number(stated.apologies)} thư xin lỗi, còn danh sách có {number(letters)}."
        yield Finding(
            entry.at("stated", "apologies"), message, "Ghi đủ số các thư, hoặc sửa số lượng."
        )
