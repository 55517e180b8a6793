"""Changes told with both numbers: `1.924 hồ sơ, tăng 5% so với năm trước (1.832 hồ sơ)`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.source.arithmetic.numerals import Numeral
from isoqms.source.arithmetic.objections import Kind, Objection, Told, shown
from isoqms.source.arithmetic.shares import Fit, change_fit
from isoqms.wording import number

_CHANGED: Final = re.compile(r"[^.;:()%]{0,60}[,(]?\s*(?i:\b(?P<way>tăng|giảm))(?: thêm| đi)?\s*$")
_AGAINST: Final = re.compile(
    r"[^.;:()%,]{0,30}(?i:\bso với\b)[^.;:()%]{0,50}(?:\(|(?i:\blà\b)|:)\s*$"
)
_FROM: Final = re.compile(r"(?i:\b(?P<way>tăng|giảm)(?: dần)? từ)\s*$")
_TO: Final = re.compile(r"[^.;:()%,]{0,50}(?i:\b(?:lên|xuống|còn|đến))\s*$")
_BY: Final = re.compile(
    r"[^.,;:()%]{0,40}\s*(?:[,(]\s*(?i:tăng|giảm|tương ứng|tương đương|tức|tức là|bằng|đạt)?|"
    r"(?i:tương ứng|tương đương|tức là))\s*(?i:tăng|giảm)?\s*$"
)
_POINTS: Final = re.compile(r"\s*(?i:điểm)")


def changes(told: Told) -> Iterator[Objection]:
    """What is wrong with the changes of a sentence that stand beside both of their numbers."""
    numbers = told.numbers
    for now, by, before in zip(numbers, numbers[1:], numbers[2:], strict=False):
        way = _CHANGED.fullmatch(told.between(now, by))
        if way and _AGAINST.fullmatch(told.between(by, before)):
            yield from _held(told, way["way"].lower(), now, before, by)
    for before, now, by in zip(numbers, numbers[1:], numbers[2:], strict=False):
        way = _FROM.search(told.bare, max(0, before.start - 30), before.start)
        is_told = way and _TO.fullmatch(told.between(before, now))
        if way and is_told and _BY.fullmatch(told.between(now, by)):
            yield from _held(told, way["way"].lower(), now, before, by)


def _held(told: Told, way: str, now: Numeral, before: Numeral, by: Numeral) -> Iterator[Objection]:
    if any(each.is_near for each in (now, before, by)) or now.is_percent != before.is_percent:
        return
    if now.noun and before.noun and now.noun != before.noun:
        return
    if (now.value > before.value) != (way == "tăng") and now.value != before.value:
        turned = "giảm" if way == "tăng" else "tăng"
        yield _objection(
            by, f"Lời văn ghi «{way}», còn từ {_of(before)} đến {_of(now)} là {turned}"
        )
        return
    yield from _amount(told, way, now, before, by)


def _amount(
    told: Told, way: str, now: Numeral, before: Numeral, by: Numeral
) -> Iterator[Objection]:
    difference = abs(now.value - before.value)
    if by.is_percent == now.is_percent and _is_difference(now, before, by):
        return
    if not by.is_percent:
        if not now.is_percent and not _is_difference(now, before, by):
            right = number(difference)
            yield _objection(
                by,
                f"Lời văn ghi {way} «{told.written(by)}», còn từ {_of(before)} đến {_of(now)} "
                f"{way} {right}",
            )
        return
    fit = None if _POINTS.match(told.text, by.end) else change_fit(by, now, before)
    if fit is None or fit is Fit.ROUNDED:
        return
    right = shown(difference * 100 / before.value, by)
    yield _objection(
        by,
        f"Lời văn ghi {way} «{told.written(by)}», còn từ {_of(before)} đến {_of(now)} "
        f"{way} {right}",
        is_cut=fit is Fit.CUT,
    )


def _is_difference(now: Numeral, before: Numeral, by: Numeral) -> bool:
    slack = sum((each.step for each in (now, before, by) if each.step != 1), Decimal(0))
    return abs(abs(now.value - before.value) - by.value) <= slack


def _of(one: Numeral) -> str:
    return f"{number(one.value)}%" if one.is_percent else number(one.value)


def _objection(by: Numeral, message: str, *, is_cut: bool = False) -> Objection:
    return Objection(Kind.CHANGE, by.start, by.end, message, is_cut)
