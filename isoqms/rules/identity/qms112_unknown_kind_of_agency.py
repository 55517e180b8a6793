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

## Đúng

```yaml isoqms.yaml
name: UBND phường An Phú
full_name: Ủy ban nhân dân phường An Phú
kind: phuong
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, phường An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```
"""

from collections.abc import Iterator

from isoqms import packs
from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names
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
