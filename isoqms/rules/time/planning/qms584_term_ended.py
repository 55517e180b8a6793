"""Ủy quyền, chứng chỉ, hợp đồng đã hết hạn mà chưa giải quyết.

Người ký theo ủy quyền đã hết hạn thì ký không đúng thẩm quyền; chứng chỉ, hợp đồng hết hạn thì
không còn chứng minh được năng lực, không còn ràng buộc bên ngoài. Gia hạn, thay cái mới, hoặc thôi:
cách nào cũng ghi lại bằng `isoqms update term`.

## Sai

```yaml ben-ngoai/co-thoi-han.yaml
items:
  - id: th-01
    kind: uy-quyen
    subject: Ký công văn
    holder: Chánh Văn phòng
    document: 12/UQ-UBND
    signed: 2025-01-05
    expires: 2025-12-30  # <- QMS584
  - id: th-02
    kind: chung-chi
    subject: Đánh giá viên trưởng
    expires: 2025-06-30  # <- QMS584
    ended: 2026-01-05
  - id: th-03
    kind: hop-dong
    subject: Bảo trì phần mềm một cửa
    expires: 2024-12-31  # <- QMS584
```

## Đúng

Ngày cuối cùng còn giá trị thì vẫn còn.

```yaml ben-ngoai/co-thoi-han.yaml
items:
  - {id: th-01, kind: uy-quyen, subject: Ký công văn, expires: 2025-12-31}
  - {id: th-02, kind: chung-chi, subject: Đánh giá viên trưởng, expires: 2025-06-30,
     ended: 2025-06-20, outcome: Cấp lại đến 30/6/2028}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.protocol import Brought
from isoqms.wording import date_short

CODE = "QMS584"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3"),)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """What has ended by the day, and nobody had renewed, replaced or given up by then."""
    if repository.terms is None:
        return
    # Few agencies keep this register; the others import nothing for it.
    from isoqms.model.choices import in_short  # noqa: PLC0415 - see above

    day = repository.as_of
    for row in repository.terms.rows("items", repository.terms.record.items):
        item = row.record
        if item.expires >= day or (item.ended is not None and item.ended <= day):
            continue
        whose = f" của {item.holder}" if item.holder else ""
        kind = in_short(item.kind)
        yield Finding(
            row.at("expires"),
            f"{kind[:1].upper()}{kind[1:]}{whose} «{item.subject}» đã hết hạn ngày "
            f"{date_short(item.expires)}.",
            f"Gia hạn, thay hoặc thôi, rồi ghi: `isoqms update term {item.id}`.",
        )
