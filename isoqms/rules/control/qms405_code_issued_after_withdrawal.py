"""Ban hành lại mã đã thu hồi.

Mã của tài liệu đã thu hồi không dùng lại: hồ sơ lưu từ trước viện dẫn mã đó, người đọc sau này sẽ
mở nhầm tài liệu khác. Cần lại một quy trình cũ thì ban hành với mã mới.

## Sai

```nen ban-hanh
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-01, reason: Gộp vào quy trình khác}
```

```yaml quyet-dinh/2025/88-QD-UBND.yaml
number: 88/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-11-11
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}  # <- QMS405
```

## Đúng

Thu hồi lần 1 và ban hành lần 2 trong cùng một quyết định là thay thế, không phải dùng lại mã.

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
withdraws:
  - {code: QT-HT-01, revision: 1, reason: Thay bằng lần 2}
```

## Đúng, chỉ thu hồi lần cũ

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
summary: Thu hồi tài liệu của hệ thống
signed: 2025-06-10
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-01, revision: 1, reason: Đã có lần 2}
```

```yaml quyet-dinh/2025/88-QD-UBND.yaml
number: 88/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-11-11
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 3}
```

## Đúng, lần bị thu hồi chưa kịp có hiệu lực

Lần 1 vẫn có hiệu lực, nên mã chưa bị thu hồi.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

```yaml quyet-dinh/2025/40-QD-UBND.yaml
number: 40/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-10
effective: 2025-07-10
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```yaml quyet-dinh/2025/50-QD-UBND.yaml
number: 50/QĐ-UBND
kind: khac
summary: Bãi bỏ Quyết định số 40/QĐ-UBND
signed: 2025-06-20
authority: Chủ tịch UBND xã An Phú
annuls: [40/QĐ-UBND]
```

```yaml quyet-dinh/2025/60-QD-UBND.yaml
number: 60/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-08-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 3}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.control.issuing import issued_in_turn
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short

CODE = "QMS405"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The issues of a code that an earlier decision had withdrawn."""
    for turn in issued_in_turn(repository):
        before = turn.after_withdrawal
        if before is None:
            continue
        yield Finding(
            turn.decision.at("issues", turn.index, "code"),
            f"«{turn.item.code}» đã bị thu hồi theo «{before.record.number}» "
            f"ngày {date_short(before.record.signed)}, nay lại ban hành theo "
            f"«{turn.decision.record.number}».",
            "Đặt một mã chưa từng dùng cho tài liệu này; nếu chỉ thu hồi một lần cũ thì ghi rõ "
            "«Lần ban hành» (revision) ở mục thu hồi.",
            related=(before.at("withdraws"),),
        )
