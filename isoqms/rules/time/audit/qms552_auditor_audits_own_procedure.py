"""Chuyên gia đánh giá quy trình do chính mình phụ trách.

Không ai đánh giá công việc của mình: không chỉ đơn vị mình, mà cả quy trình mình giữ, dù nó được
xem ở đơn vị khác. Trong đoàn còn người khác thì phân công lại được, nên máy cảnh báo; cả đoàn đều
phụ trách quy trình ấy thì là lỗi.

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
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import eased
from isoqms.wording import listed

CODE = "QMS552"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each auditor who owns a procedure that the round looks at.

    Whose unit the round audits has a rule of his own.
    """
    for row in repository.rows.rounds:
        if row.record.state is not RoundState.CANCELLED:
            yield from _of_round(repository, row)


def _of_round(repository: Repository, row: Row[AuditRound]) -> Iterator[Finding]:
    agency, audit = repository.agency.record, row.record
    audited = _audited(repository, audit)
    alone = [document for document in audited if _is_owned_by_all(agency, audit, document)]
    for place in row.rows("auditors", audit.auditors):
        auditor = place.record
        if auditor.unit in audit.units:
            continue
        own = [document for document in audited if owns(agency, auditor, document)]
        if own:
            who = auditor.name or auditor.post
            yield Finding(
                place.at("unit"),
                f"«{who}» phụ trách {_codes(own)}, mà đợt «{audit.id}» đánh giá quy trình ấy.",
                "Giao người khác trong đoàn đánh giá quy trình này, hoặc cử thêm người.",
                severity=eased(Severity.WARNING, when=not any(each in alone for each in own)),
            )


def _audited(repository: Repository, audit: AuditRound) -> list[ControlledDocument]:
    """What is in force of the documents that the round names."""
    codes = [split_link(link)[0] for link in audit.documents]
    return [repository.in_force[code].record for code in codes if code in repository.in_force]


def _is_owned_by_all(agency: Agency, audit: AuditRound, document: ControlledDocument) -> bool:
    """Whether nobody of the team is left who could audit it."""
    return all(owns(agency, auditor, document) for auditor in audit.auditors)


def _codes(documents: list[ControlledDocument]) -> str:
    return listed(each.code for each in documents)
