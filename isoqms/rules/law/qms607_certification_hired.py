"""Thuê tổ chức chứng nhận.

Quyết định 19/2014/QĐ-TTg để người đứng đầu tự xác nhận hiệu lực và tự công bố; cơ quan không thuê
tổ chức chứng nhận độc lập đánh giá. Tổ chức tư vấn thì được thuê.

## Sai

```yaml nam/2025/nguon-luc.yaml
certification_body: Trung tâm Chứng nhận ABC  # <- QMS607
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
consultant: Trung tâm Tư vấn XYZ, có giấy xác nhận đủ điều kiện
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.repository import Repository

CODE = "QMS607"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The certification bodies hired, year by year."""
    for year in repository.years.values():
        if year.resources is not None and year.resources.record.certification_body is not None:
            yield Finding(
                year.resources.at("certification_body"),
                f"Năm {year.year} đã thuê «{year.resources.record.certification_body}» "
                "chứng nhận hệ thống.",
                "Không thuê chứng nhận, giám sát hay chứng nhận lại; "
                "người đứng đầu xác nhận hiệu lực và công bố.",
            )
