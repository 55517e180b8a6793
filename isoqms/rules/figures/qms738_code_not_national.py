"""Mã thủ tục hành chính không đúng dạng quốc gia.

Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính có dạng 1.012766, hoặc đầy đủ là
1.012766.000.00.00.H42; hai dạng là một. Mã viết khác đi thì không đối chiếu được với quyết định
công bố. Chỗ còn để trống («[cần điền …]») không phải là mã.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - code: '2,000815'  # <- QMS738
    name: Chứng thực bản sao
    field: Chứng thực
    excluded: Chưa có quy trình
  - code: TTHC-01  # <- QMS738
    name: Chứng thực chữ ký
    field: Chứng thực
    excluded: Chưa có quy trình
```

## Đúng

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: A, field: Chứng thực, excluded: Chưa có quy trình}
  - {code: 2.000884.000.00.00.H42, name: B, field: Chứng thực, excluded: Chưa có quy trình}
  - {code: '[cần điền: mã TTHC]', name: C, field: Chứng thực, excluded: Chưa có quy trình}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.services.service_codes import is_national, is_placeholder, probably
from isoqms.repository import Repository

CODE = "QMS738"
SEVERITY = Severity.NOTE
BASIS = (Practice("Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The codes of the register that have no national form and are no mere places for one."""
    register = repository.procedures
    if register is None:
        return
    for row in register.rows("procedures", register.record.procedures):
        code = row.record.code
        if is_national(code) or is_placeholder(code):
            continue
        meant = probably(code)
        yield Finding(
            row.at("code"),
            f"Mã «{code}» không đúng dạng mã quốc gia của thủ tục hành chính.",
            f"Có phải «{meant}»?" if meant else "Lấy mã trong quyết định công bố, dạng 1.012766.",
        )
