"""Số tài liệu không đủ chỗ cho cả hệ thống.

Báo cáo ghi số tài liệu của hệ thống và số thủ tục hành chính đã xây dựng quy trình. Trừ các quy
trình ấy ra, phần còn lại phải đủ cho mô tả hệ thống, chính sách, mục tiêu, sáu quy trình của mô
hình khung, và biểu mẫu nếu số ấy tính cả biểu mẫu. Không đủ thì một trong hai số sai, hoặc một quy
trình dùng cho nhiều thủ tục mà không nói ra.

Máy chỉ xét khi biết số tài liệu đếm những gì: so-lieu.yaml ghi forms_counted là true (tính cả biểu
mẫu) hoặc false (không tính). Chưa ghi thì không xét: 273 tài liệu không kể biểu mẫu vừa đủ cho 264
quy trình, kể cả biểu mẫu thì không. Kho giữ tài liệu thì máy đếm lấy, cũng không xét.

## Sai, tính cả biểu mẫu

```yaml nam/2025/so-lieu.yaml
documents: 273  # <- QMS578
forms_counted: true
procedures_served: 264
```

## Sai, không tính biểu mẫu

```yaml nam/2025/so-lieu.yaml
documents: 272  # <- QMS578
forms_counted: false
procedures_served: 264
```

## Sai, ít hơn cả số thủ tục

```yaml nam/2025/so-lieu.yaml
documents: 250  # <- QMS578
forms_counted: true
procedures_served: 264
```

## Đúng, tính cả biểu mẫu

```yaml nam/2025/so-lieu.yaml
documents: 274
forms_counted: true
procedures_served: 264
```

## Đúng, không tính biểu mẫu

```yaml nam/2025/so-lieu.yaml
documents: 273
forms_counted: false
procedures_served: 264
```

## Đúng, không rõ số tài liệu đếm những gì

```yaml nam/2025/so-lieu.yaml
documents: 250
procedures_served: 264
```

## Đúng, kho có tài liệu thì máy đếm

```nen kiem-soat
```

```yaml nam/2025/so-lieu.yaml
documents: 9
forms_counted: true
procedures_served: 9
```
"""

from collections.abc import Iterator
from typing import Final

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS578"
SEVERITY = Severity.NOTE
BASIS = (Clause("4.4.2"), Clause("7.5.1"), Practice("Tài liệu của mô hình khung HTQLCL"))

_FRAMEWORK: Final = 9
"""The description, the policy, the objectives, and six procedures of the framework model."""


def check(repository: Repository) -> Iterator[Finding]:
    """The stated numbers of documents that the procedures of services leave nothing of."""
    if repository.documents:
        return
    for year in repository.years.values():
        if year.stated is None:
            continue
        stated = year.stated.record
        if stated.documents is None or not stated.procedures_served or stated.forms_counted is None:
            continue
        # With forms among them, one more is needed at the very least.
        least = stated.procedures_served + _FRAMEWORK + stated.forms_counted
        if stated.documents >= least:
            continue
        yield Finding(
            year.stated.at("documents"),
            _message(stated.documents, stated.procedures_served, with_forms=stated.forms_counted),
            "Xem lại hai số này, và số tài liệu có tính biểu mẫu không; một quy trình dùng cho "
            "nhiều thủ tục thì nói rõ trong báo cáo.",
            (year.stated.at("procedures_served"),),
        )


def _message(documents: int, served: int, *, with_forms: bool) -> str:
    kind = "tính cả biểu mẫu" if with_forms else "không tính biểu mẫu"
    said = f"Ghi {number(documents)} tài liệu, {kind}, và {number(served)} TTHC đã có quy trình"
    if documents < served:
        return f"{said}: số tài liệu ít hơn cả số quy trình, nếu mỗi thủ tục có một quy trình."
    left = (
        f"{said}: mỗi thủ tục một quy trình thì chỉ còn {number(documents - served)} tài liệu cho"
    )
    if with_forms:
        return (
            f"{left} mô tả hệ thống, chính sách, mục tiêu, các quy trình hệ thống, không còn "
            "biểu mẫu nào."
        )
    return f"{left} mô tả hệ thống, chính sách, mục tiêu và sáu quy trình hệ thống."
