"""Ký hiệu không phải của nơi ban hành.

Ký hiệu văn bản gồm chữ viết tắt tên loại và chữ viết tắt nơi ban hành. Kế hoạch của Sở mà mang ký
hiệu KH-UBND thì hoặc ghi nhầm số, hoặc ghi nhầm nơi ban hành; người đọc sẽ tìm không ra văn bản.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 841/KH-UBND  # <- QMS527
    title: Kế hoạch kiểm tra năm 2025
    issuer: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 12/BCĐ-ISO  # <- QMS527
    day: 2025-03-03
    type: Công văn
    issuer: UBND xã An Phú
    summary: Góp ý dự thảo
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 841/KH-UBND, title: Kế hoạch kiểm tra, issuer: Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng}
  - {number: 85/KH-SKHCN, title: Kế hoạch kiểm tra, issuer: Sở Khoa học và Công nghệ tỉnh Lâm Đồng}
  - {number: 61/2018/NĐ-CP, title: Một cửa, issuer: Chính phủ}
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 12/BCĐ-ISO, day: 2025-03-03, type: Công văn, issuer: Ban Chỉ đạo CCHC và ISO,
     summary: Góp ý dự thảo}
```
"""

from collections.abc import Iterator
from typing import Final

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.repository import Repository
from isoqms.rules.identity.numbering import symbol_of
from isoqms.wording import fold

CODE = "QMS527"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, mục II.3"),)

_ISSUERS: Final = {
    "UBND": ("ubnd", "uy ban nhan dan"),
    "HĐND": ("hdnd", "hoi dong nhan dan"),
    "BCĐ": ("bcd", "ban chi dao"),
}
"""The symbols that name one kind of body everywhere, and how this is written out.

All others an agency sets itself.
"""


def check(repository: Repository) -> Iterator[Finding]:
    """The documents whose symbol names another kind of body than issued them."""
    for number, issuer, place in _stated(repository):
        symbol = symbol_of(number)
        names = _ISSUERS.get(symbol or "")
        if names is None or any(name in fold(issuer) for name in names):
            continue
        yield Finding(
            place,
            f"«{number}» mang ký hiệu của {symbol}, mà nơi ban hành ghi là «{issuer}».",
            "Xem lại bản gốc rồi sửa ký hiệu hoặc nơi ban hành.",
        )


def _stated(repository: Repository) -> Iterator[tuple[str, str, Place]]:
    for law in repository.laws:
        yield law.record.number, law.record.issuer, law.at("number")
    for row in repository.rows.outgoing:
        yield row.record.number, row.record.issuer, row.at("number")
