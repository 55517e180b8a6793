"""Miễn áp dụng phải còn tác dụng.

Miễn một quy tắc là việc người đánh giá sẽ hỏi. Miễn đã hết hạn, hoặc không còn che
điều gì, thì phải bỏ đi để không che nhầm lỗi sau này.

## Sai

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính  # isoqms: bỏ qua QMS101 — đã điền đủ # <- QMS180
```

## Sai

Miễn đến ngày nào thì hết ngày ấy mới hết hạn: dòng thứ nhất hôm nay còn tác dụng.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
waivers:
  - {rule: QMS101, reason: Chờ tỉnh phê duyệt danh mục, expires: 2025-12-31}
  - {rule: QMS102, reason: Không che điều gì, expires: 2025-12-31}  # <- QMS180
  - {rule: QMS101, reason: Chờ tỉnh, expires: 2025-12-30}  # <- QMS180
```

```yaml boi-canh/pham-vi.yaml
statement: "[cần điền: phạm vi]"
```

## Đúng

```yaml boi-canh/pham-vi.yaml
statement: "[cần điền: phạm vi]"  # isoqms: bỏ qua QMS101 — chờ tỉnh phê duyệt danh mục
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.model.agency.settings import Waiver
from isoqms.repository import Repository
from isoqms.source.reading import WaiverComment

CODE = "QMS180"
SEVERITY = Severity.WARNING
BASIS = (Practice("Mỗi ngoại lệ có lý do và thời hạn"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The waivers that have expired or give no reason.

    Those that waive nothing are known only after all rules ran.
    """
    for number, waiver in numbered(repository).items():
        if isinstance(waiver, WaiverComment):
            if not waiver.reason:
                yield Finding(
                    _place(repository, number),
                    f"Bỏ qua quy tắc «{waiver.rule}» mà không ghi lý do, nên không có tác dụng.",
                    f"Viết lý do sau dấu gạch: # isoqms: bỏ qua {waiver.rule} — lý do.",
                )
        elif waiver.expires and waiver.expires < repository.as_of:
            yield Finding(
                _place(repository, number),
                f"Miễn quy tắc «{waiver.rule}» đã hết hạn từ ngày {waiver.expires:%d/%m/%Y}.",
                "Xóa mục này, hoặc gia hạn kèm lý do mới.",
            )


def numbered(repository: Repository) -> dict[int, Waiver | WaiverComment]:
    """Every waiver of the repository with its number: of isoqms.yaml first, then of comments."""
    return dict(enumerate((*repository.agency.record.waivers, *repository.waivers)))


def idle(repository: Repository, used: frozenset[int]) -> Iterator[Finding]:
    """The waivers that put nothing aside, though they have a reason and have not expired."""
    for number, waiver in numbered(repository).items():
        expired = (
            isinstance(waiver, Waiver) and waiver.expires and waiver.expires < repository.as_of
        )
        if number in used or expired or not waiver.reason:
            continue
        yield Finding(
            _place(repository, number),
            f"Miễn quy tắc «{waiver.rule}» không che điều gì.",
            "Xóa phần miễn này; nếu lỗi trở lại, máy sẽ báo.",
        )


def _place(repository: Repository, number: int) -> Place:
    waiver = numbered(repository)[number]
    if isinstance(waiver, WaiverComment):
        return Place(waiver.path, (), waiver.written)
    return repository.agency.at("waivers", number)
