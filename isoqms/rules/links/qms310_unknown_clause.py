"""Điều khoản không có trong ấn bản.

Số điều khoản phải đúng ấn bản tiêu chuẩn mà cơ quan áp dụng. Số không có là gõ sai, hoặc còn sót từ
ấn bản cũ (8.5.2 của bản 2008 nay là 10.2).

## Sai

```markdown tai-lieu/he-thong/QT-HT-04.md
---
code: QT-HT-04
title: Quy trình hành động khắc phục
kind: quy-trinh-he-thong
clauses:
  - '10.2'
  - '4.10'  # <- QMS310
---
```

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
exclusions:
  - clause: '7.6'  # <- QMS310
    justification: Không dùng thiết bị đo
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    clauses:
      - '9.2'
      - 8.2.6  # <- QMS310
    findings:
      - kind: luu-y
        clause: 7.5.4  # <- QMS310
        text: Phiếu chưa ghi ngày
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Đánh giá nội bộ
    clause: 7.5.3.9  # <- QMS310
    description: Thiếu danh mục
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-04.md
---
code: QT-HT-04
title: Quy trình hành động khắc phục
kind: quy-trinh-he-thong
clauses: ['10.2', '8.7', 7.5.3.2, 9.3.2c1]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.repository import Repository, Rows
from isoqms.rules.protocol import eased

CODE = "QMS310"
SEVERITY = Severity.ERROR
BASIS = (Clause("4.3"), Clause("7.5.2"), Clause("9.2.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """The clauses that the agency's edition does not have.

    Of years before the last one only as a note.
    """
    standard = repository.packs.standard
    known: dict[str, bool] = {}
    for place, clause, softer in (*_of_documents(repository), *_of_years(repository)):
        if clause not in known:
            known[clause] = standard.knows(clause)
        if not known[clause]:
            message = f"{standard.name} không có điều khoản «{clause}»."
            hint = "Sửa số điều khoản theo ấn bản đang áp dụng."
            yield Finding(place, message, hint, severity=softer)


_Named = tuple[Place, str, Severity | None]
"""Where a clause is named, the clause, and how much lighter its fault weighs."""


def _of_documents(repository: Repository) -> Iterator[_Named]:
    right = {clause.number for clause in repository.packs.standard.clauses}
    for entry in repository.all_documents():
        # Documents are many, and nearly all name nothing wrong.
        if not right.issuperset(entry.record.clauses):
            for clause in entry.rows("clauses", entry.record.clauses):
                yield clause.place, clause.record, None
    scope = repository.scope
    if scope is not None:
        for exclusion in scope.rows("exclusions", scope.record.exclusions):
            yield exclusion.at("clause"), exclusion.record.clause, None


def _of_years(repository: Repository) -> Iterator[_Named]:
    latest = max(repository.years, default=0)
    for number, year in repository.years.items():
        # An earlier year may have followed an earlier edition.
        softer = eased(Severity.NOTE, when=number != latest)
        for place, clause in _of_year(year.rows):
            if clause is not None:
                yield place, clause, softer


def _of_year(rows: Rows) -> Iterator[tuple[Place, str | None]]:
    """Where a year's records may name a clause."""
    for audit in rows.rounds:
        for clause in audit.rows("clauses", audit.record.clauses):
            yield clause.place, clause.record
        for found in audit.rows("findings", audit.record.findings):
            yield found.at("clause"), found.record.clause
    for item in rows.nonconformities:
        yield item.at("clause"), item.record.clause
