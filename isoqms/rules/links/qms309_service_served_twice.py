"""Một thủ tục có hai quy trình.

Nhiều thủ tục được dùng chung một quy trình, nhưng một thủ tục chỉ theo một quy trình đang có hiệu
lực. Có hai thì công chức này làm theo bản này, công chức kia làm theo bản khác. Thông tư
26/2014/TT-BKHCN (khoản 6 Điều 41) chỉ cho nhiều thủ tục chung một quy trình; một thủ tục theo hai
quy trình thì không còn làm việc trong điều kiện được kiểm soát.

## Sai

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815', '2.000884']
---
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
serves:
  - 2.000884.000.00.00.H42  # <- QMS309
---
```

## Sai

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves:
  - '2.000815'
  - '2.000815'  # <- QMS309
---
```

## Đúng

Bản đang soạn thay cho bản có hiệu lực.

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815', '2.000884']
---
```

```markdown du-thao/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
serves: ['2.000884']
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.services.service_codes import short
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS309"
SEVERITY = Severity.ERROR
BASIS = (Clause("8.5.1"),)
GATE = At(Gate.SCOPE)


def check(repository: Repository) -> Iterator[Finding]:
    """Each place after the first where a document in force serves an administrative procedure."""
    first: dict[str, tuple[str, Place]] = {}
    for entry in repository.documents:
        for index, code in enumerate(entry.record.serves):
            place = entry.at("serves", index)
            other, other_place = first.setdefault(short(code), (entry.record.code, place))
            if other_place is not place:
                yield Finding(
                    place,
                    f"Thủ tục «{code}» đã có quy trình «{other}» đang có hiệu lực.",
                    "Giữ thủ tục ở một quy trình; bỏ mã ở quy trình kia, "
                    "hoặc thu hồi quy trình thừa.",
                    related=(other_place,),
                )
