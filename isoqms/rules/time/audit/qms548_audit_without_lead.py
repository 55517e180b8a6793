"""Đợt đánh giá không ghi đoàn, hoặc không có đúng một trưởng đoàn.

Phải biết ai đã đánh giá thì mới xét được họ có khách quan, có được đào tạo không; và phải có một
người chịu trách nhiệm về kết luận, ký báo cáo. Đợt chưa làm và chưa cử người thì chưa bị nhắc.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    auditors:  # <- QMS548
      - {post: Công chức Phòng Kinh tế, trained: 2024-05-06}
  - id: dot-2
    state: ke-hoach
    auditors:  # <- QMS548
      - {post: Công chức Phòng Kinh tế, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, trained: 2024-05-06, lead: true}
  - id: dot-3  # <- QMS548
    state: da-danh-gia
    held: 2025-10-12
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    auditors:
      - {post: Công chức Phòng Kinh tế, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, trained: 2024-05-06}
  - {id: dot-2, state: ke-hoach}
  - {id: dot-3, state: huy, auditors: [{post: Công chức Văn phòng}]}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.model.audit import AuditRound, RoundState
from isoqms.repository import Repository

CODE = "QMS548"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"), Practice("đoàn đánh giá có một trưởng đoàn chịu trách nhiệm về báo cáo"))


def check(repository: Repository) -> Iterator[Finding]:
    """The rounds whose team is not told, or has no lead auditor, or several."""
    for number, year in repository.years.items():
        for row in year.rows.rounds:
            wrong = _wrong(row.record)
            if wrong:
                message = f"Đợt «{row.record.id}» {wrong}."
                yield Finding(row.at("auditors"), message, _hint(row.record, number))


def _hint(audit: AuditRound, year: int) -> str:
    if not audit.auditors:
        command = f"isoqms update audit-round {audit.id} --year {year}"
        return f"Ghi từng người đi đánh giá, một người là trưởng đoàn: `{command}`."
    return (
        "Trong mục «Đoàn đánh giá» (auditors), để đúng một người có «Trưởng đoàn» (lead); hoặc ghi "
        "bằng Excel: `isoqms export danh-gia-noi-bo`."
    )


def _wrong(audit: AuditRound) -> str:
    """What is wrong with the team; nothing where all is well or nobody needs to be named yet."""
    if audit.state is RoundState.CANCELLED:
        return ""
    if not audit.auditors:
        # The team of a round still to come may be named later.
        if audit.state is RoundState.DONE:
            return "đã đánh giá mà không ghi ai đánh giá"
        return ""
    leads = sum(auditor.lead for auditor in audit.auditors)
    if leads == 0:
        return "chưa có trưởng đoàn"
    if leads > 1:
        return f"có {leads} trưởng đoàn"
    return ""
