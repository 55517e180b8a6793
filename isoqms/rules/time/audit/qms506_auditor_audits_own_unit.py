"""Chuyên gia đánh giá chính đơn vị mình.

Chuyên gia đánh giá phải khách quan, vô tư: không ai đánh giá công việc của chính mình. Khi đợt đánh
giá nhiều đơn vị và đoàn có nhiều người thì có thể phân công lại, nên máy chỉ cảnh báo.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    units: [van-phong]
    auditors:
      - post: Công chức Văn phòng
        unit: van-phong  # <- QMS506
        trained: 2024-05-06
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    units: [van-phong]
    auditors:
      - {post: Công chức Phòng Kinh tế, unit: kinh-te, trained: 2024-05-06}
      - {post: Công chức xã bên, trained: 2024-05-06}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import AuditRound, RoundState
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import eased

CODE = "QMS506"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each auditor whose own unit the round covers."""
    agency = repository.agency.record
    for row in repository.rows.rounds:
        if row.record.state is not RoundState.CANCELLED:
            yield from _of_round(agency, row)


def _of_round(agency: Agency, row: Row[AuditRound]) -> Iterator[Finding]:
    audit = row.record
    for place in row.rows("auditors", audit.auditors):
        auditor = place.record
        if auditor.unit is None or auditor.unit not in audit.units:
            continue
        unit = agency.unit_name(auditor.unit)
        who = f"{auditor.name}, {auditor.post}" if auditor.name else auditor.post
        yield Finding(
            place.at("unit"),
            f"Đợt «{audit.id}» đánh giá {unit}, mà «{who}» là người của đơn vị ấy.",
            "Cử người của đơn vị khác đánh giá đơn vị này.",
            severity=eased(Severity.WARNING, when=_others_can(audit, auditor.unit)),
        )


def _others_can(audit: AuditRound, unit: str) -> bool:
    """Whether the round has other units for this auditor, and another auditor for this unit."""
    return len(audit.units) > 1 and any(auditor.unit != unit for auditor in audit.auditors)
