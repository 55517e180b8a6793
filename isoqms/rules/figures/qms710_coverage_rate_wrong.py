"""Tỷ lệ TTHC đã áp dụng không tính ra được.

Tỷ lệ phải khớp với phân số viết cạnh nó. Không khớp mẫu số nào thì máy nêu cả hai phép tính, và nói
rõ khi số đã ghi chỉ khớp nếu cắt bớt.

## Sai

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 314
procedures_served_rate: 82.7  # <- QMS710
```

## Sai, chỉ là cắt bớt

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_rate: 82.7  # <- QMS710
```

## Đúng

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_rate: 82.8
```

## Đúng, khớp một trong hai mẫu số

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 314
procedures_served_rate: 84.1
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.agency.settings import Rounding
from isoqms.repository import Repository
from isoqms.rules.figures.ratios import Fit, decimals_of, fit, otherwise, worked_out
from isoqms.rules.protocol import eased
from isoqms.wording import listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import StatedFigures

CODE = "QMS710"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The stated coverage that fits neither its denominator nor the procedures in competence."""
    rounding = repository.agency.record.rounding
    for year in repository.years.values():
        if year.stated is None:
            continue
        found = _objection(year.stated.record, rounding)
        if found:
            message, severity = found
            hint = "Tính lại tỷ lệ trên số TTHC đúng, hoặc bỏ số đã ghi để máy tự tính."
            yield Finding(
                year.stated.at("procedures_served_rate"), message, hint, severity=severity
            )


def _objection(stated: StatedFigures, rounding: Rounding) -> tuple[str, Severity | None] | None:
    """The sentence against the stated rate, and its weight; None where it fits or is not told."""
    rate, served = stated.procedures_served_rate, stated.procedures_served
    wholes = tuple(filter(None, (stated.procedures_served_of, stated.procedures)))
    if rate is None or served is None or not wholes:
        return None
    fits = {whole: fit(rate, served, whole, rounding) for whole in wholes}
    if Fit.FITS in fits.values():
        return None
    decimals = decimals_of(rate)
    sums = listed(worked_out(served, whole, decimals, rounding) for whole in fits)
    message = f"Tỷ lệ TTHC đã áp dụng ghi {number(rate)}%, còn {sums}"
    shortened = [whole for whole, found in fits.items() if found is Fit.SHORTENED_OTHERWISE]
    if shortened:
        message += (
            f"; {number(rate)}% là của {number(served)}/{number(shortened[0])}: "
            f"{otherwise(rounding)}"
        )
    # The denominator written beside the rate is the one it must follow from.
    lighter = fits[wholes[0]] is Fit.SHORTENED_OTHERWISE
    return f"{message}.", eased(Severity.WARNING, when=lighter)
