"""Chấm điểm đánh giá nội bộ cao hơn việc đã làm.

Mục đánh giá nội bộ chấm đủ điểm trong khi phần lớn các đợt chưa làm, đoàn chưa được lập hay chuyên gia học sau khi đã
đánh giá: đoàn kiểm tra đối chiếu được ngay từ báo cáo. Phạm vi phải trên 50% thì tiêu chí 13.3 mới có điểm.

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, report: 15/BC-ĐGNB}
  - {id: dot-2, state: ke-hoach}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '13.1', stated: 1}
  - {id: '13.2', stated: 1}  # <- QMS804
  - {id: '13.3', stated: 1}  # <- QMS804
```

## Đúng

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, report: 15/BC-ĐGNB}
  - {id: dot-2, state: da-danh-gia, held: 2025-09-22, report: 16/BC-ĐGNB}
  - {id: dot-3, state: ke-hoach}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '13.2', stated: 1, evidence: [2418/QĐ-UBND]}
  - {id: '13.3', stated: 1}
  - {id: '13.5', stated: 0}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.evaluation import AuditRound, RoundState
from isoqms.repository import Repository, Year
from isoqms.repository.auditing import course_too_late
from isoqms.rules.contradictions import Against, Claim, Claims, contradicted
from isoqms.wording import date_short, number

CODE = "QMS804"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The criteria of the internal audit with points that the rounds do not bear out."""
    return contradicted(repository, _CLAIMS)


def _rounds(year: Year) -> tuple[AuditRound, ...]:
    return year.audits.record.rounds if year.audits else ()


def _done(year: Year) -> list[AuditRound]:
    return [audit for audit in _rounds(year) if audit.state is RoundState.DONE]


def _nothing_planned(_: Repository, year: Year) -> Against | None:
    planned = year.audits and (year.audits.record.programme or year.audits.record.rounds)
    return None if planned else Against("năm này không có chương trình hay đợt đánh giá nào được ghi")


def _no_team(_: Repository, year: Year) -> Against | None:
    team = year.audits.record.team_decision if year.audits else None
    return None if team else Against("không ghi quyết định lập đoàn nào")


def _no_round(_: Repository, year: Year) -> Against | None:
    return None if _done(year) else Against("năm này không có đợt đánh giá nào đã làm")


def _half_or_less(repository: Repository, year: Year) -> Against | None:
    """What was audited, where it is not more than half: of the units where these are named, else of the rounds."""
    done = _done(year)
    if year.audits is None or not done:
        return None
    scope = repository.scope.record.units if repository.scope else ()
    units = set(scope or (unit.key for unit in repository.agency.record.units))
    if units and all(audit.units for audit in done):
        seen = units & {unit for audit in done for unit in audit.units}
        part, whole, words = len(seen), len(units), "đơn vị"
    else:
        planned = [audit for audit in _rounds(year) if audit.state is not RoundState.CANCELLED]
        part, whole, words = len(done), len(planned), "đợt theo kế hoạch"
    if part * 2 > whole:
        return None
    return Against(f"mới đánh giá {number(part)} trong {number(whole)} {words}", (year.audits.at("rounds"),))


def _learned_later(repository: Repository, year: Year) -> Against | None:
    for audit in _done(year):
        course = course_too_late(repository, year, audit)
        if course:
            sentence = f"khóa đào tạo chuyên gia từ ngày {date_short(course.day)} mới có, sau đợt «{audit.id}»"
            return Against(sentence, (course.place,))
    return None


def _no_papers(_: Repository, year: Year) -> Against | None:
    done = _done(year)
    if not done or any(audit.notes or audit.findings or audit.report for audit in done):
        return None
    return Against("không đợt nào ghi nơi lưu phiếu ghi chép hay báo cáo")


_RECORD = "Ghi bổ sung hồ sơ vào danh-gia-noi-bo.yaml, nêu bằng chứng ở dòng này, hoặc chấm lại."
_CLAIMS: Claims = {
    "dak-nong-2020": (
        Claim(("13.1",), _nothing_planned, _RECORD, proof_elsewhere=True, severity=Severity.WARNING),
        Claim(("13.2",), _no_team, _RECORD, proof_elsewhere=True, severity=Severity.WARNING),
        Claim(("13.3", "13.4", "13.6", "13.7"), _no_round, _RECORD, proof_elsewhere=True),
        Claim(("13.3",), _half_or_less, "Tiêu chí này cần trên 50%: chấm lại, hoặc làm nốt rồi mới chấm."),
        # The days are those that papers state, so this is asked, not asserted.
        Claim(
            ("13.5",),
            _learned_later,
            "Ghi ngày đào tạo trước đó của chuyên gia, hoặc chấm lại.",
            severity=Severity.WARNING,
        ),
        Claim(("13.6", "13.7"), _no_papers, _RECORD, proof_elsewhere=True, severity=Severity.WARNING),
    ),
}
