"""Không kiểm tra được lịch sử.

Ai đã sửa tài liệu nào, ngày nào, bản đã ban hành có còn nguyên không: những điều đó chỉ lịch sử của
kho trả lời được. Khi không có lịch sử, hoặc chỉ có phần cuối của nó, các quy tắc 402, 406, 408,
409, 410 không nói gì; không nói gì ở đây không có nghĩa là mọi việc đúng.

Kho chép bằng USB, Zalo, tệp nén mà bỏ lại thư mục ẩn .git là kho mất lịch sử: mở lại ở máy cũ, chạy
`isoqms backup`, rồi `isoqms restore --from` ở máy mới.

## Sai

Kho được chép đến mà không có thư mục ẩn giữ lịch sử.

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS401
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```nen kiem-soat
```

```nen ban-hanh
```

## Đúng

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

### Ngày 2025-03-05: ban hành lần 1

```nen kiem-soat
```

```nen ban-hanh
```

## Đúng, chưa ban hành gì

Kho mới chưa có tài liệu nào có hiệu lực thì chưa cần đối chiếu.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.history import GitMissing, UnreadableHistory
from isoqms.repository import Repository
from isoqms.repository.control import control
from isoqms.rules.protocol import At, Gate

CODE = "QMS401"
SEVERITY = Severity.WARNING
BASIS = (
    Clause("7.5.3.2"),
    Practice("Kết quả kiểm tra nói rõ điều chưa kiểm tra được"),
)
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """Why the history cannot be used.

    A note where only this PC cannot ask it, a warning where there is none or not all of it, an
    error where it is broken.
    """
    if not repository.running:
        return
    why = control(repository).history.unavailable
    if why is None:
        return
    message = f"{why} Chưa đối chiếu được tài liệu với bản đã ban hành."
    severity = None
    if isinstance(why, UnreadableHistory):
        severity = Severity.ERROR
    elif isinstance(why, GitMissing):
        severity = Severity.NOTE
    yield Finding(
        repository.agency.at("name"),
        message,
        why.hint,
        severity=severity,
    )
