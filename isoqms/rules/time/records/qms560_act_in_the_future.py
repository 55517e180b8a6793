"""Việc ghi là đã làm mà ngày chưa đến.

Ngày hoàn thành, ngày đóng, ngày nhận, ngày trả lời, ngày ký là ngày của việc đã làm, nên không thể
ở sau hôm nay. Ngày dự kiến, hạn, ngày có hiệu lực thì được. Xem lại từ một ngày trước (`--as-of`)
thì việc đã ghi sau ngày ấy không phải là lỗi: kho chỉ không tính đến.

## Sai, ngày 2025-12-01

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: pa-01
    received: 2025-12-02  # <- QMS560
    subject: Trả kết quả chậm
```

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: du-toan
    task: Lập dự toán
    due: 2025-12-15
    done: 2025-12-31  # <- QMS560
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-20  # <- QMS560
    minutes: Biên bản số 12/BB-UBND
```

## Đúng, ngày 2025-12-01

Cuộc họp đang chuẩn bị thì có ngày ở phía trước; việc làm xong hôm nay là việc đã làm.

```yaml nam/2025/khieu-nai.yaml
complaints:
  - {id: pa-01, received: 2025-12-01, subject: Trả kết quả chậm, due: 2025-12-15}
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-20
```

## Đúng, ngày 2025-03-05

Việc được ghi ngày 20/3, sau ngày đang xem.

### Ngày 2025-03-20: ghi một phản ánh

```yaml nam/2025/khieu-nai.yaml
complaints:
  - {id: pa-01, received: 2025-03-19, subject: Trả kết quả chậm}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought

CODE = "QMS560"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)
BROUGHT = Brought.FALSE


def check(repository: Repository) -> Iterator[Finding]:
    """Each act that is dated later than today, and later than anything that was recorded."""
    for each in misdated(repository):
        if each.wrong.fault is Fault.FUTURE:
            yield Finding(each.place, each.wrong.message, each.wrong.hint)
