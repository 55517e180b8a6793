"""Thay đổi của pháp luật chưa cập nhật trong ba tháng.

Quyết định 19/2014/QĐ-TTg: thay đổi của văn bản quy phạm pháp luật phải được cập nhật vào hệ thống
chậm nhất ba tháng kể từ khi văn bản có hiệu lực (không phải từ ngày ký). Máy tự tính những tài liệu
phải xem lại: tài liệu viện dẫn văn bản mà văn bản mới thay thế, sửa đổi (amends), hướng dẫn
(guides). Ghi thêm bằng affects, gạt ra kèm lý do bằng dismissed, applied là ngày sửa xong. Còn 30
ngày thì cảnh báo, quá hạn là lỗi. Tài liệu ban hành lần đầu từ khi văn bản có hiệu lực, hoặc ban
hành lại từ khi văn bản sửa đổi, hướng dẫn được ký thì không tính.

## Sai, ngày 2025-10-02

Hạn của văn bản có hiệu lực ngày 01/7/2025 là hết ngày 01/10/2025.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01  # <- QMS603
    affects: [QT-MC-01]
  - number: 07/2025/TT-BTP
    title: Về chứng thực
    issuer: Bộ Tư pháp
    effective: 2025-05-15
    affects: [QT-MC-01]
    applied: 2025-08-16  # <- QMS603
```

```nen mot-cua
```

## Sai, ngày 2025-09-01

Còn đúng 30 ngày; tài liệu có hiệu lực vẫn dựa vào văn bản đã được thay.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01  # <- QMS603
  - number: 61/2018/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    replaced_by: 118/2025/NĐ-CP
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [61/2018/NĐ-CP]
---
```

## Sai, ngày 2026-04-16

Văn bản sửa đổi chạm đến tài liệu viện dẫn văn bản được sửa; tài liệu gạt ra có lý do thì thôi.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
  - number: 367/2025/NĐ-CP
    title: Sửa đổi Nghị định 118/2025/NĐ-CP
    issuer: Chính phủ
    effective: 2026-01-15  # <- QMS603
    amends: [118/2025/NĐ-CP]
    dismissed:
      - QT-NB-01 (chỉ đổi phần việc của tỉnh)
```

```markdown tai-lieu/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quy trình quản lý văn bản
kind: quy-trinh-noi-bo
legal_basis: [118/2025/NĐ-CP]
---
```

```markdown tai-lieu/noi-bo/QT-NB-02.md
---
code: QT-NB-02
title: Quy trình tiếp nhận hồ sơ
kind: quy-trinh-noi-bo
legal_basis: [118/2025/NĐ-CP]
---
```

## Sai, ngày 2025-10-01

Ngày cuối cùng của hạn: còn là cảnh báo. Văn bản kia hạn trước, đến đúng hôm nay mới cập nhật xong.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01  # <- QMS603
    affects: [QT-MC-01]
  - number: 07/2025/TT-BTP
    title: Về chứng thực
    issuer: Bộ Tư pháp
    effective: 2025-05-15
    affects: [QT-MC-01]
    applied: 2025-10-01  # <- QMS603
```

```nen mot-cua
```

## Sai, ghi đã cập nhật mà tài liệu còn dựa vào văn bản cũ, ngày 2025-10-02

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01  # <- QMS603
    applied: 2025-08-15
  - number: 61/2018/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    replaced_by: 118/2025/NĐ-CP
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [61/2018/NĐ-CP]
---
```

## Đúng, ngày 2025-08-31

Còn hơn 30 ngày; văn bản kia cập nhật đúng ngày cuối cùng.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-MC-01]
  - number: 07/2025/TT-BTP
    title: Về chứng thực
    issuer: Bộ Tư pháp
    effective: 2025-05-15
    affects: [QT-MC-01]
    applied: 2025-08-15
```

```nen mot-cua
```

## Đúng

Tài liệu được ban hành lần đầu đúng ngày văn bản có hiệu lực.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-MC-01]
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-07-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 1}
```

```nen mot-cua
```

## Đúng

Hệ thống còn đang soạn thì chưa có tài liệu nào phải cập nhật.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-MC-01]
```

```markdown du-thao/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
---
```
"""

from collections.abc import Iterator, Sequence
from datetime import date

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.facts.law.clock import NEAR
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate, eased
from isoqms.wording import date_short, listed

CODE = "QMS603"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)
WORK_LEFT = True
GATE = At(Gate.LAW)
BROUGHT = Brought.OWED


_MOST_NAMED = 5


def check(repository: Repository) -> Iterator[Finding]:
    """The laws in effect that were followed late, or not yet with at most 30 days left."""
    as_of = repository.as_of
    for change in law_changes(repository):
        applied = change.law.applied
        if change.pending:
            yield from _awaited(change, as_of)
        elif applied and change.law.affects and change.last < applied <= as_of:
            # What was late cannot be mended: it weighs in its own year, and is remembered
            # afterwards.
            past = eased(Severity.NOTE, when=applied.year < as_of.year)
            hint = (
                "Nêu nguyên nhân ở xem xét của lãnh đạo; lần sau đặt lịch rà soát "
                "khi văn bản được ký."
            )
            message = f"{_term(change)}, nhưng đến ngày {date_short(applied)} mới cập nhật xong."
            yield Finding(change.row.at("applied"), message, hint, severity=past)


def _awaited(change: LawChange, as_of: date) -> Iterator[Finding]:
    if as_of < change.last - NEAR:
        return
    is_late = as_of > change.last
    left = "đã quá hạn" if is_late else f"còn {(change.last - as_of).days} ngày"
    update = f"isoqms update law {change.law.number} --set"
    yield Finding(
        change.row.at("effective"),
        f"{_term(change)} ({left}); chưa cập nhật {_named(change.pending)}.",
        f"Sửa các tài liệu này, ban hành lại, rồi ghi ngày làm xong: `{update} applied=NGÀY`; tài "
        f'liệu không phải sửa thì ghi lý do: `{update} "dismissed=MÃ (lý do)"`. Vì sao là chúng: '
        "`isoqms status --law`.",
        severity=eased(Severity.WARNING, when=not is_late),
    )


def _term(change: LawChange) -> str:
    return (
        f"«{change.law.number}» có hiệu lực từ ngày {date_short(change.effective)}, "
        f"hạn cập nhật là ngày {date_short(change.last)}"
    )


def _named(codes: Sequence[str]) -> str:
    if len(codes) <= _MOST_NAMED:
        return listed(codes)
    return f"{', '.join(codes[:_MOST_NAMED])} và {len(codes) - _MOST_NAMED} tài liệu khác"
