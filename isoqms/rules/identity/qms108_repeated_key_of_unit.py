"""Khóa của đơn vị hoặc vai trò lặp lại.

Tài liệu và hồ sơ giao việc bằng khóa ghi trong isoqms.yaml. Hai đơn vị hoặc hai vai trò cùng một
khóa thì không biết việc được giao cho ai.

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units:
  - {key: van-phong, name: Văn phòng HĐND và UBND}
  - key: van-phong  # <- QMS108
    name: Phòng Văn hóa - Xã hội
roles:
  - {key: thu-ky-iso, title: Thư ký ISO}
  - key: thu-ky-iso  # <- QMS108
    title: Văn thư
```

## Đúng

Một vai trò được trùng khóa với một đơn vị.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units:
  - {key: van-thu, name: Bộ phận Văn thư}
roles:
  - {key: van-thu, title: Văn thư}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository

CODE = "QMS108"
SEVERITY = Severity.ERROR
BASIS = (Clause("5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each unit and each role after the first with its key."""
    settings = repository.agency
    units = ((unit.key, unit.name) for unit in settings.record.units)
    roles = ((role.key, role.title) for role in settings.record.roles)
    for section, members in (("units", units), ("roles", roles)):
        first: dict[str, tuple[int, str]] = {}
        for index, (key, name) in enumerate(members):
            other, other_name = first.setdefault(key, (index, name))
            if other != index:
                yield Finding(
                    settings.at(section, index, "key"),
                    f"Khóa «{key}» của «{name}» đã là khóa của «{other_name}».",
                    "Đặt khóa khác, rồi sửa những tài liệu giao việc cho khóa này.",
                    related=(settings.at(section, other, "key"),),
                )
