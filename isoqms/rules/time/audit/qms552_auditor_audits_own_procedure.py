"""Chuyên gia đánh giá quy trình do chính mình phụ trách.

Không ai đánh giá công việc của mình: không chỉ đơn vị mình, mà cả quy trình mình giữ, dù nó được xem ở đơn vị khác.
Trong đoàn còn người khác thì phân công lại được, nên máy cảnh báo; cả đoàn đều phụ trách quy trình ấy thì là lỗi.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-12-31
    units: [kinh-te]
    documents: [QT-HT-01]
    auditors:
      - post: Chánh Văn phòng
        unit: van-phong  # <- QMS552
        trained: 2024-05-06
        lead: true
      - post: Thư ký ISO  # <- QMS552
        trained: 2024-05-06
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
owner: thu-ky-iso
---
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-12-31
    units: [kinh-te]
    documents: [QT-HT-01]
    auditors:
      - {post: Công chức Phòng Kinh tế, unit: kinh-te, trained: 2024-05-06, lead: true}
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
owner: thu-ky-iso
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.audit.auditors import owns
from isoqms.model.audit import AuditProgramme, RoundState
from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.wording import listed

CODE = "QMS552"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each auditor who owns a procedure that the round looks at; whose unit the round audits has a rule of his own."""
    for year in repository.years.values():
        if year.audits is None:
            continue
        for index, audit in enumerate(year.audits.record.rounds):
            if audit.state is not RoundState.CANCELLED and audit.documents and audit.auditors:
                yield from _of_round(repository, year.audits, index)


def _of_round(repository: Repository, entry: Entry[AuditProgramme], index: int) -> Iterator[Finding]:
    agency = repository.agency.record
    audit = entry.record.rounds[index]
    documents = [found.record for link in audit.documents if (found := repository.in_force.get(split_link(link)[0]))]
    alone = [each for each in documents if all(owns(agency, auditor, each) for auditor in audit.auditors)]
    for position, auditor in enumerate(audit.auditors):
        if auditor.unit is not None and auditor.unit in audit.units:
            continue
        own = [each for each in documents if owns(agency, auditor, each)]
        if own:
            yield Finding(
                entry.at("rounds", index, "auditors", position, "unit"),
                f"«{auditor.name or auditor.post}» phụ trách {_codes(own)}, mà đợt «{audit.id}» đánh giá quy trình ấy.",
                "Giao người khác trong đoàn đánh giá quy trình này, hoặc cử thêm người.",
                severity=None if any(each in alone for each in own) else Severity.WARNING,
            )


def _codes(documents: list[ControlledDocument]) -> str:
    return listed(each.code for each in documents)
