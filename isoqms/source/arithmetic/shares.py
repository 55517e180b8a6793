"""Whether a percentage follows from two numbers, and in which way it was shortened.

An error is only what no value within the exactness of the written numbers explains, rounded or cut.
"""

from decimal import Decimal
from enum import Enum, auto

from isoqms.source.arithmetic.numerals import Numeral

_HUNDRED = Decimal(100)


class Fit(Enum):
    """How a written percentage relates to the true one."""

    ROUNDED = auto()
    """It is the true one, rounded to its decimals; so is one that is exact."""
    CUT = auto()
    """It is the true one, its further decimals cut off: 82,7 of 82,76."""
    WRONG = auto()


def share_fit(written: Numeral, part: Numeral, whole: Numeral) -> Fit | None:
    """How a percentage relates to `part` of `whole`; None where the whole may be nothing."""
    low, high = whole.span
    if low <= 0:
        return None
    least, most = part.span
    return _fit(written, least * _HUNDRED / high, most * _HUNDRED / low)


def change_fit(written: Numeral, now: Numeral, before: Numeral) -> Fit | None:
    """How a percentage relates to the change from `before` to `now`, up or down."""
    low, high = before.span
    if low <= 0:
        return None
    least, most = now.span
    if now.value >= before.value:
        bounds = least * _HUNDRED / high - _HUNDRED, most * _HUNDRED / low - _HUNDRED
    else:
        bounds = _HUNDRED - most * _HUNDRED / low, _HUNDRED - least * _HUNDRED / high
    return _fit(written, *bounds)


def _fit(written: Numeral, least: Decimal, most: Decimal) -> Fit:
    half = written.step / 2
    if most >= written.value - half and least <= written.value + half:
        return Fit.ROUNDED
    if most >= written.value and least < written.value + written.step:
        return Fit.CUT
    return Fit.WRONG
