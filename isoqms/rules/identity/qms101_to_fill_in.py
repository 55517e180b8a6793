"""Chỗ còn phải điền.

Kho mới tạo để lại dấu [cần điền: …] ở những chỗ chỉ cơ quan mới biết. Tài liệu còn
dấu này chưa dùng được; danh sách dưới đây là việc còn lại.

## Sai

```yaml boi-canh/pham-vi.yaml
statement: "Giải quyết [cần điền: số lượng] thủ tục hành chính"  # <- QMS101
```

## Đúng

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính thuộc thẩm quyền
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.protocol import eased

CODE = "QMS101"
SEVERITY = Severity.NOTE
BASIS = (Practice("Việc còn lại khi lập kho mới"),)

_HINT = "Trả lời từng chỗ bằng `isoqms fill`, hoặc thay cả dấu ngoặc vuông bằng nội dung."


def check(repository: Repository) -> Iterator[Finding]:
    """Each mark, with the words of what is to be filled in.

    In a document in force it is a warning.
    """
    for blank in repository.blanks:
        in_force = blank.place.path.parts[0] == "tai-lieu"
        what = f": {blank.words}" if blank.words else ""
        yield Finding(
            blank.place,
            f"Cần điền{what}.",
            "Soạn lần ban hành mới: `isoqms revise`, rồi `isoqms fill`." if in_force else _HINT,
            severity=eased(Severity.WARNING, when=in_force),
        )
