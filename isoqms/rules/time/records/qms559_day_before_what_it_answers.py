"""Việc làm trước việc mà nó đáp lại.

Kết luận xong trước cuộc họp đã kết luận, công bố trước ngày ký quyết định công bố, giao tài liệu
trước ngày ký quyết định ban hành: chắc chắn một trong hai ngày gõ nhầm.

## Sai

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-10-15
    minutes: Biên bản số 12/BB-UBND
    outputs:
      - {point: a, text: Rút ngắn thời gian, done: 2025-10-14}  # <- QMS559
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND
    announced: 2025-11-09  # <- QMS559
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - document: QT-01
    revision: 1
    unit: van-phong
    day: 2025-11-09  # <- QMS559
```

```yaml quyet-dinh/2025/90-QD-UBND.yaml
number: 90/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành và công bố
signed: 2025-11-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-01, revision: 1}
```

## Đúng

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-10-15
    minutes: Biên bản số 12/BB-UBND
    outputs:
      - {point: a, text: Rút ngắn thời gian, done: 2025-10-15}
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-01, revision: 1, unit: van-phong, day: 2025-11-10}
  - {document: QT-02, revision: 1, unit: van-phong, day: 2025-01-10}
```

```yaml quyet-dinh/2025/90-QD-UBND.yaml
number: 90/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu
signed: 2025-11-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-01, revision: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought, eased

CODE = "QMS559"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)
BROUGHT = Brought.FALSE


def check(repository: Repository) -> Iterator[Finding]:
    """Each day that lies before that of another record, to which it belongs or answers."""
    for each in misdated(repository):
        if each.wrong.fault is Fault.ORDER and not each.beside:
            weight = eased(Severity.WARNING, when=each.in_words)
            wrong = each.wrong
            yield Finding(each.place, wrong.message, wrong.hint, each.related, severity=weight)
