"""Read the date that a citation states: «Thông báo số 414/TB-UBND ngày 29/9/2022»."""

import re
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def day_in(text: str | None) -> date | None:
    """The first date written 29/9/2022 in `text`, or None where there is none."""
    for day, month, year in _DAY.findall(text or ""):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
