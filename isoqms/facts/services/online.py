"""The share of cases that came online, held against the target given (tỷ lệ hồ sơ trực tuyến)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.services.cases import Span, received, spans, summed
from isoqms.facts.services.rates import Share
from isoqms.model.services import CasePeriod, OnlineLevel, OnlineShare
from isoqms.repository.entry import Row
from isoqms.wording import percent

NEW_LEVELS_FROM: Final = date(2022, 8, 15)
"""NĐ 42/2022/NĐ-CP: full and partial online services instead of the levels 1 to 4."""
OLD_LEVELS: Final = frozenset((OnlineLevel.LEVEL_3, OnlineLevel.LEVEL_4, OnlineLevel.LEVELS_3_4))
NEW_LEVELS: Final = frozenset((OnlineLevel.PARTIAL, OnlineLevel.FULL))


class Kept(NamedTuple):
    """The share of a year that came online, and what is kept beside it."""

    shares: tuple[Share, ...]
    target: Decimal | None = None
    stated: Decimal | None = None
    stated_at: Place | None = None
    places: tuple[Place, ...] = ()


def year_share(rows: Sequence[Row[OnlineShare]], year: Sequence[Span]) -> Kept | None:
    """The share of all cases at the end of the year so far; None where nothing tells of it.

    That of one level is another figure, and never stands in for it.
    """
    every = [row for row in rows if row.record.level is OnlineLevel.ALL]
    periods = [period for span in year for period in span]
    if every:
        row = max(every, key=lambda each: (each.record.end, -each.record.start.toordinal()))
        told = row.record
        shares = shares_of(told, periods)
        return Kept(shares, told.target, told.rate, row.at("rate"), (row.place,))
    shares = _of_periods(year)
    return Kept(shares) if shares else None


def shares_of(told: OnlineShare, periods: Sequence[CasePeriod]) -> tuple[Share, ...]:
    """The share that its two numbers give, or else the periods of its days; none where unknown."""
    if told.online is not None and told.of:
        return (Share(told.online, told.of, "tổng số đã ghi"),)
    if told.level is not OnlineLevel.ALL or told.online is not None or told.of is not None:
        return ()
    inside = [one for one in periods if told.start <= one.start and one.end <= told.end]
    found = spans(inside)
    covered = found and (found[0][0].start, found[-1][0].end) == (told.start, told.end)
    return _of_periods(found) if covered else ()


def _of_periods(year: Sequence[Span]) -> tuple[Share, ...]:
    every = [period for span in year for period in span]
    online, whole = summed(each.online for each in every), summed(map(received, every))
    return (Share(online, whole, "số tiếp nhận trong kỳ"),) if online is not None and whole else ()


def rate_of(told: OnlineShare, periods: Sequence[CasePeriod], *, truncate: bool) -> Decimal | None:
    """The rate as computed, or else as stated."""
    shares = shares_of(told, periods)
    if not shares:
        return told.rate
    return percent(shares[0].part, shares[0].whole, truncate=truncate)


def is_met(told: OnlineShare, periods: Sequence[CasePeriod]) -> bool | None:
    """Whether the target is met, by the counts and not by a rounded rate; None where unknown."""
    shares = shares_of(told, periods)
    if told.target is None:
        return None
    if shares:
        return shares[0].part * 100 >= told.target * shares[0].whole
    return None if told.rate is None else told.rate >= told.target
