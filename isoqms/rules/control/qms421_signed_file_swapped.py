"""Bản đã ký bị thay cùng với mã SHA-256 của nó.

Mã SHA-256 ghi kèm bản PDF đã ký để thấy được khi tệp bị thay. Thay cả tệp lẫn mã thì hai bên lại
khớp nhau; chỉ lịch sử còn biết mã đã ghi lúc đầu. Quyết định và mọi văn bản trong sổ văn bản đi
(kế hoạch, báo cáo, biên bản, thông báo …) đều được xét. Sửa trong chính ngày ghi thì coi là ghi lại
cho đúng.

## Sai

### Ngày 2025-03-26: lập kho, ghi kế hoạch đã ký

```nen kiem-soat
```

```nen ban-hanh
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
```

```text nam/2025/van-ban/88-KH-UBND.pdf
(bản đã ký)
```

### Ngày 2025-08-01: thay cả tệp lẫn mã

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
    file:  # <- QMS421
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: 1111111111111111111111111111111111111111111111111111111111111111
```

## Sai, ở quyết định

### Ngày 2025-03-05: ban hành, kèm bản đã ký

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
file:
  path: quyet-dinh/2025/15-QD-UBND.pdf
  sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

### Ngày 2025-08-01: bỏ bản đã ký

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND  # <- QMS421
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

## Đúng

Kèm bản đã ký sau khi ghi; sửa ngay trong ngày; thêm văn bản khác.

### Ngày 2025-03-26: lập kho

```nen kiem-soat
```

```nen ban-hanh
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
```

### Ngày 2025-03-28: kèm nhầm bản chưa ký

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: 1111111111111111111111111111111111111111111111111111111111111111
```

### Ngày 2025-03-28: kèm lại bản đã ký

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 12/CV-UBND
    day: 2025-03-27
    type: Công văn
    issuer: UBND xã An Phú
    summary: Mời họp
    file:
      path: nam/2025/van-ban/12-CV-UBND.pdf
      sha256: 2222222222222222222222222222222222222222222222222222222222222222
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
```

### Ngày 2025-08-01: thêm bản giấy của văn bản khác

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 12/CV-UBND
    day: 2025-03-27
    type: Công văn
    issuer: UBND xã An Phú
    summary: Mời họp
    file:
      path: nam/2025/van-ban/12-CV-UBND.pdf
      sha256: 2222222222222222222222222222222222222222222222222222222222222222
  - number: 40/TB-UBND
    day: 2025-07-30
    type: Thông báo
    issuer: UBND xã An Phú
    summary: Kết luận
  - number: 88/KH-UBND
    day: 2025-03-25
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Kế hoạch áp dụng
    file:
      path: nam/2025/van-ban/88-KH-UBND.pdf
      sha256: c83ccc45553b6d58dd36cbabcfbbce3b4f06a017a6540f9ce7ccfed9076fdf7e
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.signed_files import told_of_change
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.repository.signed_sums import changed_sums
from isoqms.rules.control.recorded import relied_on
from isoqms.rules.protocol import At, Gate

CODE = "QMS421"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """The papers whose signed file is recorded with another sum than at first, or no more."""
    control = relied_on(repository)
    if control is None:
        return
    for changed in changed_sums(repository, control):
        if changed.is_taken_back:
            continue
        yield Finding(
            changed.place,
            told_of_change(changed),
            "Đối chiếu tệp với bản giấy đã ký; lấy lại đúng tệp và mã đã ghi bằng "
            "`isoqms restore`. Lần đầu kèm nhầm tệp thì ghi QMS421 kèm lý do vào mục «Miễn "
            "áp dụng» (waivers) của "
            f"{file_of('isoqms')}.",
        )
