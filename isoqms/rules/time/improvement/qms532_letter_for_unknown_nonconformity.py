"""Thư xin lỗi dẫn tới sự không phù hợp không có trong sổ.

Thư xin lỗi và hành động khắc phục nói về cùng một việc; khóa dẫn sai thì khi kiểm tra không ai nối
được hai phiếu.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-08-04, source: Hồ sơ trễ hạn, description: Năm hồ sơ trả trễ}
apologies:
  - number: 118/UBND-VP
    nonconformity: kph-1  # <- QMS532
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-08-04, source: Hồ sơ trễ hạn, description: Năm hồ sơ trả trễ}
apologies:
  - {number: 118/UBND-VP, nonconformity: kph-01}
  - {number: 198/UBND-KT}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names

CODE = "QMS532"
SEVERITY = Severity.ERROR
BASIS = (Clause("10.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The letters whose nonconformity stands in no register of any year."""
    known = {row.record.id for row in repository.rows.nonconformities}
    for row in repository.rows.apologies:
        wanted = row.record.nonconformity
        if wanted and wanted not in known:
            yield Finding(
                row.at("nonconformity"),
                f"Sổ theo dõi không có sự không phù hợp «{wanted}».",
                Names(known).hint(wanted, "Sửa khóa, hoặc ghi bằng `isoqms new nonconformity`."),
            )
