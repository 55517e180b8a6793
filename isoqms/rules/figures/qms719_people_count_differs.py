"""Số người phụ trách khác danh sách.

Đã ghi từng người thì số người trong báo cáo phải bằng số người trong danh sách.

## Sai

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 9  # <- QMS719
people:
  - {post: Công chức Văn phòng, unit: van-phong}
  - {post: Công chức Phòng Kinh tế, unit: kinh-te}
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 2
people:
  - {post: Công chức Văn phòng, unit: van-phong}
  - {post: Công chức Phòng Kinh tế, unit: kinh-te}
```

## Đúng, chỉ ghi số

```yaml nam/2025/nguon-luc.yaml
people_in_charge: 9
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS719"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.1.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The stated numbers of people that their list does not bear out."""
    for year in repository.years.values():
        if year.resources is None:
            continue
        stated, listed_ = year.resources.record.people_in_charge, len(year.resources.record.people)
        if stated is not None and listed_ and stated != listed_:
            message = (
                f"Ghi {number(stated)} người phụ trách, còn danh sách có {number(listed_)} người."
            )
            hint = (
                "Ghi đủ danh sách bằng `isoqms new person`, hoặc sửa số người; "
                "bỏ số thì máy đếm theo danh sách."
            )
            yield Finding(year.resources.at("people_in_charge"), message, hint)
