"""Working hours and days: what the steps of a procedure take, and what it may take."""

import re
from decimal import Decimal

from isoqms.model.control.document import ControlledDocument, TimeLimit
from isoqms.wording import number

_STATED = re.compile(r"\s*(\d+(?:[.,]\d+)?)(?:\s*\([^)]*\))?\s*(ngày|giờ)", re.IGNORECASE)


def limit_hours(limit: TimeLimit, hours_per_day: int) -> Decimal | None:
    """A time limit in working hours, or None where it is in words only."""
    if limit.days is None and limit.hours is None:
        return None
    return (limit.days or Decimal(0)) * hours_per_day + (limit.hours or Decimal(0))


def steps_hours(document: ControlledDocument, hours_per_day: int) -> Decimal:
    """What all steps take one after the other, in working hours.

    Steps without a duration take none.
    """
    days = sum([step.days for step in document.steps if step.days is not None], Decimal(0))
    hours = sum([step.hours for step in document.steps if step.hours is not None], Decimal(0))
    return days * hours_per_day + hours


def stated_hours(text: str, hours_per_day: int) -> Decimal | None:
    """The hours of a limit in words (`05 ngày làm việc`); None if no number begins it."""
    match = _STATED.match(text)
    if match is None:
        return None
    value = Decimal(match[1].replace(",", "."))
    return value * hours_per_day if match[2].lower() == "ngày" else value


def in_words(hours: Decimal, hours_per_day: int) -> str:
    """`42 giờ (5,25 ngày)`."""
    days = (hours / hours_per_day).quantize(Decimal("0.01"))
    return f"{number(hours)} giờ ({number(days)} ngày)"
