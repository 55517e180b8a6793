"""Tỷ lệ đã ghi không tính ra được.

Tỷ lệ phải tính ra được từ chính các số đứng cạnh nó. Tỷ lệ công bố hay bị cắt bớt thay vì làm tròn;
khi đó máy nói «khớp nếu cắt, không khớp nếu làm tròn» và chỉ cảnh báo. Cơ quan quen cắt thì ghi
`rounding: cat` trong isoqms.yaml.

Tỷ lệ đúng hạn, trễ hạn tính trên mẫu số mà cơ quan chọn ở `case_rates_of` của isoqms.yaml:
`da-giai-quyet` (mặc định), `tiep-nhan`, `den-han`, hoặc `tong-ke-ca-qua-han` (hồ sơ đang quá hạn
cũng là trễ, trên tổng tiếp nhận). Tỷ lệ khớp một mẫu số khác thì máy nói là mẫu số nào. Chưa đủ số
để tính thì hai tỷ lệ bù nhau ít ra phải cộng được 100%.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    early_or_on_time: 17264
    late: 86
    stated:
      on_time_rate: 99.9  # <- QMS706
      late_rate: 0.4  # <- QMS706
```

## Sai, tính trên mẫu số khác

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    carried_over: 0
    received: 200
    online: 150
    early_or_on_time: 150
    late: 10
    returned: 0
    pending_in_time: 35
    pending_overdue: 5
    digitised: 120
    with_fee: 50
    paid_online: 30
    stated:
      on_time_rate: 75  # <- QMS706
      late_rate: 7.5  # <- QMS706
      resolved_rate: 80
      pending_rate: 25  # <- QMS706
      online_rate: 75
      digitised_rate: 75  # <- QMS706
      paid_online_rate: 60
```

## Sai, hai tỷ lệ bù nhau không cộng ra 100%

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    stated:
      on_time_rate: 99.5
      late_rate: 0.7  # <- QMS706
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-06-30
    early_or_on_time: 17264
    late: 86
    stated: {on_time_rate: 99.5, late_rate: 0.5}
  - {start: 2025-07-01, end: 2025-12-31, early: 3, stated: {on_time_rate: 12.3}}
  - {start: 2025-07-01, end: 2025-12-31, field: Thuế, early_or_on_time: 0, late: 0,
     stated: {on_time_rate: 100}}
```
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.services.cases import counted, span_words
from isoqms.facts.services.rates import (
    Share,
    fill_the_whole,
    late_shares,
    on_time_shares,
    other_shares,
)
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import file_of
from isoqms.model.services import CasePeriod, StatedCases
from isoqms.repository import Repository, Row
from isoqms.rules.figures.ratios import against_all, decimals_of
from isoqms.wording import number

CODE = "QMS706"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)

_TITLES: Final = {
    "on_time_rate": "Tỷ lệ đúng hạn",
    "late_rate": "Tỷ lệ trễ hạn",
    "resolved_rate": "Tỷ lệ đã giải quyết",
    "pending_rate": "Tỷ lệ đang giải quyết",
    "online_rate": "Tỷ lệ trực tuyến",
    "digitised_rate": "Tỷ lệ số hóa",
    "paid_online_rate": "Tỷ lệ thanh toán trực tuyến",
}
_HINT: Final = "Lấy lại tỷ lệ từ số hồ sơ, hoặc bỏ số đã ghi để máy tự tính."


def check(repository: Repository) -> Iterator[Finding]:
    """The stated rates of cases that do not follow from the counts, nor from each other."""
    agency = repository.agency.record
    for row in repository.rows.periods:
        stated = row.record.stated
        if stated is None:
            continue
        shares = _shares(row.record, agency)
        yield from _rates(row, stated, shares, agency)
        if fill_the_whole(agency.case_rates_of) and not shares["late_rate"]:
            yield from _complements(row, stated)


def _shares(period: CasePeriod, agency: Agency) -> dict[str, tuple[Share, ...]]:
    """What each rate may be taken of; nothing where the counts do not tell."""
    counts = counted(period, returned_in_resolved=agency.returned_in_resolved)
    base = agency.case_rates_of
    own = {"on_time_rate": on_time_shares(counts, base), "late_rate": late_shares(counts, base)}
    others = {name: other_shares(counts, name) for name in _TITLES if name not in own}
    return {**own, **others}


def _rates(
    row: Row[CasePeriod],
    stated: StatedCases,
    shares: dict[str, tuple[Share, ...]],
    agency: Agency,
) -> Iterator[Finding]:
    for name, title in _TITLES.items():
        rate = getattr(stated, name)
        found = None
        if rate is not None:
            found = against_all(title, rate, shares[name], agency.rounding)
        if found:
            hint = _hint(found.meant)
            yield Finding(row.at("stated", name), found.message, hint, severity=found.severity)


def _hint(meant: Share | None) -> str:
    if meant is None:
        return _HINT
    if meant.base is None:
        return f"Tính lại trên đúng mẫu số, hoặc nói rõ trong báo cáo là trên {meant.words}."
    return (
        f"Cơ quan vẫn tính trên {meant.words} thì ghi «case_rates_of: {meant.base}» vào "
        f"{file_of('isoqms')}; nếu không, lấy lại tỷ lệ từ số hồ sơ."
    )


def _complements(row: Row[CasePeriod], stated: StatedCases) -> Iterator[Finding]:
    """Two rates that make up the whole, where no counts tell which of them is wrong."""
    good, bad = stated.on_time_rate, stated.late_rate
    if good is None or bad is None:
        return
    # Each may have been rounded, or cut: together they lie off by one of the last decimal.
    slack = Decimal(1).scaleb(-min(decimals_of(good), decimals_of(bad)))
    if abs(good + bad - 100) > slack:
        yield Finding(
            row.at("stated", "late_rate"),
            f"Tỷ lệ đúng hạn {number(good)}% và trễ hạn {number(bad)}% cộng lại được "
            f"{number(good + bad)}%, không phải 100% ({span_words(row.record)}).",
            "Lấy lại hai tỷ lệ từ số hồ sơ, hoặc ghi số hồ sơ để máy tự tính.",
        )
