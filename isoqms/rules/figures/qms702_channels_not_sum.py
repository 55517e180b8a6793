"""Tiếp nhận trong kỳ khác tổng các kênh nhận.

Hồ sơ mới trong kỳ nhận qua ba kênh: trực tuyến, trực tiếp, bưu chính. Khi đủ ba số thì cộng lại
phải bằng số tiếp nhận; thiếu một số thì máy chỉ nói khi các số đã có vượt quá. Nguồn số liệu gộp
trực tiếp và bưu chính (Biểu II.06a) thì ghi một số gộp.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    received: 100  # <- QMS702
    online: 60
    in_person: 30
    by_post: 5
  - {start: 2025-07-01, end: 2025-12-31, received: 100, online: 101}  # <- QMS702
  - start: 2025-01-01
    end: 2025-12-31
    received: 200  # <- QMS702
    online: 160
    in_person: 30
    by_post: 5
    in_person_or_post: 36  # <- QMS702
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, received: 100, online: 60, in_person: 35, by_post: 5}
  - {start: 2025-07-01, end: 2025-12-31, received: 100, online: 60, in_person: 30}
  - {start: 2025-01-01, end: 2025-12-31, received: 200, online: 160, in_person_or_post: 40}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.services.cases import span_words, summed
from isoqms.model.services import CasePeriod
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS702"
SEVERITY = Severity.ERROR
BASIS = (
    Clause("9.1.1"),
    Practice("Biểu II.06a/VPCP/KSTT: mới trong kỳ = trực tuyến + trực tiếp, bưu chính"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The periods whose channels do not make up what was received."""
    for row in repository.rows.periods:
        period = row.record
        yield from _direct_parts(row)
        channels = _channels(period)
        known = [channel for channel in channels if channel is not None]
        if period.received is None or not known:
            continue
        whole = summed(channels)
        if sum(known) > period.received or (whole is not None and whole != period.received):
            parts = " + ".join(number(channel) for channel in known)
            yield Finding(
                row.at("received"),
                f"Tiếp nhận trong kỳ ghi {number(period.received)}, "
                f"còn các kênh {parts} = {number(sum(known))} ({span_words(period)}).",
                "Đối chiếu số trực tuyến, trực tiếp, bưu chính với phần mềm một cửa.",
            )


def _channels(period: CasePeriod) -> tuple[int | None, ...]:
    if period.in_person_or_post is not None:
        return period.online, period.in_person_or_post
    return period.online, period.in_person, period.by_post


def _direct_parts(row: Row[CasePeriod]) -> Iterator[Finding]:
    """What came in person and by post, told in one figure and in two."""
    period = row.record
    told, parts = period.in_person_or_post, (period.in_person, period.by_post)
    known = [part for part in parts if part is not None]
    right = summed(parts)
    if told is None or not known or told == right or (right is None and sum(known) <= told):
        return
    words = " + ".join(number(part) for part in known)
    yield Finding(
        row.at("in_person_or_post"),
        f"Trực tiếp, bưu chính ghi {number(told)}, còn {words} = {number(sum(known))} "
        f"({span_words(period)}).",
        "Giữ hai số tách riêng và bỏ số gộp, hoặc sửa số sai.",
    )
