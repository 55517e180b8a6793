"""Một thủ tục ghi hai lần trong danh mục.

Mỗi thủ tục hành chính chỉ có một dòng còn hiệu lực; mã đầy đủ và mã rút gọn là một. Ghi hai lần thì
số thủ tục trong danh mục khác số trong quyết định công bố; máy chỉ đếm một lần.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: A, field: Chứng thực, excluded: Chưa có quy trình}
  - code: 2.000815.000.00.00.H42  # <- QMS739
    name: A
    field: Chứng thực
    excluded: Chưa có quy trình
```

## Đúng

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: A, field: Chứng thực, ended: 2025-03-01}
  - {code: '2.000815', name: A mới, field: Chứng thực, excluded: Chưa có quy trình}
  - {code: '[cần điền: mã TTHC]', name: B, field: Chứng thực, excluded: Chưa có quy trình}
  - {code: '[cần điền: mã TTHC]', name: C, field: Chứng thực, excluded: Chưa có quy trình}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.services.service_codes import is_placeholder, short
from isoqms.repository import Repository

CODE = "QMS739"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each row after the first of a procedure that has not ended."""
    register = repository.procedures
    if register is None:
        return
    first: dict[str, Place] = {}
    for row in register.rows("procedures", register.record.procedures):
        procedure, place = row.record, row.at("code")
        if is_placeholder(procedure.code) or not procedure.is_live(repository.as_of):
            continue
        known = first.setdefault(short(procedure.code), place)
        if known is not place:
            yield Finding(
                place,
                f"Thủ tục {procedure.code} «{procedure.name}» đã ghi ở một dòng khác.",
                "Giữ một dòng theo quyết định công bố mới nhất; dòng cũ thì xóa, hoặc ghi ngày bãi "
                "bỏ (ended).",
                related=(known,),
            )
