"""Ban chỉ đạo lấy số trong dãy của cơ quan.

Ban, hội đồng, tổ được dùng dấu của cơ quan và ghi tên mình là nơi ban hành thì phải lấy hệ thống số
riêng. Khi số của ban nằm lọt giữa hai quyết định của cơ quan cả về số lẫn về ngày, gần như chắc
chắn ban đã lấy số chung.

## Sai

```yaml quyet-dinh/2025/2186-QD-UBND.yaml
number: 2186/QĐ-UBND
kind: quy-che
summary: Quy chế làm việc của Ban Chỉ đạo
signed: 2025-08-02
authority: Ủy ban nhân dân
```

```yaml quyet-dinh/2025/2229-QD-BCD.yaml
number: 2229/QĐ-BCĐ  # <- QMS519
kind: to-giup-viec
summary: Kiện toàn Tổ giúp việc
signed: 2025-08-02
authority: Ban Chỉ đạo
```

```yaml quyet-dinh/2025/2300-QD-BCD.yaml
number: 2300/QĐ-BCĐ  # <- QMS519
kind: to-giup-viec
summary: Bổ sung Tổ giúp việc
signed: 2025-09-06
authority: Ban Chỉ đạo
```

```yaml quyet-dinh/2025/2418-QD-UBND.yaml
number: 2418/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập Đoàn đánh giá nội bộ
signed: 2025-09-06
authority: Ủy ban nhân dân
```

## Đúng, ban có dãy số riêng

```yaml quyet-dinh/2025/2186-QD-UBND.yaml
number: 2186/QĐ-UBND
kind: quy-che
summary: Quy chế làm việc của Ban Chỉ đạo
signed: 2025-08-02
authority: Ủy ban nhân dân
```

```yaml quyet-dinh/2025/03-QD-BCD.yaml
number: 03/QĐ-BCĐ
kind: to-giup-viec
summary: Kiện toàn Tổ giúp việc
signed: 2025-08-09
authority: Ban Chỉ đạo
```

```yaml quyet-dinh/2025/2418-QD-UBND.yaml
number: 2418/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập Đoàn đánh giá nội bộ
signed: 2025-09-06
authority: Ủy ban nhân dân
```
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.repository import Repository
from isoqms.rules.identity.numbering import Numbered, Series, numbered
from isoqms.wording import date_short

CODE = "QMS519"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, mục II.3.a"),)

# Ban, Hội đồng, Tổ; the people's council (HĐND) is an organ of its own.
_BOARD: Final = re.compile(r"(BCĐ|BCD|BTC|BQL|BGS|BĐH|TCT|TGV|TTK|HĐ(?!ND))")
# So low a number is as likely the board's own as the agency's.
_LOW: Final = 30


def check(repository: Repository) -> Iterator[Finding]:
    """Each document of a board that lies between two of the agency's, by number and by day."""
    every: dict[Series, list[Numbered]] = {}
    documents = numbered(repository)
    for document in documents:
        every.setdefault(document.series, []).append(document)
    ever = repository.agency.record.symbols
    for document in documents:
        if document.symbol in ever or document.order <= _LOW or not _BOARD.match(document.symbol):
            continue
        own = repository.agency.record.on(document.day).symbol
        year, kind, _, is_legal = document.series
        agency = every.get((year, kind, own, is_legal), [])
        between = _neighbours(document, agency)
        if between:
            yield _finding(document, own, *between)


def _neighbours(document: Numbered, agency: list[Numbered]) -> tuple[Numbered, Numbered] | None:
    """The agency's documents next below and above in number, where their days enclose this one."""
    by_order = sorted(agency, key=lambda other: other.order)
    position = bisect_left(by_order, document.order, key=lambda other: other.order)
    if not 0 < position < len(by_order):
        return None
    below, above = by_order[position - 1], by_order[position]
    if above.order == document.order or not below.day <= document.day <= above.day:
        return None
    return below, above


def _finding(document: Numbered, own: str, below: Numbered, above: Numbered) -> Finding:
    message = (
        f"«{document.number}» ngày {date_short(document.day)} lấy số trong dãy của {own}: "
        f"nằm giữa «{below.number}» ngày {date_short(below.day)} và «{above.number}» "
        f"ngày {date_short(above.day)}."
    )
    hint = (
        f"Mở hệ thống số riêng cho «{document.symbol}», bắt đầu từ 01; "
        f"hoặc để {own} ban hành văn bản này."
    )
    return Finding(document.place, message, hint, related=(below.place, above.place))
