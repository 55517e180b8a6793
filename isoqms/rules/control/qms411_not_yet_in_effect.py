"""Tệp trong tai-lieu/ chưa đến ngày có hiệu lực.

Quyết định đã ký nhưng ngày có hiệu lực còn ở phía trước. Đến ngày đó vẫn phải làm theo lần trước,
trong khi người mở tai-lieu/ lại đọc thấy lần sau. Nhắc từ ngày ký; đúng ngày có hiệu lực thì thôi.

## Sai, ngày 2025-03-05

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2  # <- QMS411
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```

```yaml quyet-dinh/2025/08-QD-UBND.yaml
number: 08/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-02-03
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
effective: 2025-04-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

## Đúng, ngày 2025-04-01

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

```yaml quyet-dinh/2025/08-QD-UBND.yaml
number: 08/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-02-03
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
effective: 2025-04-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short

CODE = "QMS411"
SEVERITY = Severity.NOTE
BASIS = (Practice("Người dùng được báo khi bản thấy trong kho chưa được áp dụng"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The files of issues that are signed by the day of the question and take effect only later."""
    waiting = {
        (item.code, item.revision): decision
        for decision in repository.decisions
        if decision.record.signed <= repository.as_of < decision.record.in_force_from
        for item in decision.record.issues
    }
    if not waiting:
        return
    for entry in repository.documents:
        code, revision = entry.record.code, entry.record.revision
        decision = waiting.get((code, revision))
        if decision is None:
            continue
        day = date_short(decision.record.in_force_from)
        place, until = entry.at("code"), "chưa áp dụng"
        # Until its first issue applies there is no earlier one to work by.
        if revision > 1:
            place = entry.at("revision")
            until = f"làm theo lần {revision - 1}, xem bằng `isoqms show {code}@{revision - 1}`"
        yield Finding(
            place,
            f"«{code}» lần {revision} theo «{decision.record.number}» "
            f"đến ngày {day} mới có hiệu lực.",
            f"Trước ngày đó {until}.",
            related=(decision.at("effective"),),
        )
