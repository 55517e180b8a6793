"""Quyết định bị sửa sau khi đã ghi vào kho.

Quyết định đã ký không sửa được. Sửa số, ngày, danh mục của một quyết định cũ là đổi lại chuyện đã
qua. Gõ nhầm khi ghi thì ghi lại bằng `isoqms decision correct`: chỗ ghi nhầm được giữ, đúng như đã
ghi, ở corrections. Cả lần ghi là nhầm thì `isoqms decision void`, `isoqms undo --reason` thêm
voided; ghi nhận lại bằng `isoqms redo`, `isoqms undo` thì corrections giữ cả lần hủy ấy. Sửa trong
chính ngày ghi cũng coi là ghi lại cho đúng; đường dẫn bản đã ký (file) và ghi chú (note) thêm lúc
nào cũng được.

## Sai

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-08-01: lùi ngày ký

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-02-05  # <- QMS409
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

## Sai, xóa quyết định

Tệp không còn, nên chỉ có thể báo ở chỗ tệp từng nằm.

### Ngày 2025-03-05: cử người

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND  # <- QMS409
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
```

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-08-01: xóa

```xoa quyet-dinh/2025/16-QD-UBND.yaml
```

## Sai, đính chính nói sai điều đã ghi

Trước đó ghi ngày 05/3, không phải 15/3.

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-08-01: lùi ngày ký, bịa chỗ ghi nhầm

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-02-05  # <- QMS409
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
corrections:
  - {on: 2025-08-01, reason: Gõ nhầm ngày, signed: 2025-03-15}
```

## Sai, bỏ dấu hủy ghi nhận

### Ngày 2025-03-05: cử người

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
```

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-03-07: hủy ghi nhận

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
voided: {on: 2025-03-07, reason: Ghi nhầm kho}
```

### Ngày 2025-08-01: bỏ dấu

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND  # <- QMS409
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
```

## Đúng, hủy ghi nhận rồi ghi nhận lại

### Ngày 2025-03-05: cử người

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
```

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-03-07: hủy ghi nhận

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
voided: {on: 2025-03-07, reason: Ghi nhầm kho}
```

### Ngày 2025-08-01: ghi nhận lại

```yaml quyet-dinh/2025/16-QD-UBND.yaml
number: 16/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
corrections:
  - {on: 2025-08-01, reason: Đúng kho, voided: {on: 2025-03-07, reason: Ghi nhầm kho}}
```

## Đúng, đính chính số, ngày

### Ngày 2025-03-05: ban hành, gõ nhầm số, ngày

```nen kiem-soat
```

```yaml quyet-dinh/2025/51-QD-UBND.yaml
number: 51/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

### Ngày 2025-08-01: ghi lại cho đúng

```xoa quyet-dinh/2025/51-QD-UBND.yaml
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
corrections:
  - {on: 2025-08-01, reason: Gõ nhầm, number: 51/QĐ-UBND, signed: 2025-03-01}
```

## Đúng

Sửa ngay trong ngày; sau này thêm bản đã ký.

### Ngày 2025-03-05: ban hành, gõ nhầm ngày

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-15
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

### Ngày 2025-03-05: sửa lại ngay

```nen ban-hanh
```

### Ngày 2025-04-01: thêm bản đã ký

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
file: {path: Tủ hồ sơ số 2}
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.control.decision import Decision
from isoqms.repository import Repository
from isoqms.repository.integrity import AlteredDecision, altered_decisions
from isoqms.rules.control.recorded import relied_on, who_and_when
from isoqms.rules.protocol import At, Gate, eased
from isoqms.wording import listed

CODE = "QMS409"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)

_PUT_RIGHT = ("annuls", "restores", "corrections", "voided")
_FACTS = frozenset(
    {"number", "signed", "effective", "issues", "withdraws", "replaces", "seal", *_PUT_RIGHT}
)
"""What says when which document is valid.

A change of other words weighs less, unless a tag sealed the decision.
"""


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions that say something else than when recorded, and those that are gone."""
    control = relied_on(repository)
    if control is None:
        return
    for altered in altered_decisions(repository, control):
        changed = who_and_when(altered.since) if altered.since else "mà chưa ghi nhận"
        recorded = f"ghi vào kho {who_and_when(altered.recorded)}"
        grave = altered.entry is None or altered.sealed or bool(_FACTS & set(altered.fields))
        if altered.entry is None:
            what = f"Quyết định «{altered.number}» {recorded} đã bị xóa {changed}."
        else:
            what = (
                f"Quyết định «{altered.number}» {recorded} đã bị sửa {changed}: {_titles(altered)}."
            )
        yield Finding(
            _place(altered),
            what,
            f"Trả lại đúng như đã ghi: `isoqms restore {altered.path}`. Gõ nhầm khi ghi thì "
            "`isoqms decision correct`; muốn đổi điều đã quyết định thì ban hành quyết định mới.",
            severity=eased(Severity.WARNING, when=not grave),
        )


def _titles(altered: AlteredDecision) -> str:
    titles = (Decision.model_fields[name].title or name for name in altered.fields)
    return listed(f"«{title}»" for title in titles)


def _place(altered: AlteredDecision) -> Place:
    if altered.entry is None:
        return Place(altered.path, (), 1)
    return altered.entry.at(altered.fields[0])
