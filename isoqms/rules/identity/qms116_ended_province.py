"""Tỉnh không còn, hoặc không có tỉnh ấy.

Tên tỉnh đi vào tên đầy đủ, tên cơ quan cấp trên và nơi nhận của mọi văn bản. Tỉnh đã sáp nhập thì
văn bản ký từ ngày ấy phải ghi tên tỉnh mới; cơ quan của loại đã chấm dứt thì QMS109 nói.

## Sai, ngày 2025-07-01

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Bình Thuận  # <- QMS116
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Bình Thuận
```

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đông Nai  # <- QMS116
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ
```

## Đúng, ngày 2025-06-30

Ngày trước khi sáp nhập, tỉnh ấy vẫn còn.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Bình Thuận
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Bình Thuận
```

## Đúng

Danh sách đi kèm chương trình chưa theo kịp một nghị quyết mới thì cơ quan ghi danh sách của mình.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đông Nai
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ
```

```yaml goi/tinh-thanh/viet-nam.yaml
id: viet-nam
checked: 2025-12-01
cities: [Hà Nội]
provinces:
  - {name: Lâm Đông Nai}
```
"""

from collections.abc import Iterator

from isoqms import packs
from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.errors import BadAnswer, UnknownName
from isoqms.packs.provinces import corrected_at, province_named
from isoqms.repository import Repository

CODE = "QMS116"
SEVERITY = Severity.NOTE
BASIS = (Practice("Tỉnh, thành phố theo sắp xếp đơn vị hành chính tại ngày kiểm tra"),)
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """The province of the settings, where there is none of that name on the day."""
    settings = repository.agency
    if _has_ended(repository):
        return
    try:
        with corrected_at(repository.root):
            province_named(settings.record.province, repository.as_of)
    except BadAnswer as fault:
        hint = 'Đổi ở mọi nơi bằng một lệnh: isoqms rename --province "TỈNH" --since NGÀY.'
        yield Finding(settings.at("province"), str(fault), hint)


def _has_ended(repository: Repository) -> bool:
    """Whether the kind of agency is no more: its records go on telling of its province."""
    try:
        kind = packs.load_kind(repository.agency.record.kind, repository.root)
    except UnknownName:
        return False
    return kind.ends is not None and kind.ends <= repository.as_of
