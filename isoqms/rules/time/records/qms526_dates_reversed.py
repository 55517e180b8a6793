"""Ngày sau đứng trước ngày trước.

Ngày cuối kỳ trước ngày đầu, ngày trả lời trước ngày nhận, ngày đóng trước ngày làm xong: chắc chắn
một trong hai ngày gõ nhầm.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-06-30
    end: 2025-01-01  # <- QMS526
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Đánh giá nội bộ
    description: Thiếu chữ ký
    done: 2025-05-05  # <- QMS526
```

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-05-06
    subject: Trả kết quả chậm
    answered: 2025-04-06  # <- QMS526
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-06-30, end: 2025-06-30}
```

```yaml nam/2025/khieu-nai.yaml
complaints:
  - {id: kn-01, received: 2025-05-06, subject: Trả kết quả chậm, answered: 2025-05-06}
  - {id: kn-02, received: 2025-05-06, subject: Trả kết quả chậm}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought, eased

CODE = "QMS526"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)
BROUGHT = Brought.FALSE

_LAWS = path_of("van-ban")


def check(repository: Repository) -> Iterator[Finding]:
    """Each later day of a record that lies before its earlier one; those of laws are QMS608's."""
    for each in misdated(repository):
        if each.wrong.fault is Fault.ORDER and each.beside and each.place.path != _LAWS:
            weight = eased(Severity.WARNING, when=each.in_words)
            wrong = each.wrong
            yield Finding(each.place, wrong.message, wrong.hint, each.related, severity=weight)
