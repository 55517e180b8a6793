"""The number that the records give a paper, so that a paper that was signed can be printed again as it was."""

import re
from datetime import date

from isoqms.facts.records.stated_dates import day_in


def recorded_number(citation: str | None, symbol: str) -> str | None:
    """`11/BB-UBND` of «Biên bản số 11/BB-UBND ngày 20/11/2025» for the symbol `BB`; None where none is told."""
    found = re.search(rf"\d+/{symbol}-[^\s,;.()]+", citation or "")
    return found[0] if found else None


def recorded_day(citation: str | None, symbol: str) -> date | None:
    """The day of the same citation; None where it tells no number, or no day."""
    return day_in(citation) if recorded_number(citation, symbol) else None
