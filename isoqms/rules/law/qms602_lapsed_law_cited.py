"""Căn cứ pháp lý đã hết hiệu lực.

Tài liệu đang có hiệu lực mà dựa vào văn bản đã hết hiệu lực thì làm đúng quy trình vẫn có thể sai
luật. Cơ quan có ba tháng để cập nhật; trong thời gian đó chỉ cảnh báo. Ngày hết hiệu lực lấy từ
danh mục tài liệu bên ngoài: expires, hoặc ngày văn bản thay thế có hiệu lực.

## Sai, ngày 2025-10-02

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 61/2018/NĐ-CP, title: Cơ chế một cửa, issuer: Chính phủ, replaced_by: 118/2025/NĐ-CP}
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
  - {number: 01/2018/TT-VPCP, title: Hướng dẫn, issuer: Văn phòng Chính phủ, expires: 2025-10-02}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis:
  - 118/2025/NĐ-CP
  - 61/2018/NĐ-CP  # <- QMS602
  - 01/2018/TT-VPCP  # <- QMS602
---
```

## Sai, ngày 2025-10-01

Ngày cuối cùng của ba tháng: còn là cảnh báo.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 61/2018/NĐ-CP, title: Cơ chế một cửa, issuer: Chính phủ, replaced_by: 118/2025/NĐ-CP}
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis:
  - 61/2018/NĐ-CP  # <- QMS602
---
```

## Đúng, ngày 2025-06-30

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 61/2018/NĐ-CP, title: Cơ chế một cửa, issuer: Chính phủ, replaced_by: 118/2025/NĐ-CP}
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [61/2018/NĐ-CP]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.law.validity import Lapse, lapse_of, months_after, update_months
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate, eased
from isoqms.wording import date_short

CODE = "QMS602"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)
GATE = At(Gate.LAW)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """The lapsed instruments that documents rest on: a warning in a draft and for three months."""
    lapsed = _lapsed(repository)
    months = update_months(repository)
    for entry in repository.all_documents():
        in_draft = entry.path.parts[0] == "du-thao"
        for index, number in enumerate(entry.record.legal_basis):
            lapse = lapsed.get(number)
            if lapse is None:
                continue
            is_late = repository.as_of > months_after(lapse.day, months)
            by = f", được thay bằng «{lapse.by}»" if lapse.by else ""
            yield Finding(
                entry.at("legal_basis", index),
                f"«{number}» đã hết hiệu lực từ ngày {date_short(lapse.day)}{by}.",
                "Rà soát nội dung theo văn bản mới, sửa căn cứ pháp lý, rồi ban hành lại tài liệu.",
                related=(repository.external_by_number[number].place,),
                severity=eased(Severity.WARNING, when=in_draft or not is_late),
            )


def _lapsed(repository: Repository) -> dict[str, Lapse]:
    """When and by what each instrument lapsed, of the register's that had by the day."""
    found = {}
    for number, row in repository.external_by_number.items():
        lapse = lapse_of(repository, row.record)
        if lapse is not None and lapse.day <= repository.as_of:
            found[number] = lapse
    return found
