"""Số đã ghi khác danh sách đang có trong kho.

Kho đã có danh sách thì con số ghi tay phải bằng số đếm từ danh sách. Máy chỉ so khi kho có danh
sách. Số tài liệu được so cả khi tính và không tính biểu mẫu, chính sách.

## Sai

```yaml nam/2025/so-lieu.yaml
procedures: 3  # <- QMS711
```

```yaml tthc/danh-muc.yaml
procedures:
  - {code: "1.000894", name: Đăng ký kết hôn, field: Hộ tịch}
  - {code: "1.001193", name: Đăng ký khai sinh, field: Hộ tịch}
```

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
stated:
  issued: 2  # <- QMS711
issues:
  - {code: QT-HT-01, revision: 1, title: Kiểm soát tài liệu}
```

## Đúng

```yaml nam/2025/so-lieu.yaml
procedures: 1
documents: 40
```

```yaml tthc/danh-muc.yaml
procedures:
  - {code: "1.000894", name: Đăng ký kết hôn, field: Hộ tịch}
  - {code: "1.001193", name: Đăng ký khai sinh, field: Hộ tịch, ended: 2025-06-01}
```

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
stated: {issued: 1, withdrawn: 5}
issues:
  - {code: QT-HT-01, revision: 1, title: Kiểm soát tài liệu}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.reporting.figures import Value, figures
from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository, Year
from isoqms.wording import number

CODE = "QMS711"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3"), Clause("9.1.1"))

_HINT = "Sửa số đã ghi theo danh sách, hoặc bổ sung danh sách cho đủ."
_COUNTED = {
    "documents": "tài liệu",
    "procedures": "TTHC thuộc thẩm quyền",
    "procedures_served": "TTHC đã có quy trình",
    "internal_activities": "hoạt động nội bộ",
}


def check(repository: Repository) -> Iterator[Finding]:
    """The counts of years and decisions that differ from the lists beside them."""
    yield from _decisions(repository)
    for year in repository.years.values():
        if year.stated is not None:
            yield from _figures(repository, year)


def _decisions(repository: Repository) -> Iterator[Finding]:
    for decision in repository.decisions:
        record = decision.record
        if record.stated is None:
            continue
        for name, title, items in (
            ("issued", "ban hành", record.issues),
            ("withdrawn", "thu hồi", record.withdraws),
        ):
            stated = getattr(record.stated, name)
            if stated is not None and items and stated != len(items):
                message = (
                    f"«{record.number}» ghi {title} {number(stated)} tài liệu, "
                    f"danh sách có {number(len(items))}."
                )
                yield Finding(decision.at("stated", name), message, _HINT, severity=Severity.ERROR)


def _figures(repository: Repository, year: Year) -> Iterator[Finding]:
    known = figures(repository, year.year)
    for name, title in _COUNTED.items():
        figure = known[name]
        if figure.stated is None or figure.value is None or figure.stated_at is None:
            continue
        if figure.stated in _accepted(repository, name, figure.value):
            continue
        message = (
            f"Số {title} ghi {number(figure.stated)}, trong kho đếm được {number(figure.value)}."
        )
        yield Finding(figure.stated_at, message, _HINT)


def _accepted(repository: Repository, name: str, counted: Value) -> frozenset[Value]:
    """The counts that may be meant: documents, forms and policy in or out; activities in scope."""
    if name == "internal_activities" and repository.scope:
        return frozenset({counted, len(repository.scope.record.internal_activities)})
    if name != "documents":
        return frozenset({counted})
    kinds = [entry.record.kind for entry in repository.documents]
    forms, policies = kinds.count(DocumentKind.FORM), kinds.count(DocumentKind.POLICY)
    return frozenset({counted, counted - forms, counted - policies, counted - forms - policies})
