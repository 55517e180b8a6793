"""Cho có hiệu lực trở lại một lần ban hành chưa từng hết hiệu lực.

`restores` của một quyết định nêu lần ban hành có hiệu lực trở lại: một lần đã ban hành trước đó, và
bị chính quyết định được bãi bỏ, thay thế làm cho hết hiệu lực. Lần chưa từng ban hành thì không có
văn bản nào để trở lại.

## Sai

Lần 3 chưa từng ban hành.

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```yaml quyet-dinh/2025/50-QD-UBND.yaml
number: 50/QĐ-UBND
kind: khac
summary: Bãi bỏ Quyết định số 40/QĐ-UBND
signed: 2025-07-10
authority: Chủ tịch UBND xã An Phú
annuls: [40/QĐ-UBND]
restores:
  - {code: QT-HT-01, revision: 3}  # <- QMS415
```

## Sai, không bãi bỏ quyết định nào

```nen ban-hanh
```

```yaml quyet-dinh/2025/50-QD-UBND.yaml
number: 50/QĐ-UBND
kind: khac
summary: Tiếp tục áp dụng quy trình
signed: 2025-07-10
authority: Chủ tịch UBND xã An Phú
restores:
  - {code: QT-HT-01, revision: 1}  # <- QMS415
```

## Đúng

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```yaml quyet-dinh/2025/50-QD-UBND.yaml
number: 50/QĐ-UBND
kind: khac
summary: Bãi bỏ Quyết định số 40/QĐ-UBND
signed: 2025-07-10
authority: Chủ tịch UBND xã An Phú
annuls: [40/QĐ-UBND]
restores:
  - {code: QT-HT-01, revision: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.decision import Decision, Issued, Withdrawn
from isoqms.repository import Repository
from isoqms.repository.effects import named
from isoqms.rules.protocol import At, Gate

CODE = "QMS415"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """What shall come back although nothing had ended it, or nobody ever issued it."""
    issued: set[tuple[str, int]] = set()
    for place, entry in enumerate(repository.decisions):
        record = entry.record
        before = repository.decisions[:place]
        ended = [named(before, number) for number in (*record.annuls, *record.replaces)]
        touched = {item.code for gone in ended if gone is not None for item in _items(gone.record)}
        for index, item in enumerate(record.restores):
            if item.code in touched and (item.code, item.revision) in issued:
                continue
            why = "không quyết định nào bị bãi bỏ đã làm cho lần ấy hết hiệu lực"
            if (item.code, item.revision) not in issued:
                why = "lần ấy chưa từng được ban hành"
            yield Finding(
                entry.at("restores", index),
                f"«{record.number}» cho «{item.code}» lần {item.revision} có hiệu lực trở lại, "
                f"nhưng {why}.",
                "Đối chiếu bản đã ký: mã, lần ban hành, số của quyết định bị bãi bỏ (annuls).",
            )
        issued.update((item.code, item.revision) for item in record.issues)


def _items(record: Decision) -> Iterator[Issued | Withdrawn]:
    yield from record.issues
    yield from record.withdraws
