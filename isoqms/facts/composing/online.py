"""What a year's report tells of online services, each result with the target of its own kind."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.composing.lines import Ground, Line, Lines, figure, paper
from isoqms.facts.reporting.figures import Figure
from isoqms.facts.services.online import (
    is_met,
    rate_of,
    result_words,
    shares_of,
    target_words,
    what,
)
from isoqms.model.agency.settings import Rounding
from isoqms.model.services import CasePeriod, OnlineMeasure, OnlineShare
from isoqms.repository.entry import Row
from isoqms.wording import date_short, number

_PERCENT: Final = "%"


def of_cases(ground: Ground) -> Lines:
    """The shares of cases that came online, each with the target that was given for it."""
    return tuple(_of_cases(ground, row) for row in _known(ground) if row.record.measure.is_of_cases)


def of_procedures(ground: Ground) -> Lines:
    """The procedures that are provided online, by share or number, as the target was given."""
    every = (row for row in _known(ground) if not row.record.measure.is_of_cases)
    return tuple(_of_procedures(ground, row) for row in every)


def _known(ground: Ground) -> Iterator[Row[OnlineShare]]:
    """Those over by the day that have a result."""
    periods, truncate = _periods(ground), _truncate(ground)
    for row in ground.rows.online:
        told = row.record
        if ground.has_come(told.end) and result_words(told, periods, truncate=truncate):
            yield row


def _periods(ground: Ground) -> list[CasePeriod]:
    return [row.record for row in ground.rows.periods]


def _truncate(ground: Ground) -> bool:
    return ground.agency.rounding is Rounding.TRUNCATE


def _of_cases(ground: Ground, row: Row[OnlineShare]) -> Line:
    told, periods = row.record, _periods(ground)
    shares = shares_of(told, periods)
    counts = f"{number(shares[0].part)}/{number(shares[0].whole)}" if shares else ""
    rate = rate_of(told, periods, truncate=_truncate(ground))
    target = number(told.target) if told.target is not None else ""
    return Line(
        muc=told.level.words,
        tu=date_short(told.start),
        den=date_short(told.end),
        so_ho_so=ground.words(counts, *_counted(ground, row)),
        ty_le=ground.words(number(rate) if rate is not None else "", _rate(ground, row, rate)),
        chi_tieu=ground.words(target, _target(row)),
        dat="có" if is_met(told, periods) else "",
        giao_tai=paper(told.given_by),
    )


def _of_procedures(ground: Ground, row: Row[OnlineShare]) -> Line:
    told = row.record
    rate = rate_of(told, (), truncate=_truncate(ground))
    counts = number(told.online) if told.online is not None else ""
    if counts and told.of and told.measure is OnlineMeasure.PROCEDURES:
        counts = f"{counts}/{number(told.of)}"
    return Line(
        muc=told.level.words,
        tu=date_short(told.start),
        den=date_short(told.end),
        so_tthc=ground.words(counts, *_counted(ground, row)),
        ty_le=ground.words(number(rate) if rate is not None else "", _rate(ground, row, rate)),
        chi_tieu=ground.words(target_words(told), _target(row)),
        dat="có" if is_met(told, ()) else "",
        giao_tai=paper(told.given_by),
    )


def _counted(ground: Ground, row: Row[OnlineShare]) -> Iterator[Figure]:
    """The part and the whole that a share prints; the whole of a bare number is not printed."""
    told = row.record
    if told.measure is OnlineMeasure.NUMBER:
        yield _figure(row, "online", "Số", told.online)
        return
    for share in shares_of(told, _periods(ground)):
        part, whole = _counts_at(ground, row)
        yield _figure(row, "online", "Số", share.part)._replace(sources=part)
        yield _figure(row, "of", "Mẫu số của tỷ lệ", share.whole)._replace(sources=whole)


def _counts_at(ground: Ground, row: Row[OnlineShare]) -> tuple[tuple[Place, ...], ...]:
    """Where part and whole of a share stand: beside it, or in the periods of its days."""
    told = row.record
    if told.online is not None:
        return (row.at("online"),), (row.at("of"),)
    inside = tuple(
        each.place
        for each in ground.rows.periods
        if told.start <= each.record.start and each.record.end <= told.end
    )
    return inside, inside


def _rate(ground: Ground, row: Row[OnlineShare], rate: Decimal | None) -> Figure:
    """The rate, computed of its two counts or else as it was typed."""
    made = _figure(row, "rate", "Tỷ lệ", rate, _PERCENT)
    if not shares_of(row.record, _periods(ground)):
        return made
    places = dict.fromkeys(place for each in _counts_at(ground, row) for place in each)
    return made._replace(sources=tuple(places))


def _target(row: Row[OnlineShare]) -> Figure:
    is_number = row.record.measure is OnlineMeasure.NUMBER
    return _figure(row, "target", "Chỉ tiêu", row.record.target, "TTHC" if is_number else _PERCENT)


def _figure(
    row: Row[OnlineShare], key: str, title: str, value: int | Decimal | None, unit: str = ""
) -> Figure:
    told = row.record
    counted = unit or ("hồ sơ" if told.measure.is_of_cases else "TTHC")
    name, until = f"truc_tuyen.{row.index + 1}.{key}", f"đến ngày {date_short(told.end)}"
    return figure(name, f"{title} {what(told)} {until}", counted, value, [row.at(key)])
