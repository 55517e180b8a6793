"""Dùng lại mã đã thu hồi.

Mã của tài liệu đã thu hồi không dùng lại: hồ sơ cũ còn viện dẫn tới mã đó, người đọc sẽ tưởng
hồ sơ nói về tài liệu mới. Tệp của tài liệu đã thu hồi cũng không để lại trong tai-lieu/.

## Sai

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-TP-01, reason: Thủ tục bị bãi bỏ}
  - {code: QT-TP-02, reason: Thủ tục bị bãi bỏ}
```

```markdown du-thao/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01  # <- QMS107
title: Quy trình chứng thực di chúc
kind: quy-trinh-tthc
---
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02  # <- QMS107
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
---
```

## Đúng, ngày 2025-03-30

Trước ngày quyết định có hiệu lực, tài liệu vẫn còn dùng.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-TP-02, reason: Thủ tục bị bãi bỏ}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
---
```

## Đúng

Chỉ thu hồi các bản của lần ban hành cũ; lần mới đang có hiệu lực.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-TP-02, revision: 1, reason: Đã có lần ban hành 2}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
revision: 2
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import withdrawals
from isoqms.wording import date_short

CODE = "QMS107"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The drafts and the files in `tai-lieu/` whose code a decision has withdrawn."""
    for code, decision in withdrawals(repository).items():
        said = (
            f"Quyết định «{decision.record.number}» ngày {date_short(decision.record.signed)} đã "
            f"thu hồi «{code}»"
        )
        index = next(i for i, item in enumerate(decision.record.withdraws) if item.code == code)
        related = (decision.at("withdraws", index, "code"),)
        current, draft = repository.in_force.get(code), repository.drafted.get(code)
        if current is not None:
            hint = (
                "Chuyển tệp ra khỏi tai-lieu/; nội dung vẫn còn trong lịch sử, "
                "xem lại được bất cứ lúc nào."
            )
            yield Finding(
                current.at("code"),
                f"{said}, nhưng tệp vẫn nằm ở chỗ tài liệu có hiệu lực.",
                hint,
                related,
            )
        if draft is not None:
            hint = "Đặt một mã chưa từng dùng cho tài liệu mới."
            yield Finding(draft.at("code"), f"{said}; dự thảo này lại dùng mã đó.", hint, related)
