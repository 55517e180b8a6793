"""Hai lần ban hành có hiệu lực cùng lúc.

Tại mỗi ngày một tài liệu chỉ có một lần ban hành có hiệu lực: lần sau bắt đầu thì lần trước hết.
Lần sau có hiệu lực trước, hoặc cùng ngày với lần trước, thì không ai biết hôm đó phải làm theo bản
nào.

## Sai

Lần 1 ghi có hiệu lực từ 01/5, lần 2 lại có hiệu lực từ 15/4.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
effective: 2025-05-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-04-10
effective: 2025-04-15
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}  # <- QMS404
```

## Sai, một quyết định ban hành cả hai

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
  - {code: QT-HT-01, revision: 2}  # <- QMS404
```

## Đúng

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-04-10
effective: 2025-04-15
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

## Đúng, lần 1 thu hồi trước khi kịp có hiệu lực

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
effective: 2025-05-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-04-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
withdraws:
  - {code: QT-HT-01, revision: 1, reason: Thay bằng lần 2}
```
"""

from collections.abc import Iterator
from itertools import pairwise

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.control.issuing import Turn, issued_in_turn
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short

CODE = "QMS404"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The issues that take effect no later than the one before, by code in order of issue."""
    turns: dict[str, list[Turn]] = {}
    for turn in issued_in_turn(repository):
        turns.setdefault(turn.item.code, []).append(turn)
    taken = {
        (item.code, item.revision) for one in repository.decisions for item in one.record.withdraws
    }
    for code, each in turns.items():
        # An issue that a later one overtook before its day is withdrawn, and has no turn.
        kept = sorted(
            (t for t in each if (code, t.item.revision) not in taken), key=lambda t: t.item.revision
        )
        for before, after in pairwise(kept):
            starts, day = before.decision.record.in_force_from, after.decision.record.in_force_from
            if before.item.revision == after.item.revision or day > starts:
                continue
            yield Finding(
                after.decision.at("issues", after.index, "revision"),
                f"«{code}» lần {after.item.revision} có hiệu lực từ ngày {date_short(day)}, "
                f"không sau ngày {date_short(starts)} của lần {before.item.revision} theo "
                f"«{before.decision.record.number}».",
                _hint(code, before, after),
                related=(before.decision.at("issues", before.index, "revision"),),
            )


def _hint(code: str, before: Turn, after: Turn) -> str:
    if before.decision is after.decision:
        return "Một quyết định chỉ ban hành một lần của mỗi tài liệu: bỏ lần thừa."
    return (
        "Sửa ngày hiệu lực cho đúng bản đã ký; lần không kịp có hiệu lực thì thu hồi trong chính "
        f"quyết định sau: `isoqms withdraw {code}@{before.item.revision} --reason «…»` rồi ban "
        "hành lại."
    )
