"""Đánh giá khi chuyên gia chưa được đào tạo.

Người đánh giá nội bộ phải có năng lực trước khi đi đánh giá. Nếu ngày đào tạo để trống, hoặc sau
ngày đánh giá, kết quả của đợt ấy dễ bị bác. Khóa đào tạo chuyên gia có ghi trong dao-tao.yaml trước
ngày đánh giá cũng được tính.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    auditors:
      - post: Công chức Phòng Kinh tế
        trained: 2025-09-29  # <- QMS507
      - post: Công chức Văn phòng  # <- QMS507
```

## Sai, khóa đào tạo mở sau đợt đánh giá

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1  # <- QMS507
    state: da-danh-gia
    planned_to: 2025-09-15
```

```yaml nam/2025/dao-tao.yaml
sessions:
  - subject: Chuyên gia đánh giá nội bộ
    document: Thông báo số 414/TB-UBND ngày 29/9/2025
    auditors: true
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    auditors:
      - post: Công chức Phòng Kinh tế
        trained: 2025-09-12
      - post: Công chức Văn phòng
```

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Chuyên gia đánh giá nội bộ, held: 2025-09-12, auditors: true}
```

## Đúng, khóa đào tạo mở đúng ngày cuối của đợt

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, planned_to: 2025-09-29}
```

```yaml nam/2025/dao-tao.yaml
sessions:
  - {subject: Chuyên gia đánh giá nội bộ,
     document: Thông báo số 414/TB-UBND ngày 29/9/2025, auditors: true}
```

## Đúng, đợt còn ở phía trước

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: ke-hoach
    auditors: [{post: Công chức Văn phòng}]
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.audit.auditors import audited_by, course_too_late, courses
from isoqms.model.audit import AuditRound, RoundState
from isoqms.repository import Repository, Row, Year
from isoqms.wording import date_short

CODE = "QMS507"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"), Clause("7.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """Auditors of rounds done who were not trained by then, and rounds before the course."""
    for year in repository.years.values():
        for row in year.rows.rounds:
            if row.record.state is not RoundState.DONE:
                continue
            if row.record.auditors:
                yield from _untrained(repository, row)
            else:
                yield from _before_course(repository, year, row)


def _untrained(repository: Repository, row: Row[AuditRound]) -> Iterator[Finding]:
    audit = row.record
    day = audited_by(audit)
    taught = day is not None and any(course.day <= day for course in courses(repository))
    for place in row.rows("auditors", audit.auditors):
        auditor = place.record
        if auditor.trained is None and not taught:
            message = f"«{auditor.post}» đánh giá đợt «{audit.id}» mà không ghi ngày được đào tạo."
            hint = "Ghi ngày được đào tạo đánh giá nội bộ, hoặc cử người khác."
            yield Finding(place.place, message, hint)
        elif auditor.trained and day and auditor.trained > day:
            message = (
                f"«{auditor.post}» được đào tạo ngày {date_short(auditor.trained)}, "
                f"sau đợt «{audit.id}» ({_when(audit)})."
            )
            hint = (
                "Nếu trước đó đã được đào tạo, ghi ngày của lần đầu; nếu không, "
                "đánh giá lại phần người này làm."
            )
            yield Finding(place.at("trained"), message, hint)


def _before_course(repository: Repository, year: Year, row: Row[AuditRound]) -> Iterator[Finding]:
    audit = row.record
    course = course_too_late(repository, year, audit)
    if course is None:
        return
    message = (
        f"Đợt «{audit.id}» đã đánh giá ({_when(audit)}), còn khóa đào tạo chuyên gia đánh giá nội "
        f"bộ của năm từ ngày {date_short(course.day)} mới có."
    )
    hint = (
        "Nếu chuyên gia của đợt đã được đào tạo từ trước, ghi tên, "
        "chức vụ và ngày đào tạo của từng người vào đợt."
    )
    yield Finding(row.place, message, hint, related=(course.place,))


def _when(audit: AuditRound) -> str:
    if audit.held:
        return f"ngày {date_short(audit.held)}"
    if audit.planned_to:
        return f"kế hoạch xong trước ngày {date_short(audit.planned_to)}"
    return "không rõ ngày"
