"""Percentages beside their two numbers: `264/314 TTHC đạt 82,7%`, `trong đó 86 hồ sơ (0,5%)`."""

import re
from collections.abc import Iterator
from typing import Final

from isoqms.source.arithmetic.numerals import Numeral
from isoqms.source.arithmetic.objections import Kind, Objection, Told, shown
from isoqms.source.arithmetic.shares import Fit, share_fit
from isoqms.wording import number

_STROKE: Final = re.compile(r"[ \xa0]*/[ \xa0]*")
_OF: Final = re.compile(
    r"(?i:[^.,;:()%/]{0,40}\b(?:trên|trong)(?: tổng| tổng số| số|(?=\s))[^.,;:()%/]{0,20})"
)
_LINK: Final = (
    r"(?i:(?:(?:và|để|tức|tức là)\s+)?"
    r"(?:(?:đạt|chiếm|bằng|tương đương|tương ứng|ứng|với|là|có|tỷ lệ|tỉ lệ|=)\s*){1,3}:?)"
)
_NOUNS: Final = r"(?P<nouns>[^.,;:()%]{0,60}?)"
_THEN: Final = re.compile(rf"{_NOUNS}\s*(?:[,(:]?\s*{_LINK}|\(|:|=)\s*$")
_BEFORE: Final = re.compile(r"\s*\(\s*(?i:tương ứng|tương đương|tức là|tức|bằng|là)?\s*$")
# What a percentage is told of, when it is not the share of the two numbers.
_OTHER: Final = re.compile(
    r"(?i:\b(?:tỷ lệ|tỉ lệ|mức|trung bình|bình quân|tăng|giảm|hài lòng|chỉ tiêu|điểm)\b)"
)
# Of these it may be said that each of them reached so much: `5/8 mục tiêu đạt 100%`.
_REACHING: Final = re.compile(
    r"(?i:\s*(?:mục tiêu|chỉ tiêu|tiêu chí|đơn vị|phòng|ban|cơ quan|xã|lĩnh vực|nhiệm vụ)\b"
    r"[^.,;:()%]*\bđạt\s*)"
)
_AFTERWARDS: Final = re.compile(
    r"\s*(?i:trở lên|trở xuống|chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|định mức"
    r"|so với\s+(?:cùng kỳ|năm|kỳ|quý|tháng|chỉ tiêu|kế hoạch|mục tiêu))"
)
_THEREOF: Final = re.compile(r"(?i:\btrong đó\b)")


def percentages(told: Told) -> Iterator[Objection]:
    """What is wrong with the percentages of a sentence that stand beside their two numbers."""
    yield from _of_fractions(told)
    yield from _of_parts(told)


def _of_fractions(told: Told) -> Iterator[Objection]:
    for index, (part, whole) in enumerate(told.pairs()):
        if not (part.is_count and whole.is_count and _is_fraction(told, part, whole)):
            continue
        share = _share_of(told, index)
        if share is not None and part.value <= whole.value:
            yield from _held(told, share, part, (whole,))


def _is_fraction(told: Told, part: Numeral, whole: Numeral) -> bool:
    gap = told.between(part, whole)
    return bool(_STROKE.fullmatch(gap) or _OF.fullmatch(gap))


def _share_of(told: Told, index: int) -> Numeral | None:
    """The percentage that a fraction is told with: before it, or else behind it."""
    part, whole = told.numbers[index : index + 2]
    if index and _BEFORE.fullmatch(told.between(told.numbers[index - 1], part)):
        before = told.numbers[index - 1]
        return before if _is_share(told, before) else None
    after = told.numbers[index + 2 : index + 3]
    if after and _is_told_with(told, whole, after[0]):
        return after[0]
    return None


def _is_told_with(told: Told, count: Numeral, share: Numeral) -> bool:
    """Whether a percentage is said of the count before it, and of nothing else."""
    words = told.between(count, share)
    match = _THEN.fullmatch(words)
    if _REACHING.fullmatch(words):
        return False
    return bool(match and _is_share(told, share) and not _OTHER.search(match["nouns"]))


def _is_share(told: Told, one: Numeral) -> bool:
    return one.is_percent and not one.is_near and not _AFTERWARDS.match(told.text, one.end)


def _of_parts(told: Told) -> Iterator[Objection]:
    """Of the parts that `trong đó` tells of a whole, each with its share."""
    thereof = _THEREOF.search(told.bare)
    if thereof is None:
        return
    for part, share in told.pairs():
        if part.start < thereof.end() or not part.is_count or not _is_told_with(told, part, share):
            continue
        before = [each for each in told.numbers if each.start < part.start and each.is_count]
        known = [each for each in before if each.value >= part.value]
        if known and known[0].end <= thereof.start() and not _is_second(told, part):
            yield from _held(told, share, part, _likeliest_first(known, thereof.start()))


def _likeliest_first(wholes: list[Numeral], thereof: int) -> tuple[Numeral, ...]:
    """The whole that `trong đó` follows first; a share of another before it is no error either."""
    meant = [each for each in wholes if each.end <= thereof][-1]
    return (meant, *(each for each in wholes if each is not meant))


def _is_second(told: Told, part: Numeral) -> bool:
    """Whether it is the whole of a fraction of its own, which is judged as one."""
    before = [one for one, other in told.pairs() if other is part]
    return bool(before) and _is_fraction(told, before[0], part)


def _held(
    told: Told, share: Numeral, part: Numeral, wholes: tuple[Numeral, ...]
) -> Iterator[Objection]:
    """The objection against a share that is rounded of none of the wholes, the likeliest first."""
    fits = [share_fit(share, part, whole) for whole in wholes]
    if None in fits or Fit.ROUNDED in fits:
        return
    whole = wholes[fits.index(Fit.CUT)] if Fit.CUT in fits else wholes[0]
    right = shown(part.value * 100 / whole.value, share)
    worked_out = f"{number(part.value)}/{number(whole.value)} = {right}"
    yield Objection(
        Kind.PERCENTAGE,
        share.start,
        share.end,
        f"Lời văn ghi «{told.written(share)}», còn {worked_out}",
        is_cut=Fit.CUT in fits,
    )
