"""Năm không có kế hoạch đã ký.

Cơ quan phải phê duyệt kế hoạch triển khai; kế hoạch còn trên máy, chưa lấy số, chưa ký thì chưa
ràng buộc ai. Tháng phải xong theo gói thời hạn (mặc định hết tháng 3) là thông lệ, nên quy tắc này
nhiều nhất là cảnh báo: ghi chú khi quá tháng ấy, cảnh báo từ quý IV. Cơ quan chưa ban hành gì cũng
phải có kế hoạch trước: quá ba tháng từ khi bắt đầu là ghi chú, từ tháng thứ mười là cảnh báo.

## Sai, kế hoạch chưa ký, ngày 2025-10-01

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks:  # <- QMS564
  - {id: danh-gia, task: Đánh giá nội bộ}
```

## Sai, không có kế hoạch, mới quá tháng 3, ngày 2025-04-01

```nen ap-dung
```

```yaml nam/2025/rui-ro.yaml
risks: []  # <- QMS564
```

## Đúng, ngày 2025-03-31

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
number: 05/KH-UBND
signed: 2025-03-20
tasks: []
```
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.planning.owing import LAST_QUARTER, place_in, started
from isoqms.facts.planning.silence import Undone, silences_of
from isoqms.repository import Repository, Year
from isoqms.rules.protocol import eased

CODE = "QMS564"
SEVERITY = Severity.WARNING
BASIS = (Law("TT 26/2014/TT-BKHCN", "Điều 7, khoản 2, điểm a"),)

_PLAN: Final = "ke-hoach-nam"


def check(repository: Repository) -> Iterator[Finding]:
    """The years whose plan nobody signed, from the day that the calendar sets for it."""
    yield from _never(repository)
    start = started(repository)
    if not repository.running or (start is not None and start > repository.as_of):
        return
    deadline = next((d for d in repository.packs.deadlines.deadlines if d.id == _PLAN), None)
    for number, year in repository.years.items():
        due = deadline.due_in(number) if deadline else None
        if due is None or repository.as_of <= due or (start is not None and start > due):
            continue
        if not _is_planned(repository, year):
            pressing = repository.as_of >= date(number, LAST_QUARTER, 1)
            yield _finding(year, pressing=pressing)


def _never(repository: Repository) -> Iterator[Finding]:
    """That no plan was ever signed, while nothing was issued either."""
    for each in silences_of(repository, Undone.PLAN):
        year = repository.as_of.year
        hint = (
            f"In trình ký: `isoqms decision plan --year {year}`; ký rồi thì ghi: "
            f"`isoqms decision record plan --year {year} --number SỐ --signed NGÀY`."
        )
        yield Finding(each.place, each.message, hint, severity=each.severity)


def _is_planned(repository: Repository, year: Year) -> bool:
    plan = year.plan.record if year.plan else None
    if plan and plan.signed and plan.signed <= repository.as_of:
        return True
    # Acts know every paper of the year, and take long to import for those who have signed.
    from isoqms.facts.planning.acts import act  # noqa: PLC0415 - see above

    return act(repository, year.year, _PLAN) is not None


def _finding(year: Year, *, pressing: bool) -> Finding:
    is_there = year.plan is not None and bool(year.plan.record.tasks)
    words = "có kế hoạch mà chưa ghi số, ngày ký" if is_there else "không có kế hoạch"
    return Finding(
        place_in(year, "plan", "tasks"),
        f"Năm {year.year} {words}: chưa có kế hoạch nào được phê duyệt.",
        f"In trình ký: `isoqms decision plan --year {year.year}`; ký rồi thì ghi: "
        f"`isoqms decision record plan --year {year.year} --number SỐ --signed NGÀY`.",
        severity=eased(Severity.NOTE, when=not pressing),
    )
