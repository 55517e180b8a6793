"""Số tài liệu trong công bố khác quyết định.

Công bố nêu bao nhiêu tài liệu ban hành mới, thu hồi thì quyết định cũng phải nêu đúng bấy nhiêu.
Nếu quyết định công bố không nêu, máy cộng các quyết định ban hành từ lần công bố trước đến lần này.

## Sai

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 2804/QĐ-UBND
    announced: 2025-10-26
    notice: 300/UBND-VX
    posted: Bảng tin
    issued_stated: 101
    withdrawn_stated: 80  # <- QMS716
```

```yaml quyet-dinh/2025/2804-QD-UBND.yaml
number: 2804/QĐ-UBND
kind: cong-bo
summary: Công bố
signed: 2025-10-26
authority: Ủy ban nhân dân
stated: {issued: 101, withdrawn: 81}
```

## Sai, cộng từ các quyết định ban hành

Ký đúng ngày công bố thì tính vào lần công bố ấy, không tính vào lần sau.

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 100/QĐ-UBND, announced: 2025-03-31, notice: 30/UBND-VX, posted: Bảng tin}
  - decision: 2804/QĐ-UBND
    announced: 2025-10-26
    notice: 300/UBND-VX
    posted: Bảng tin
    issued_stated: 3  # <- QMS716
```

```yaml quyet-dinh/2025/2545-QD-UBND.yaml
number: 2545/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành
signed: 2025-10-26
authority: Ủy ban nhân dân
issues:
  - {code: QT-HT-01, revision: 1, title: Kiểm soát tài liệu}
  - {code: QT-HT-02, revision: 1, title: Đánh giá nội bộ}
```

```yaml quyet-dinh/2025/90-QD-UBND.yaml
number: 90/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành
signed: 2025-03-31
authority: Ủy ban nhân dân
issues:
  - {code: QT-HT-03, revision: 1, title: Hành động khắc phục}
```

## Đúng

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 2804/QĐ-UBND
    announced: 2025-10-26
    notice: 300/UBND-VX
    posted: Bảng tin
    issued_stated: 101
    withdrawn_stated: 80
```

```yaml quyet-dinh/2025/2545-QD-UBND.yaml
number: 2545/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành
signed: 2025-09-30
authority: Ủy ban nhân dân
```

```yaml quyet-dinh/2025/2804-QD-UBND.yaml
number: 2804/QĐ-UBND
kind: cong-bo
summary: Công bố
signed: 2025-10-26
authority: Ủy ban nhân dân
stated: {issued: 101, withdrawn: 80}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.repository import Entry, Repository, Row
from isoqms.wording import listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.announcing import Announcement

CODE = "QMS716"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 3"), Clause("7.5.3"))

_WORDS = {"issued": "ban hành mới", "withdrawn": "thu hồi"}


def check(repository: Repository) -> Iterator[Finding]:
    """The announcements whose counts differ from the decisions behind them."""
    rows = repository.rows.announcements
    days = [row.record.announced for row in rows]
    for row in rows:
        before = max((day for day in days if day < row.record.announced), default=date.min)
        for name in _WORDS:
            yield from _differs(repository, row, name, before)


def _differs(
    repository: Repository, row: Row[Announcement], name: str, before: date
) -> Iterator[Finding]:
    stated = getattr(row.record, f"{name}_stated")
    sources = _sources(repository, row.record, name, before)
    counted = sum(_count(source.record, name) or 0 for source in sources)
    if stated is None or not sources or stated == counted:
        return
    named = listed(f"«{source.record.number}»" for source in sources)
    message = (
        f"Công bố ghi {_WORDS[name]} {number(stated)} tài liệu, còn {named} là {number(counted)}."
    )
    yield Finding(
        row.at(f"{name}_stated"),
        message,
        "Đối chiếu phụ lục của quyết định rồi sửa số sai.",
        related=tuple(source.at("number") for source in sources),
    )


def _sources(
    repository: Repository, announcement: Announcement, name: str, before: date
) -> tuple[Entry[Decision], ...]:
    """The decision that announces, where it counts.

    Else those that issued since the last announcement.
    """
    own = [
        decision
        for decision in repository.decisions_by_number.get(announcement.decision, ())
        if decision.record.signed.year == announcement.announced.year
        and _count(decision.record, name) is not None
    ]
    if own:
        return (own[-1],)
    issuing = [
        decision
        for decision in repository.decisions
        if decision.record.kind is DecisionKind.ISSUE
        and before < decision.record.signed <= announcement.announced
    ]
    # One decision that does not count makes the sum unknown.
    if any(_count(decision.record, name) is None for decision in issuing):
        return ()
    return tuple(issuing)


def _count(record: Decision, name: str) -> int | None:
    stated = getattr(record.stated, name, None)
    if stated is not None:
        return int(stated)
    # A decision that lists what it issues has said what it withdraws: nothing more than it lists.
    if not record.issues and not record.withdraws:
        return None
    return len({"issued": record.issues, "withdrawn": record.withdraws}[name])
