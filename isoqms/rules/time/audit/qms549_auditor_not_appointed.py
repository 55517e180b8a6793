"""Người đánh giá không có trong quyết định lập đoàn.

Quyết định lập đoàn giao quyền hỏi, xem hồ sơ và kết luận. Người không được cử mà đi đánh giá, hoặc
quyết định ký sau ngày đánh giá, thì kết quả của đợt dễ bị bác. Máy so theo chức vụ, hoặc theo họ
tên nếu cả hai nơi đều ghi.

## Sai

```yaml quyet-dinh/2025/78-QD-UBND.yaml
number: 78/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập Đoàn đánh giá nội bộ năm 2025
signed: 2025-09-17
authority: Chủ tịch Ủy ban nhân dân xã An Phú
appoints:
  - {role: Trưởng đoàn, post: Phó Trưởng phòng Kinh tế}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 78/QĐ-UBND
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12  # <- QMS549
    auditors:
      - {post: Phó Trưởng phòng Kinh tế, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, trained: 2024-05-06}  # <- QMS549
```

## Sai, quyết định về việc khác

```yaml quyet-dinh/2025/14-QD-UBND.yaml
number: 14/QĐ-UBND
kind: to-giup-viec
summary: Thành lập Tổ giúp việc
signed: 2025-07-10
authority: Chủ tịch Ủy ban nhân dân xã An Phú
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 14/QĐ-UBND  # <- QMS549
rounds:
  - {id: dot-1, state: ke-hoach}
```

## Sai, quyết định đã bị bãi bỏ

```yaml quyet-dinh/2025/78-QD-UBND.yaml
number: 78/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập Đoàn đánh giá nội bộ năm 2025
signed: 2025-09-01
authority: Chủ tịch Ủy ban nhân dân xã An Phú
```

```yaml quyet-dinh/2025/82-QD-UBND.yaml
number: 82/QĐ-UBND
kind: khac
summary: Bãi bỏ quyết định lập đoàn đánh giá
signed: 2025-09-05
authority: Chủ tịch Ủy ban nhân dân xã An Phú
annuls: [78/QĐ-UBND]
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 78/QĐ-UBND  # <- QMS549
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12}
```

## Đúng

```yaml quyet-dinh/2025/78-QD-UBND.yaml
number: 78/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập Đoàn đánh giá nội bộ năm 2025
signed: 2025-09-12
authority: Chủ tịch Ủy ban nhân dân xã An Phú
appoints:
  - {role: Trưởng đoàn, post: Phó trưởng phòng Kinh tế}
  - {role: Thành viên, post: Công chức Văn phòng}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 78/QĐ-UBND
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    auditors:
      - {post: Phó Trưởng phòng Kinh tế, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, trained: 2024-05-06}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.audit import Auditor, AuditRound, RoundState
from isoqms.model.control.decision import Appointment, Decision, DecisionKind
from isoqms.repository import Entry, Repository, Row, Year
from isoqms.wording import date_short, fold

CODE = "QMS549"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"), Clause("5.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """Auditors whom the team's decision does not appoint, and rounds held before it was signed."""
    for number, year in repository.years.items():
        audits = year.audits
        wanted = audits.record.team_decision if audits else None
        if audits is None or wanted is None:
            continue
        decision = _decision(repository, wanted, number)
        if decision is None:
            yield from _of_none(repository, audits.at("team_decision"), wanted)
        elif decision.record.kind is not DecisionKind.AUDIT_TEAM:
            yield _of_another_kind(audits.at("team_decision"), wanted, decision)
        else:
            yield from _of_year(year, decision)


def _of_another_kind(place: Place, number: str, decision: Entry[Decision]) -> Finding:
    return Finding(
        place,
        f"Quyết định «{number}» không phải là quyết định lập đoàn đánh giá: "
        f"«{decision.record.summary}».",
        "Ghi số quyết định lập đoàn, hoặc sửa loại của quyết định ấy thành doan-danh-gia.",
        related=(decision.at("kind"),),
    )


def _of_year(year: Year, decision: Entry[Decision]) -> Iterator[Finding]:
    for row in year.rows.rounds:
        if row.record.state is not RoundState.CANCELLED:
            yield from _of_round(row, decision)


def _decision(repository: Repository, number: str, year: int) -> Entry[Decision] | None:
    """The decision with this number, of the year itself where the number was given in several."""
    found = [each for each in repository.standing if each.record.number == number]
    of_year = [each for each in found if each.record.signed.year == year]
    return next(iter((*of_year, *found[-1:])), None)


def _of_none(repository: Repository, place: Place, number: str) -> Iterator[Finding]:
    """That the decision was annulled; QMS312 tells of one that is not there or was voided."""
    for gone in repository.decisions_by_number.get(number, ())[-1:]:
        yield Finding(
            place,
            f"Quyết định lập đoàn «{number}» đã bị bãi bỏ, không còn cử ai đi đánh giá.",
            "Lập đoàn bằng quyết định khác (`isoqms decision audit-team`), rồi ghi số ấy.",
            related=(gone.at("number"),),
        )


def _of_round(row: Row[AuditRound], decision: Entry[Decision]) -> Iterator[Finding]:
    record, audit = decision.record, row.record
    if audit.held and audit.held < record.signed:
        yield Finding(
            row.at("held"),
            f"Đợt «{audit.id}» đánh giá ngày {date_short(audit.held)}, trước khi ký quyết định "
            f"lập đoàn «{record.number}» ngày {date_short(record.signed)}.",
            "Kiểm tra lại hai ngày.",
            related=(decision.at("signed"),),
        )
    if not record.appoints:
        return
    for auditor in row.rows("auditors", audit.auditors):
        if not _is_appointed(auditor.record, record):
            who = auditor.record.name or auditor.record.post
            yield Finding(
                auditor.place,
                f"Quyết định «{record.number}» không cử «{who}» vào đợt «{audit.id}».",
                "Cử bổ sung bằng quyết định, hoặc sửa chức vụ cho khớp với quyết định.",
                related=(decision.at("appoints"),),
            )


def _is_appointed(auditor: Auditor, decision: Decision) -> bool:
    return any(_is_same(auditor, each) for each in decision.appoints)


def _is_same(auditor: Auditor, appointed: Appointment) -> bool:
    """Whether they are one person: by name, or by post where either is told without a name."""
    if auditor.name is not None and appointed.name is not None:
        return auditor.name == appointed.name
    return fold(auditor.post) == fold(appointed.post)
