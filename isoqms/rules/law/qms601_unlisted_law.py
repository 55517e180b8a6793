"""Căn cứ pháp lý ngoài danh mục.

Văn bản mà tài liệu dựa vào phải có trong danh mục tài liệu bên ngoài: chỉ những văn bản ở đó mới
được theo dõi hiệu lực, và danh mục thiếu là chỗ hay mất điểm khi kiểm tra.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis:
  - 118/2025/NĐ-CP
  - 118/2025/ND-CP  # <- QMS601
  - 63/2010/NĐ-CP  # <- QMS601
---
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [118/2025/NĐ-CP]
---
```

## Đúng

Danh mục có lỗi thì sửa lỗi ấy trước.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [118/2025/NĐ-CP]
---
```

## Đúng

Số trong danh mục viết sai (QMS606): sửa ở danh mục, không sửa số đúng của tài liệu.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/ND-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
  - {number: 63/NĐ-CP, title: Về kiểm soát thủ tục hành chính, issuer: Chính phủ}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [118/2025/NĐ-CP, 63/2010/NĐ-CP]
---
```
"""

from collections.abc import Iterable, Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.law.numbers import Misspelt, meant, misspelt
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate

CODE = "QMS601"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.LAW)

_REGISTER = path_of("van-ban")


def check(repository: Repository) -> Iterator[Finding]:
    """The instruments that documents rest on and the register lacks.

    Nothing where the register cannot be read.
    """
    if repository.external is None and _REGISTER in repository.paths:
        return
    known = repository.external_by_number
    wrong = _misspelt(repository)
    for entry in repository.all_documents():
        for index, number in enumerate(entry.record.legal_basis):
            # Where the register has it wrongly, that one is told (QMS606) and not those that are
            # right.
            if number not in known and not any(each.may_be(number) for each in wrong):
                title = _title(repository, number)
                yield Finding(
                    entry.at("legal_basis", index),
                    f"Văn bản «{number}»{title} không có trong danh mục tài liệu bên ngoài.",
                    _hint(number, known),
                )


def _misspelt(repository: Repository) -> tuple[Misspelt, ...]:
    """The numbers of the register that cannot be right."""
    rows = (row.record for row in repository.laws)
    found = (misspelt(law.number, law.issued or law.effective) for law in rows)
    return tuple(each for each in found if each is not None)


def _hint(number: str, known: Iterable[str]) -> str:
    right = meant(number, known)
    if right is not None:
        return f"Có phải «{right}»? Sửa số ở tài liệu này."
    return f"Thêm vào {_REGISTER}: số, tên, cơ quan ban hành, ngày có hiệu lực."


def _title(repository: Repository, number: str) -> str:
    """` (Nghị định về công tác văn thư)`, or nothing where the pack does not know it."""
    packed = repository.packs.legal.find(number)
    if packed is None or not packed.title:
        return ""
    return f" ({packed.type} {packed.title})"
