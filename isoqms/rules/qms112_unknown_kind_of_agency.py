"""Loại cơ quan không rõ.

Loại cơ quan quyết định diện áp dụng, tài liệu khung và thể thức. Ghi sai loại thì những điều này
không theo được.

## Sai

```yaml isoqms.yaml
name: UBND phường An Phú
full_name: Ủy ban nhân dân phường An Phú
kind: phuongg  # <- QMS112
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, phường An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml goi/loai-co-quan/phuong.yaml
id: phuong
title: Ủy ban nhân dân phường
head: Chủ tịch
deputy: Phó Chủ tịch
obligation: khuyen-khich
obligation_basis: QĐ 19/2014/QĐ-TTg, Điều 2
full_name: "Ủy ban nhân dân {name}"
symbol: UBND
documents: []
roles: []
units: []
```

## Đúng

Cơ quan khai báo loại riêng trong goi/loai-co-quan/.

```yaml isoqms.yaml
name: Ban Quản lý rừng An Phú
full_name: Ban Quản lý rừng An Phú
kind: ban-quan-ly
province: Lâm Đồng
place: An Phú
symbol: BQLR
agency_lines: [Ban Quản lý rừng An Phú]
head: Trưởng ban
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml goi/loai-co-quan/ban-quan-ly.yaml
id: ban-quan-ly
title: Ban quản lý
head: Trưởng ban
deputy: Phó Trưởng ban
obligation: khuyen-khich
obligation_basis: QĐ 19/2014/QĐ-TTg, Điều 2
full_name: "{name}"
symbol: BQL
documents: []
roles: []
units: []
```
"""

from collections.abc import Iterator

from isoqms import packs
from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.links import Names
from isoqms.wording import listed

CODE = "QMS112"
SEVERITY = Severity.WARNING
BASIS = (Practice("Loại cơ quan có gói dữ liệu"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The agency's kind, where kinds are known and it is none of them."""
    settings = repository.agency
    kinds = packs.pack_ids(packs.PackKind.AGENCY_KIND, repository.root)
    if kinds and settings.record.kind not in kinds:
        choices = f"Các loại đang có: {listed(kinds)}."
        yield Finding(
            settings.at("kind"),
            f"Không có loại cơ quan «{settings.record.kind}».",
            Names(kinds).hint(settings.record.kind, choices),
        )
