"""Lần ban hành bị bỏ qua hoặc lặp lại.

Lần ban hành của một tài liệu tăng từng số một. Bỏ một số thì không ai biết bản đó có tồn tại không;
một số ban hành hai lần thì hồ sơ ghi «lần 2» không nói được là bản nào.

## Sai

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 3}  # <- QMS403
```

## Sai, một lần ban hành hai quyết định

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}  # <- QMS403
```

## Sai, số lùi lại

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}  # <- QMS403
```

## Đúng

Lần đầu thấy trong kho là lần 4: các lần trước ban hành từ khi chưa có kho.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 4}
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 5}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.control.decision import Decision
from isoqms.repository import Entry, Repository
from isoqms.rules.control.issuing import issued_in_turn
from isoqms.rules.control.recorded import lost_decisions
from isoqms.rules.protocol import At, Gate

CODE = "QMS403"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The issues whose number does not follow the one before, in the order of signing."""
    last: dict[str, tuple[int, Entry[Decision], Place]] = {}
    for turn in issued_in_turn(repository):
        # A code used again after its withdrawal is QMS405's; its numbers begin anew.
        if turn.after_withdrawal:
            last.pop(turn.item.code, None)
        code, revision, place = (
            turn.item.code,
            turn.item.revision,
            turn.decision.at("issues", turn.index, "revision"),
        )
        before = last.get(code)
        if before is None or revision > before[0]:
            last[code] = (revision, turn.decision, place)
        if before is None or revision == before[0] + 1:
            continue
        number, decision, there = before
        yield Finding(
            place,
            f"«{code}» ban hành lần {revision} {_fault(revision, number)} lần {number} "
            f"theo «{decision.record.number}».",
            f"{lost_decisions(repository)}Đối chiếu với bản đã ký; lần ban hành tiếp theo phải là "
            f"{number + 1}.",
            related=(there,),
        )


def _fault(revision: int, before: int) -> str:
    if revision == before:
        return "lặp lại"
    return "lùi lại sau" if revision < before else "bỏ qua số sau"
