"""Whether a stated percentage follows from its two numbers, and in which way it was shortened."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from isoqms.diagnostics import Severity
from isoqms.facts.services.rates import Share
from isoqms.model.agency.settings import Rounding
from isoqms.wording import number, percent


class Fit(Enum):
    """How a stated percentage relates to the true one."""

    FITS = auto()
    SHORTENED_OTHERWISE = auto()
    """It would fit, had the agency truncated where it rounds, or rounded where it truncates."""
    WRONG = auto()


def decimals_of(stated: Decimal) -> int:
    """How many decimals were written: 2 for 84.10."""
    exponent = stated.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def fit(stated: Decimal, part: int, whole: int, rounding: Rounding) -> Fit | None:
    """How `stated` relates to `part` of `whole` at as many decimals as were written.

    None where `whole` is 0.
    """
    decimals = decimals_of(stated)
    truncating = rounding is Rounding.TRUNCATE
    wanted = percent(part, whole, decimals, truncate=truncating)
    if wanted is None:
        return None
    if stated == wanted:
        return Fit.FITS
    if stated == percent(part, whole, decimals, truncate=not truncating):
        return Fit.SHORTENED_OTHERWISE
    return Fit.WRONG


def objection(
    what: str, stated: Decimal, part: int, whole: int, rounding: Rounding
) -> tuple[str, Severity | None] | None:
    """The sentence against a stated percentage, lighter where it was only shortened otherwise.

    None where it fits.
    """
    found = fit(stated, part, whole, rounding)
    if found is None or found is Fit.FITS:
        return None
    message = (
        f"{what} ghi {number(stated)}%, còn "
        f"{worked_out(part, whole, decimals_of(stated), rounding)}"
    )
    if found is Fit.SHORTENED_OTHERWISE:
        return f"{message}: {otherwise(rounding)}.", Severity.WARNING
    return f"{message}.", None


class Against(NamedTuple):
    """What is said against a stated percentage."""

    message: str
    severity: Severity | None
    """Lighter than the rule's own where it was shortened otherwise, or is of another whole."""
    meant: Share | None = None
    """The share over another whole that it fits."""


def against_all(
    what: str, stated: Decimal, shares: Sequence[Share], rounding: Rounding
) -> Against | None:
    """The sentence against a percentage that does not follow from the first of the shares.

    It names another of them, over another whole, that it does follow from. None where it fits, or
    where there is nothing to hold it against.
    """
    if not shares:
        return None
    found = objection(what, stated, shares[0].part, shares[0].whole, rounding)
    if found is None:
        return None
    message, severity = found
    meant = next((each for each in shares[1:] if _fits(stated, each, rounding)), None)
    if meant is None or severity is not None:
        return Against(message, severity)
    message = (
        f"{message[:-1]} (trên {shares[0].words}); {number(stated)}% là của "
        f"{number(meant.part)}/{number(meant.whole)} (trên {meant.words})."
    )
    return Against(message, Severity.WARNING, meant)


def _fits(stated: Decimal, share: Share, rounding: Rounding) -> bool:
    return fit(stated, share.part, share.whole, rounding) is Fit.FITS


def worked_out(part: int, whole: int, decimals: int, rounding: Rounding) -> str:
    """`264/319 = 82,8%`."""
    right = percent(part, whole, decimals, truncate=rounding is Rounding.TRUNCATE)
    if right is None:
        return f"{number(part)}/{number(whole)}"
    return f"{number(part)}/{number(whole)} = {number(right)}%"


def otherwise(rounding: Rounding) -> str:
    """What explains a percentage that was shortened in the way the agency does not use."""
    if rounding is Rounding.TRUNCATE:
        return "khớp nếu làm tròn, không khớp nếu cắt"
    return "khớp nếu cắt, không khớp nếu làm tròn"
