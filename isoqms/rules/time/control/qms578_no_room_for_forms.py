"""Số tài liệu không đủ chỗ cho cả hệ thống.

Báo cáo ghi số tài liệu của hệ thống và số thủ tục hành chính đã xây dựng quy trình. Trừ các quy
trình ấy ra, phần còn lại phải đủ cho mô tả hệ thống, chính sách, mục tiêu, sáu quy trình của mô
hình khung và biểu mẫu. Không đủ thì một trong hai số sai, hoặc số tài liệu không tính biểu mẫu mà
không nói ra. Chỉ xét khi kho không giữ tài liệu để đếm.

## Sai

```yaml nam/2025/so-lieu.yaml
documents: 273  # <- QMS578
procedures_served: 264
```

## Sai, ít hơn cả số thủ tục

```yaml nam/2025/so-lieu.yaml
documents: 250  # <- QMS578
procedures_served: 264
```

## Đúng

```yaml nam/2025/so-lieu.yaml
documents: 274
procedures_served: 264
```

## Đúng, kho có tài liệu thì máy đếm

```nen kiem-soat
```

```yaml nam/2025/so-lieu.yaml
documents: 9
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
        if stated.documents is None or not stated.procedures_served:
            continue
        if stated.documents > stated.procedures_served + _FRAMEWORK:
            continue
        yield Finding(
            year.stated.at("documents"),
            _message(stated.documents, stated.procedures_served),
            "Xem lại hai số này; số tài liệu không tính biểu mẫu, hoặc một quy trình dùng cho "
            "nhiều thủ tục, thì nói rõ trong báo cáo.",
            (year.stated.at("procedures_served"),),
        )


def _message(documents: int, served: int) -> str:
    said = f"Ghi {number(documents)} tài liệu và {number(served)} TTHC đã có quy trình"
    if documents < served:
        return f"{said}: số tài liệu ít hơn cả số quy trình, nếu mỗi thủ tục có một quy trình."
    return (
        f"{said}: mỗi thủ tục một quy trình thì chỉ còn {number(documents - served)} tài liệu cho "
        "mô tả hệ thống, chính sách, mục tiêu, các quy trình hệ thống, không còn biểu mẫu nào."
    )
