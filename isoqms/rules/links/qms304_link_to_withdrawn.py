"""Viện dẫn tài liệu đã thu hồi.

Tài liệu đã thu hồi không ai được dùng nữa. Tài liệu đang có hiệu lực mà còn chỉ tới nó thì người
làm theo sẽ tìm bản cũ ra dùng.

## Sai, ngày 2025-04-01

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu
signed: 2025-03-25
effective: 2025-04-01
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: BM-HT-01-04, reason: Nhập vào BM-HT-01-02}
  - {code: QT-HT-09, reason: Nhập vào QT-HT-02}
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references:
  - QT-HT-09@2  # <- QMS304
forms:
  - BM-HT-01-04  # <- QMS304
---
```

## Đúng, ngày 2025-03-31

Quyết định chưa đến ngày có hiệu lực.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu
signed: 2025-03-25
effective: 2025-04-01
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-09, reason: Nhập vào QT-HT-02}
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references: [QT-HT-09]
---
```

```markdown tai-lieu/he-thong/QT-HT-09.md
---
code: QT-HT-09
title: Quy trình họp
kind: quy-trinh-he-thong
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import code_of, withdrawals
from isoqms.rules.protocol import eased
from isoqms.wording import date_short

CODE = "QMS304"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The links to what a decision has withdrawn by the day of the question.

    In a draft a warning.
    """
    gone = withdrawals(repository)
    if not gone:
        return
    for link in repository.links:
        code = code_of(link.code)
        decision = gone.get(code)
        if decision is None:
            continue
        record = decision.record
        reason = next(item.reason for item in reversed(record.withdraws) if item.code == code)
        yield Finding(
            link.place,
            f"«{code}» đã bị thu hồi theo quyết định «{record.number}» "
            f"ngày {date_short(record.signed)}: {reason}.",
            "Bỏ viện dẫn này, hoặc thay bằng tài liệu đang có hiệu lực.",
            related=(decision.at("withdraws"),),
            severity=eased(Severity.WARNING, when=link.in_draft),
        )
