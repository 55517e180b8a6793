"""Điều khoản không có trong ấn bản.

Số điều khoản phải đúng ấn bản tiêu chuẩn mà cơ quan áp dụng. Số không có là gõ sai, hoặc còn sót từ ấn
bản cũ (8.5.2 của bản 2008 nay là 10.2).

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
from isoqms.repository import Repository, Year

CODE = "QMS310"
SEVERITY = Severity.ERROR
BASIS = (Clause("4.4.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The clauses that the agency's edition does not have; of years before the last one only as a note."""
    standard = repository.packs.standard
    known: dict[str, bool] = {}
    right = {clause.number for clause in standard.clauses}

    def finding(place: Place, clause: str, severity: Severity | None = None) -> Iterator[Finding]:
        if clause not in known:
            known[clause] = standard.knows(clause)
        if not known[clause]:
            hint = "Sửa số điều khoản theo ấn bản đang áp dụng."
            yield Finding(place, f"{standard.name} không có điều khoản «{clause}».", hint, severity=severity)

    for entry in repository.all_documents():
        if right.issuperset(entry.record.clauses):
            continue
        for index, clause in enumerate(entry.record.clauses):
            yield from finding(entry.at("clauses", index), clause)
    if repository.scope is not None:
        for index, exclusion in enumerate(repository.scope.record.exclusions):
            yield from finding(repository.scope.at("exclusions", index, "clause"), exclusion.clause)
    latest = max(repository.years, default=0)
    for number, year in repository.years.items():
        # An earlier year may have followed an earlier edition.
        softer = None if number == latest else Severity.NOTE
        for place, clause in _of_year(year):
            yield from finding(place, clause, softer)


def _of_year(year: Year) -> Iterator[tuple[Place, str]]:
    if year.audits is not None:
        for i, audit in enumerate(year.audits.record.rounds):
            for j, clause in enumerate(audit.clauses):
                yield year.audits.at("rounds", i, "clauses", j), clause
            for j, found in enumerate(audit.findings):
                if found.clause is not None:
                    yield year.audits.at("rounds", i, "findings", j, "clause"), found.clause
    if year.nonconformities is not None:
        for i, item in enumerate(year.nonconformities.record.items):
            if item.clause is not None:
                yield year.nonconformities.at("items", i, "clause"), item.clause
