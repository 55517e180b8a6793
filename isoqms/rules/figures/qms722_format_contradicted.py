"""Kết quả kiểm tra thể thức văn bản trái nhau.

Văn bản đã kiểm là đúng thể thức thì không còn lỗi; kiểm là sai thì phải nói sai ở đâu, để lần sau
không lặp lại. Tỷ lệ văn bản đúng thể thức trong báo cáo được tính từ cột này.

## Sai

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 08/KH-UBND
    day: 2025-07-16
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Áp dụng hệ thống
    format_met: true  # <- QMS722
    format_faults: Thiếu trích yếu
  - number: 09/KH-UBND
    day: 2025-07-18
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Khảo sát
    format_met: false  # <- QMS722
```

## Đúng

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 08/KH-UBND, day: 2025-07-16, type: Kế hoạch, issuer: UBND xã An Phú,
     summary: A, format_met: true}
  - number: 09/KH-UBND
    day: 2025-07-18
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Khảo sát
    format_met: false
    format_faults: Địa danh ghi sai
  - {number: 10/KH-UBND, day: 2025-07-20, type: Kế hoạch, issuer: UBND xã An Phú,
     summary: Chưa kiểm}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.repository import Repository

CODE = "QMS722"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The documents found right with faults, and found wrong without."""
    for row in repository.rows.outgoing:
        number, is_right = row.record.number, row.record.format_met
        faults = row.record.format_faults
        # Said to be right with faults told, or to be wrong without: only then the two contradict.
        if is_right is None or is_right != bool(faults):
            continue
        if is_right:
            message = f"«{number}» ghi đúng thể thức, mà lại nêu lỗi «{faults}»."
            hint = "Còn lỗi thì sửa thành false; đã sửa lỗi thì bỏ «Lỗi thể thức» (format_faults)."
        else:
            message = f"«{number}» ghi sai thể thức mà không nói sai ở thành phần nào."
            hint = f"Ghi bằng `isoqms update outgoing {number} --set format_faults=…`."
        yield Finding(row.at("format_met"), message, hint)
