"""Ngày ghi vào lịch sử không chứng minh được ngày ban hành.

Lịch sử của kho cho biết văn bản nào đã có ở đó từ ngày nào. Quyết định ghi vào kho lâu sau khi ký
thì lịch sử chỉ cho biết văn bản có từ ngày ghi; nhiều quyết định của nhiều tháng cùng ghi một lần
thì hoặc kho được lập muộn, hoặc lịch sử cũ đã bị thay. Ngày ghi trước ngày ký, hay lùi lại so với
lần ghi liền trước, thì không thể đúng: đồng hồ của máy sai, hoặc ngày bị đặt lại. Ngày ghi vốn chỉ
là lời khai của máy đã ghi; bằng chứng chắc hơn là thứ giữ ở ngoài kho: bản giấy có mã gốc niêm, bản
sao lưu, chữ ký (`isoqms verify --help`).

## Sai, ghi sau hơn một tháng

### Ngày 2025-03-05: lập kho

```nen kiem-soat
```

### Ngày 2025-04-06: ghi quyết định

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05  # <- QMS419
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

## Sai, ghi trước khi ký

### Ngày 2025-03-03: lập kho, ghi quyết định

```nen kiem-soat
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05  # <- QMS419
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```

## Đúng, vừa một tháng

### Ngày 2025-03-05: lập kho

```nen kiem-soat
```

### Ngày 2025-04-05: ghi quyết định

```nen ban-hanh
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.control.claimed_days import told_early, told_late, told_turned_back
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.repository.recorded_days import recorded_early, recorded_late, turned_back
from isoqms.rules.control.recorded import relied_on
from isoqms.rules.protocol import At, Gate

CODE = "QMS419"
SEVERITY = Severity.NOTE
BASIS = (
    Clause("7.5.3.2"),
    Practice("Quyết định được ghi vào kho trong vòng một tháng sau khi ký"),
)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """What was recorded long after signing, once for each entry, and the days that cannot be."""
    control = relied_on(repository)
    if control is None:
        return
    for batch in recorded_late(repository, control):
        yield Finding(
            batch.decisions[0].at("signed"),
            told_late(batch),
            "Giữ bản giấy đã ký; có mã gốc niêm in trên phụ lục thì đối chiếu bằng "
            "`isoqms verify --root SỐ=MÃ`, có bản sao lưu cũ thì `isoqms verify --against TỆP`. "
            "Ghi muộn có lý do (ví dụ lập kho muộn) thì ghi QMS419 kèm lý do vào mục «Miễn "
            "áp dụng» (waivers) của "
            f"{file_of('isoqms')}.",
        )
    for early in recorded_early(repository, control):
        yield Finding(
            early.decision.at("signed"),
            told_early(early),
            "Đối chiếu ngày ký với bản giấy; ngày ký đúng thì xem lại đồng hồ của máy đã ghi.",
        )
    for before, after in turned_back(control.history):
        yield Finding(
            repository.agency.at("name"),
            told_turned_back(before, after),
            "Đồng hồ của một máy đã sai, hoặc ngày bị đặt lại; thứ tự các lần ghi vẫn đúng. Chỉnh "
            "đồng hồ của máy; đã rõ nguyên nhân thì ghi QMS419 kèm lý do vào mục «Miễn áp "
            "dụng» (waivers) của "
            f"{file_of('isoqms')}.",
        )
