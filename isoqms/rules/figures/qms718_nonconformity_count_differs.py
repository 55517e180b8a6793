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
  - {id: kph-02, found: 2025-05-06, source: Hồ sơ trễ hạn, description: Trễ hai ngày, action: Nhắc hạn hằng ngày}
  - {id: kph-03, found: 2025-06-06, source: Khiếu nại, description: Thái độ}
stated: {requests: 2, corrective: 1, apologies: 3}
```

## Đúng, chỉ có số lượng

```yaml nam/2025/khong-phu-hop.yaml
stated: {requests: 2, corrective: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.improvement import NonconformityRegister
from isoqms.repository import Entry, Repository
from isoqms.wording import number

CODE = "QMS718"
SEVERITY = Severity.WARNING
BASIS = (Clause("10.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The stated counts of sheets and letters that the register does not bear out."""
    for year in repository.years.values():
        if year.nonconformities and year.nonconformities.record.stated:
            yield from _of(year.nonconformities)


def _of(entry: Entry[NonconformityRegister]) -> Iterator[Finding]:
    record = entry.record
    stated = record.stated
    if stated is None:
        return
    listed = len(record.items)
    either = {stated.requests, (stated.requests or 0) + (stated.corrective or 0)}
    acted = sum(1 for item in record.items if item.action)
    for name, value, counted, agrees, words in (
        ("requests", stated.requests, listed, listed in either, "phiếu xử lý"),
        ("corrective", stated.corrective, acted, stated.corrective == acted, "phiếu khắc phục"),
    ):
        if value is not None and record.items and not agrees:
            message = f"Ghi {number(value)} {words}, còn trong sổ có {number(counted)}."
            yield Finding(
                entry.at("stated", name), message, "Ghi cho đủ sổ, hoặc sửa số phiếu đã ghi."
            )
    # A letter without a number has not been sent.
    letters = sum(letter.number is not None for letter in record.apologies)
    if stated.apologies is not None and letters and stated.apologies != letters:
        message = f"Ghi {number(stated.apologies)} thư xin lỗi, còn danh sách có {number(letters)}."
        yield Finding(
            entry.at("stated", "apologies"), message, "Ghi đủ số các thư, hoặc sửa số lượng."
        )
