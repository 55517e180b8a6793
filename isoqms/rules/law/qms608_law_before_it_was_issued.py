"""Văn bản bên ngoài có ngày không đúng thứ tự.

Văn bản ban hành rồi mới có hiệu lực, có hiệu lực rồi mới hết; cơ quan cũng chỉ cập nhật theo văn
bản đã ban hành. Ngày đảo thứ tự làm sai hạn ba tháng phải cập nhật.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2025-06-09
    effective: 2025-06-08  # <- QMS608
  - number: 61/2018/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2018-04-23
    effective: 2018-06-21
    expires: 2018-06-20  # <- QMS608
  - number: 07/2025/TT-BTP
    title: Về chứng thực
    issuer: Bộ Tư pháp
    issued: 2025-05-01
    applied: 2025-04-30  # <- QMS608
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, issued: 2025-06-09,
     effective: 2025-06-09}
  - {number: 07/2025/TT-BTP, title: Về chứng thực, issuer: Bộ Tư pháp, issued: 2025-05-01,
     effective: 2025-06-15, applied: 2025-05-02}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought

CODE = "QMS608"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
BROUGHT = Brought.FALSE

_REGISTER = path_of("van-ban")


def check(repository: Repository) -> Iterator[Finding]:
    """Each day of an instrument that lies before one that it follows."""
    for each in misdated(repository):
        if each.wrong.fault is Fault.ORDER and each.place.path == _REGISTER:
            yield Finding(each.place, each.wrong.message, each.wrong.hint, each.related)
