"""Sự không phù hợp đang mở mà chưa có nguyên nhân, hành động hoặc hạn.

Ghi vào sổ mới là bước đầu: phải tìm nguyên nhân, định hành động loại bỏ nó và hạn làm xong. Để
trống hạn thì không bao giờ quá hạn, nên không ai được nhắc. Trước khi công bố, mọi sự không phù hợp
đang mở phải có đủ ba điều này, dù phát hiện ở đánh giá nội bộ hay ở đâu.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01  # <- QMS568
    found: 2025-09-12
    source: Đánh giá nội bộ đợt 1
    description: Thiếu giờ giao nhận
    cause: Ghi phiếu cuối ngày
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-09-12
    source: Đánh giá nội bộ đợt 1
    description: Thiếu giờ giao nhận
    cause: Ghi phiếu cuối ngày
    action: In giờ tự động
    due: 2026-01-31
  - id: kph-02
    found: 2025-09-12
    source: Hồ sơ trễ hạn
    description: Làm xong thì không cần hạn nữa
    cause: Dồn hồ sơ
    action: Thêm người
    done: 2025-10-01
```

## Đúng, chưa phát hiện, ngày 2025-09-11

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-09-12, source: Đánh giá nội bộ đợt 1, description: Thiếu giờ giao nhận}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.facts.improvement.corrections import unplanned
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate
from isoqms.wording import listed

CODE = "QMS568"
SEVERITY = Severity.NOTE
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 2, điểm b"), Clause("10.2.1"))
GATE = At(Gate.AUDIT, least=Severity.NOTE)


def check(repository: Repository) -> Iterator[Finding]:
    """Each open nonconformity with what its treatment still lacks."""
    for row in repository.rows.nonconformities:
        item = row.record
        missing = unplanned(item, repository.as_of)
        if missing:
            yield Finding(
                row.place,
                f"«{item.id}» đang mở mà chưa ghi {listed(missing)}.",
                f"Ghi bằng `isoqms update nonconformity {item.id}`.",
            )
