"""Tiếp nhận trong kỳ khác tổng các kênh nhận.

Hồ sơ mới trong kỳ nhận qua ba kênh: trực tuyến, trực tiếp, bưu chính. Khi đủ ba số thì cộng lại
phải bằng số tiếp nhận; thiếu một số thì máy chỉ nói khi các số đã có vượt quá.

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
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-06-30, received: 100, online: 60, in_person: 35, by_post: 5}
  - {start: 2025-07-01, end: 2025-12-31, received: 100, online: 60, in_person: 30}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.services.cases import span_words, summed
from isoqms.repository import Repository
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
        channels = (period.online, period.in_person, period.by_post)
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
