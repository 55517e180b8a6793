"""Bãi bỏ, thay thế, sửa đổi một quyết định không có trong kho.

Quyết định bãi bỏ (`annuls`), thay thế (`replaces`) hay sửa đổi (`amends`) một quyết định khác thì
những gì quyết định kia ban hành đổi theo. Gõ nhầm số thì không có gì đổi, và không ai biết. Quyết
định có từ trước khi lập kho thì ghi lại vào quyet-dinh/ một lần, để kho biết nó đã hết hiệu lực.

## Sai

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: khac
summary: Bãi bỏ Quyết định số 15/QĐ-UBND
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
annuls: [150/QĐ-UBND]  # <- QMS414
```

## Sai, bãi bỏ quyết định ký sau

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: khac
summary: Thay thế quyết định về cán bộ đầu mối
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
replaces: [41/QĐ-UBND]  # <- QMS414
```

```yaml quyet-dinh/2025/41-QD-UBND.yaml
number: 41/QĐ-UBND
kind: khac
summary: Cử cán bộ đầu mối
signed: 2025-06-11
authority: Chủ tịch UBND xã An Phú
```

## Sai, quyết định kia đã hủy ghi nhận

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: khac
summary: Cử cán bộ đầu mối
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
voided: {on: 2025-06-10, reason: Ghi nhầm kho}
```

```yaml quyet-dinh/2025/41-QD-UBND.yaml
number: 41/QĐ-UBND
kind: khac
summary: Sửa đổi việc cử cán bộ đầu mối
signed: 2025-06-11
authority: Chủ tịch UBND xã An Phú
amends: [40/QĐ-UBND]  # <- QMS414
```

## Đúng

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: khac
summary: Cử cán bộ đầu mối
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
```

```yaml quyet-dinh/2025/41-QD-UBND.yaml
number: 41/QĐ-UBND
kind: khac
summary: Bãi bỏ việc cử cán bộ đầu mối
signed: 2025-06-11
authority: Chủ tịch UBND xã An Phú
annuls: [40/QĐ-UBND]
```

## Đúng, cùng ngày, số lớn hơn

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: khac
summary: Bãi bỏ việc cử cán bộ đầu mối
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
annuls: [41/QĐ-UBND]
```

```yaml quyet-dinh/2025/41-QD-UBND.yaml
number: 41/QĐ-UBND
kind: khac
summary: Cử cán bộ đầu mối
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.decision import Decision
from isoqms.repository import Entry, Repository
from isoqms.repository.effects import named
from isoqms.rules.protocol import At, Gate
from isoqms.wording import nearest

CODE = "QMS414"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)

_KEYS = (("annuls", "bãi bỏ"), ("replaces", "thay thế"), ("amends", "sửa đổi"))


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions that name another one, of which there is none before them."""
    for place, entry in enumerate(repository.decisions):
        for key, words in _KEYS:
            for index, number in enumerate(getattr(entry.record, key)):
                if named(repository.decisions[:place], number) is None:
                    yield Finding(
                        entry.at(key, index),
                        f"«{entry.record.number}» {words} «{number}», "
                        f"nhưng {_why(repository, number)}.",
                        _hint(repository, entry, number),
                    )


def _why(repository: Repository, number: str) -> str:
    if named(repository.decisions, number) is not None:
        return "quyết định ấy ký sau"
    if named(repository.every_decision, number) is not None:
        return "quyết định ấy đã hủy ghi nhận"
    return "kho không có quyết định ấy"


def _hint(repository: Repository, entry: Entry[Decision], number: str) -> str:
    others = {one.record.number for one in repository.decisions} - {entry.record.number, number}
    near = nearest(number, others)
    meant = f"Có phải «{near}»? " if near else ""
    return (
        f"{meant}Sửa cho đúng bản đã ký; quyết định có từ trước khi lập kho thì ghi nó vào "
        "quyet-dinh/<năm>/."
    )
