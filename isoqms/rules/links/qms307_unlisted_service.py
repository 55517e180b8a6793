"""Thủ tục hành chính ngoài danh mục.

Quy trình chỉ giải quyết thủ tục thuộc thẩm quyền đã được công bố. Mã không có trong danh mục là mã
gõ sai, hoặc danh mục chưa cập nhật theo quyết định công bố. Chỗ còn để trống («[cần điền …]») không
phải là mã, QMS101 nhắc.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves:
  - 2.000815.000.00.00.H42
  - '2.000851'  # <- QMS307
---
```

## Đúng

Mã đầy đủ và mã rút gọn là một.

```yaml tthc/danh-muc.yaml
procedures:
  - {code: 2.000815.000.00.00.H42, name: Chứng thực bản sao, field: Chứng thực}
```

```nen chung-thuc
```

```markdown du-thao/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
serves: ["[cần điền: mã TTHC]"]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.services.coverage import by_short_code
from isoqms.facts.services.service_codes import is_placeholder, short
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names
from isoqms.rules.protocol import At, Gate

CODE = "QMS307"
SEVERITY = Severity.ERROR
BASIS = (Law("TT 26/2014/TT-BKHCN", "Điều 4"),)
GATE = At(Gate.SCOPE)

_REGISTER = path_of("danh-muc")


def check(repository: Repository) -> Iterator[Finding]:
    """The codes served that the register does not have.

    Nothing where the register itself cannot be read.
    """
    if repository.procedures is None and _REGISTER in repository.paths:
        return
    listed = by_short_code(repository)
    names = Names([procedure.code for _, procedure in listed.values()])
    for entry in repository.all_documents():
        for index, code in enumerate(entry.record.serves):
            if short(code) not in listed and not is_placeholder(code):
                yield Finding(
                    entry.at("serves", index),
                    f"Thủ tục «{code}» không có trong danh mục thủ tục hành chính.",
                    names.hint(
                        code, f"Sửa mã, hoặc thêm thủ tục vào {_REGISTER} cùng quyết định công bố."
                    ),
                )
