"""Tài liệu trong tai-lieu/ chưa có quyết định ban hành.

tai-lieu/ chỉ chứa tài liệu đang có hiệu lực. Tài liệu đặt vào đó mà không quyết định nào ban hành
thì chưa được phê duyệt, người dùng lại tưởng đã có hiệu lực. Bản đang soạn để ở du-thao/.

## Sai

```nen kiem-soat
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02  # <- QMS407
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```nen ban-hanh
```

## Sai, lần ban hành chưa có quyết định

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2  # <- QMS407
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```nen ban-hanh
```

## Đúng

```nen kiem-soat
```

```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```nen ban-hanh
```

## Đúng, quyết định chỉ ghi số lượng

Chưa có danh mục tài liệu kèm quyết định thì không kết luận được.

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
stated: {issued: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS407"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.2"), Clause("7.5.3.2"))
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The files in force that no decision issued, once decisions list what they issue."""
    issued = _issued(repository)
    if not issued or _is_doubtful(repository):
        return
    policy = any(
        decision.record.kind is DecisionKind.POLICY_OBJECTIVES for decision in repository.standing
    )
    for entry in repository.documents:
        code, revision = entry.record.code, entry.record.revision
        known = issued.get(code, {})
        if revision in known or (policy and str(entry.path) == file_of("chinh-sach")):
            continue
        hint = (
            "Chuyển tệp sang du-thao/ cho đến khi ký, hoặc ghi tài liệu vào quyết "
            "định đã ban hành nó."
        )
        if not known:
            yield Finding(entry.at("code"), f"Không có quyết định nào ban hành «{code}».", hint)
            continue
        last = max(known)
        message = (
            f"Không có quyết định nào ban hành «{code}» lần {revision}; "
            f"lần gần nhất là {last} theo «{known[last]}»."
        )
        yield Finding(entry.at("revision"), message, hint)


def _issued(repository: Repository) -> dict[str, dict[int, str]]:
    """By code and revision, the number of the decision that issued it."""
    issued: dict[str, dict[int, str]] = {}
    for decision in repository.decisions:
        for item in decision.record.issues:
            issued.setdefault(item.code, {})[item.revision] = decision.record.number
    return issued


def _is_doubtful(repository: Repository) -> bool:
    """Whether a decision may have issued the document: one of counts only, or unreadable."""
    read = {entry.path for entry in repository.every_decision}
    unread = any(path.parts[0] == "quyet-dinh" and path not in read for path in repository.paths)
    return unread or any(
        one.record.stated and one.record.stated.issued for one in repository.decisions
    )
