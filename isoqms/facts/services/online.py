"""How much comes online, held against the target of its own kind (hồ sơ, TTHC trực tuyến).

A target is given for the share of cases, for the share of administrative procedures, or as a number
of these: none of the three says anything of another.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.services.cases import Span, received, spans, summed
from isoqms.facts.services.rates import Share
from isoqms.model.services import CasePeriod, OnlineLevel, OnlineMeasure, OnlineShare
from isoqms.repository.entry import Row
from isoqms.wording import number, percent

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

    That of one level, or of procedures, is another figure, and never stands in for it.
    """
    every = [row for row in rows if is_of_all_cases(row.record)]
    periods = [period for span in year for period in span]
    if every:
        row = max(every, key=lambda each: (each.record.end, -each.record.start.toordinal()))
        told = row.record
        shares = shares_of(told, periods)
        return Kept(shares, told.target, told.rate, row.at("rate"), (row.place,))
    shares = _of_periods(year)
    return Kept(shares) if shares else None


def is_of_all_cases(told: OnlineShare) -> bool:
    """Whether it tells of the cases of all levels, which the periods tell of too."""
    return told.measure.is_of_cases and told.level is OnlineLevel.ALL


def shares_of(told: OnlineShare, periods: Sequence[CasePeriod]) -> tuple[Share, ...]:
    """The share that its two numbers give, or else the periods of its days; none where unknown.

    None where procedures are only numbered; no period of cases tells of procedures.
    """
    if told.measure is OnlineMeasure.NUMBER:
        return ()
    if told.online is not None and told.of:
        return (Share(told.online, told.of, "tổng số đã ghi"),)
    if not is_of_all_cases(told) or told.online is not None or told.of is not None:
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
    """The rate as computed, or else as stated; None where procedures are only numbered."""
    if told.measure is OnlineMeasure.NUMBER:
        return None
    shares = shares_of(told, periods)
    if not shares:
        return told.rate
    return percent(shares[0].part, shares[0].whole, truncate=truncate)


def is_met(told: OnlineShare, periods: Sequence[CasePeriod]) -> bool | None:
    """Whether the target is met, by the counts and not by a rounded rate; None where unknown."""
    if told.target is None:
        return None
    if told.measure is OnlineMeasure.NUMBER:
        return None if told.online is None else told.online >= told.target
    shares = shares_of(told, periods)
    if shares:
        return shares[0].part * 100 >= told.target * shares[0].whole
    return None if told.rate is None else told.rate >= told.target


def what(told: OnlineShare) -> str:
    """`hồ sơ trực tuyến toàn trình`, `TTHC trực tuyến`: what is counted."""
    counted = "hồ sơ" if told.measure.is_of_cases else "TTHC"
    return f"{counted} trực tuyến {told.level.words}".rstrip()


def target_words(told: OnlineShare) -> str:
    """`80%`, `ít nhất 25 TTHC`: the target as its kind is told; empty without one."""
    if told.target is None:
        return ""
    if told.measure is OnlineMeasure.NUMBER:
        return f"ít nhất {number(told.target)} TTHC"
    return f"{number(told.target)}%"


def result_words(told: OnlineShare, periods: Sequence[CasePeriod], *, truncate: bool) -> str:
    """`83,3%`, `30 TTHC`: the result as the kind of its target is told; empty where unknown."""
    if told.measure is OnlineMeasure.NUMBER:
        return f"{number(told.online)} TTHC" if told.online is not None else ""
    rate = rate_of(told, periods, truncate=truncate)
    return f"{number(rate)}%" if rate is not None else ""
