"""Quyết định ban hành hoặc thu hồi tài liệu không có.

Quyết định nêu mã nào thì kho phải có văn bản của mã đó: trong tai-lieu/ hoặc trong lịch sử. Không
có thì hoặc gõ nhầm mã, hoặc bản đã ký chưa được đưa vào kho. Tài liệu ban hành từ trước khi có kho
mà nay không còn văn bản thì ghi tên vào title, để người đọc biết là thiếu có lý do.

## Sai

### Ngày 2025-03-01: lập kho

```nen kiem-soat
```

### Ngày 2025-03-06: ghi quyết định, gõ nhầm một mã

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
  - {code: QT-HT-10, revision: 1}  # <- QMS406
```

## Sai, thu hồi điều chưa từng ban hành

### Ngày 2025-06-09: lập kho, hôm trước ngày thu hồi

```nen kiem-soat
```

```nen ban-hanh
```

### Ngày 2025-06-10: thu hồi

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-10, reason: Không còn cần}  # <- QMS406
  - {code: QT-HT-01, revision: 7, reason: Đã thay}  # <- QMS406
```

## Đúng

### Ngày 2025-03-05: ban hành

```nen kiem-soat
```

```nen ban-hanh
```

## Đúng, văn bản cũ không ai còn giữ

Quyết định ký trước khi lập kho, hoặc ghi rõ tên tài liệu.

### Ngày 2025-03-05: lập kho

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```yaml quyet-dinh/2024/90-QD-UBND.yaml
number: 90/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2024-05-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
withdraws:
  - {code: QT-06, reason: Ký đúng ngày lập kho}
```

### Ngày 2025-06-10: thu hồi tài liệu của cơ quan trước

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-05, title: Quy trình tiếp dân, reason: Của đơn vị cũ}
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.decision import Decision, Withdrawn
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Control
from isoqms.repository.integrity import absences, begun
from isoqms.rules.control.recorded import relied_on
from isoqms.rules.links.codes import Names, existing
from isoqms.rules.protocol import At, Gate, eased

CODE = "QMS406"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """What decisions of the repository's time issue without a text, or withdraw that never was.

    An earlier issue whose text was not kept is a warning: nobody works after it any more.
    """
    control = relied_on(repository)
    if control is None:
        return
    names = Names(existing(repository))
    for absent in absences(repository, control):
        if absent.path is not None:
            continue
        issue = absent.issue
        yield Finding(
            absent.decision.at("issues", absent.place, "code"),
            f"Quyết định «{absent.decision.record.number}» ban hành «{issue.code}» "
            f"lần {issue.revision}, nhưng không có văn bản trong tai-lieu/ và trong lịch sử.",
            names.hint(
                issue.code,
                "Sửa mã, hoặc đưa đúng bản đã ký vào kho; bản không ai còn giữ thì ghi «Tên tài "
                "liệu» (title).",
            ),
            severity=eased(Severity.WARNING, when=issue.ending is not None),
        )
    if any(decision.record.withdraws for decision in repository.decisions):
        yield from _withdrawn(repository, control, begun(control), names)


def _withdrawn(
    repository: Repository, control: Control, since: date, names: Names
) -> Iterator[Finding]:
    """The withdrawals signed after that day of what no decision issued and no history held."""
    known = _revisions(repository, control)
    for decision in repository.decisions:
        if decision.record.signed <= since:
            continue
        for index, item in enumerate(decision.record.withdraws):
            if item.title is None:
                yield from _unfounded(decision, index, item, known, names)


def _revisions(repository: Repository, control: Control) -> dict[str, int]:
    """The highest revision of each code that was ever issued or recorded.

    0 where its file cannot be read.
    """
    known = dict.fromkeys(repository.unread_codes, 0)
    for decision in repository.decisions:
        for issued in decision.record.issues:
            known[issued.code] = max(issued.revision, known.get(issued.code, 0))
    for code, standings in control.recorded.documents.items():
        known[code] = max(known.get(code, 0), *(one.revision for one in standings))
    for entry in repository.documents:
        known[entry.record.code] = max(known.get(entry.record.code, 0), entry.record.revision)
    return known


def _unfounded(
    decision: Entry[Decision], index: int, item: Withdrawn, known: dict[str, int], names: Names
) -> Iterator[Finding]:
    said = f"Quyết định «{decision.record.number}» thu hồi «{item.code}»"
    if item.code not in known:
        hint = names.hint(
            item.code,
            "Sửa mã; nếu là tài liệu có từ trước khi lập kho thì ghi vào «Tên tài liệu» (title).",
        )
        yield Finding(
            decision.at("withdraws", index, "code"), f"{said}, tài liệu chưa từng ban hành.", hint
        )
    elif item.revision is not None and known[item.code] and item.revision > known[item.code]:
        yield Finding(
            decision.at("withdraws", index, "revision"),
            f"{said} lần {item.revision}, nhưng lần ban hành cao nhất là {known[item.code]}.",
            "Sửa lần ban hành cho đúng bản đã ký.",
        )
