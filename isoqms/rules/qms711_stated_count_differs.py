"""Số đã ghi khác danh sách đang có trong kho.

Kho đã có danh sách thì con số ghi tay phải bằng số đếm từ danh sách. Máy chỉ so khi kho có danh sách, và chỉ so số
liệu của năm gần nhất, vì năm cũ có danh sách khác. Số tài liệu được so cả khi tính và không tính biểu mẫu, chính sách.

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
from isoqms.model.document import DocumentKind
from isoqms.repository import Repository, Year
from isoqms.wording import number

CODE = "QMS711"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3"), Clause("9.1.1"))

_HINT = "Sửa số đã ghi theo danh sách, hoặc bổ sung danh sách cho đủ."


def check(repository: Repository) -> Iterator[Finding]:
    """The counts of the latest year, and of decisions, that differ from the lists beside them."""
    yield from _decisions(repository)
    latest = max(repository.years, default=None)
    if latest is not None and latest >= repository.as_of.year - 1:
        yield from _figures(repository, repository.years[latest])


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
                message = f"«{record.number}» ghi {title} {number(stated)} tài liệu, danh sách có {number(len(items))}."
                yield Finding(decision.at("stated", name), message, _HINT, severity=Severity.ERROR)


def _figures(repository: Repository, year: Year) -> Iterator[Finding]:
    if year.stated is None:
        return
    stated = year.stated.record
    for name, title, counted, accepted in (
        ("documents", "tài liệu", len(repository.documents), _document_counts(repository)),
        ("procedures", "TTHC thuộc thẩm quyền", *_same(_procedures(repository))),
        ("procedures_served", "TTHC đã có quy trình", *_same(len(repository.served))),
        ("internal_activities", "hoạt động nội bộ", *_same(_internal(repository))),
    ):
        value = getattr(stated, name)
        if value is not None and counted and value not in accepted:
            message = f"Số {title} ghi {number(value)}, trong kho đếm được {number(counted)}."
            yield Finding(year.stated.at(name), message, _HINT)


def _same(count: int) -> tuple[int, frozenset[int]]:
    return count, frozenset({count})


def _document_counts(repository: Repository) -> frozenset[int]:
    """The counts that people may mean: with or without the forms, with or without the policy."""
    kinds = [entry.record.kind for entry in repository.documents]
    forms, policies = kinds.count(DocumentKind.FORM), kinds.count(DocumentKind.POLICY)
    every = len(kinds)
    return frozenset({every, every - forms, every - policies, every - forms - policies})


def _procedures(repository: Repository) -> int:
    if repository.procedures is None:
        return 0
    known = repository.procedures.record.procedures
    return sum(1 for procedure in known if procedure.ended is None or procedure.ended > repository.as_of)


def _internal(repository: Repository) -> int:
    return len(repository.scope.record.internal_activities) if repository.scope else 0
