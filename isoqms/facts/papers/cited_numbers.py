"""The number and the day of a paper that a register cites in words."""

import re
from datetime import date

from isoqms.facts.records.stated_dates import day_in


def recorded_number(citation: str | None, symbol: str) -> str | None:
    """`11/BB-UBND` of «Biên bản số 11/BB-UBND ngày 20/11/2025» for the symbol `BB`, or None."""
    found = re.search(rf"\d+/{symbol}-[^\s,;.()]+", citation or "")
    return found[0] if found else None


def recorded_day(citation: str | None, symbol: str) -> date | None:
    """The day of the same citation; None where it tells no number, or no day."""
    return day_in(citation) if recorded_number(citation, symbol) else None


def known_on(citation: str | None, symbol: str, day: date) -> tuple[str | None, date | None]:
    """Number and day of the citation as they were known on `day`: none of a later paper."""
    return given_by(recorded_number(citation, symbol), recorded_day(citation, symbol), day)


def given_by(number: str | None, signed: date | None, day: date) -> tuple[str | None, date | None]:
    """The same where both are values."""
    return (None, None) if signed and signed > day else (number, signed)
