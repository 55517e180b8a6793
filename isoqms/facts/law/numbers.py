"""Numbers and symbols of others' instruments: as they occur, and how a wrong one should read.

What is right: 118/2025/NĐ-CP, 66.7/2025/NQ-CP, 30c/NQ-CP, 08.a/2010/TT-BTP, 13/2014/TTLT-BYT-BTP,
12/VBHN-VPQH, 72/2025/QH15, 217-QĐ/TW, and 87-CP or 18/CP of the time before 1997.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from isoqms.values import frozen
from isoqms.wording import fold, whole

_YEARS_BEGAN: Final = 1997
"""Until then no number had its year."""
_ZEROS_BEGAN: Final = 2005
"""From then on a number below ten has a zero before it (55/2005/TTLT-BNV-VPCP; NĐ 30/2020)."""
_DECREE_ON_PAPERS: Final = date(2020, 3, 5)
_MINISTERS_ISSUE_CIRCULARS: Final = 2009
"""Until then ministers issued normative decisions too, with the year in their number."""
_MOST_RULES_OF_A_YEAR: Final = 300
"""No province passes so many normative decisions in a year.

A higher number is of an individual decision.
"""

_DASHES: Final = "‐‑‒–—―−"
_ETH: Final = str.maketrans("ÐƉð", "ĐĐđ")
_YEAR_HOLE: Final = "<năm>"
_CIRCULARS: Final = {"TT": "thông tư", "TTLT": "thông tư liên tịch"}
_SPELLED: Final = (
    (re.compile(r"^N[DĐ]-?CP$", re.IGNORECASE), "NĐ-CP"),
    (re.compile(r"^N[DĐ]/CP$", re.IGNORECASE), "NĐ-CP"),
    (re.compile(r"^NQ[-/]CP$", re.IGNORECASE), "NQ-CP"),
    (re.compile(r"^Q[DĐ][-/]TTG$", re.IGNORECASE), "QĐ-TTg"),
    (re.compile(r"^CT[-/]TTG$", re.IGNORECASE), "CT-TTg"),
    (re.compile(r"^Q[DĐ]-(?=\S)", re.IGNORECASE), "QĐ-"),
    (re.compile(r"^TT-(?=B)", re.IGNORECASE), "TT-"),
    (re.compile(r"^TTLT-(?=\S)", re.IGNORECASE), "TTLT-"),
    (re.compile(r"\bHDND\b"), "HĐND"),
)
_WORDS_BEFORE: Final = re.compile(r"\D*\s(\d+/\S+)")
_DIGITS: Final = r"\d+(?:\.\d+)?(?:\.?[a-zđ])?"
_NUMBER: Final = re.compile(
    rf"(?P<digits>{_DIGITS})(?:/(?P<year>\d{{4}}|\d{{2}}))?/"
    r"(?P<symbol>[A-Za-zĐđ][\w&.]*(?:[-/][\w&.]+)*)"
)
_PARTY: Final = re.compile(r"(\d+)[-/]([A-ZĐa-zđ]{2,4})[-/]TW")
_STEPS: Final = (
    # Each habit of the keyboard with what it is called, in the order in which it is mended.
    (re.compile(rf"[{_DASHES}]"), "-", "gạch ngang dài thay cho gạch nối"),
    (re.compile(r"(?<=\d)_(?=\w)"), "/", "gạch dưới thay cho dấu gạch chéo"),
    (re.compile(r"(?<=[^\W\d])_(?=\w)"), "-", "gạch dưới thay cho gạch nối"),
    (re.compile(r"\s*([-/])\s*"), r"\1", "thừa dấu cách"),
)
_LATIN_D: Final = "chữ Đ gõ bằng ký tự khác của bảng mã (Ð)"

_LOOSE: Final = re.compile(
    # Begun with a digit, for a search that begins by looking behind takes five times as long.
    r"\d(?<![\w/.\-]\d)\d*(?:\.\d+)?(?:\.?[a-zđ])?"
    r"(?:\s?[/_]\s?(?:\d{4}|\d{2}))?\s?[/_]\s?"
    rf"(?:(?:N[DĐÐƉ]|NQ|Q[DĐÐƉ]|CT|TTLT|TT|VBHN|nđ|qđ|tt)\s?[-/_{_DASHES}]\s?"
    rf"[A-ZĐÐƉ][\wĐÐƉ]*(?:[-_{_DASHES}][A-ZĐÐƉ][\wĐÐƉ]*)*"
    r"|N[DĐÐƉ]CP|QH\d{1,2}|UBTVQH\d{1,2})(?![\w/]|\.[a-z])"
)
"""What a text may mean as the number of an instrument, however it is typed."""


@frozen
class Misspelt:
    """A number that cannot be right (số, ký hiệu viết sai)."""

    written: str
    right: str
    """As it should read; `<năm>` where the year is missing and nothing tells it."""
    why: str

    def may_be(self, number: str) -> bool:
        """Whether the right number is this one."""
        if _YEAR_HOLE not in self.right:
            return number == self.right
        return re.fullmatch(re.escape(self.right).replace(_YEAR_HOLE, r"\d{4}"), number) is not None


# The same few laws are cited in every document.
@lru_cache(maxsize=1024)
def misspelt(number: str, issued: date | None = None) -> Misspelt | None:
    """What is wrong with the number of an instrument issued on a day; None where it may be right.

    NĐ 30/2020/NĐ-CP, Phụ lục I, II.3; what is no number of an instrument at all is left alone.
    """
    worded = _WORDS_BEFORE.fullmatch(number)
    bare = worded[1] if worded else number
    right, why = _typed_right(bare)
    party = _PARTY.fullmatch(right)
    if party is not None:
        kind = party[2].upper().replace("QD", "QĐ")
        right = f"{party[1]}-{kind}/TW"
        why = why or "văn bản của Đảng ghi số-tên loại/cơ quan"
    elif (parts := _NUMBER.fullmatch(right)) is None:
        right, why = bare, ""
    else:
        right, why = _of_the_state(parts, issued, why)
    if worded:
        why = "ô này chỉ ghi số, không ghi tên loại"
    return Misspelt(number, right, why) if right != number else None


def _typed_right(number: str) -> tuple[str, str]:
    """The number without the habits of the keyboard, and the first of them."""
    right = number.translate(_ETH)
    why = _LATIN_D if right != number else ""
    for pattern, instead, habit in _STEPS:
        mended = pattern.sub(instead, right)
        if mended != right:
            right, why = mended, why or habit
    return right, why


def _of_the_state(parts: re.Match[str], issued: date | None, why: str) -> tuple[str, str]:
    """The number as its kind asks for it: letters, year, zeros; and the first reason."""
    digits, year, symbol = parts["digits"], parts["year"] or "", _lettered(parts["symbol"])
    if symbol != parts["symbol"]:
        why = why or "chữ viết tắt sai"
    full = _full_year(year)
    if full != year:
        year, why = full, why or "năm ghi đủ bốn chữ số"
    dated, dated_why = _dated(digits, year, symbol, issued)
    why = why or dated_why
    padded = _padded(digits) if _asks_for_zero(year or dated, symbol, issued) else digits
    if padded != digits:
        why = why or "số dưới 10 thêm số 0 ở trước, không thừa số 0"
    middle = f"/{dated}" if dated else ""
    return f"{padded}{middle}/{symbol}", why


def _lettered(symbol: str) -> str:
    for pattern, letters in _SPELLED:
        symbol = pattern.sub(letters, symbol)
    return symbol


def _full_year(year: str) -> str:
    # 24/97/… was how the nineties wrote it; only a year of this century is short by mistake.
    return f"20{year}" if len(year) == 2 and int(year) < 90 else year


def _dated(digits: str, year: str, symbol: str, issued: date | None) -> tuple[str, str]:
    """The year that the number has to have, "" for none; and why where it is another."""
    kind, _, issuer = symbol.partition("-")
    if year:
        is_wrong = kind == "QĐ" and _is_individual(digits, year, issuer)
        return ("", "quyết định cá biệt không ghi năm") if is_wrong else (year, "")
    name = _normative(kind, issuer)
    old = issued is not None and issued.year < _YEARS_BEGAN
    if name is None or old:
        return "", ""
    return (str(issued.year) if issued else _YEAR_HOLE), f"{name} phải ghi năm"


def _normative(kind: str, issuer: str) -> str | None:
    """What the law calls an instrument whose number must have a year; None for any other."""
    if (kind, issuer) == ("NĐ", "CP"):
        return "nghị định"
    # LB (liên bộ) is of the time before numbers had years.
    if kind in _CIRCULARS and issuer.isupper() and issuer != "LB":
        return _CIRCULARS[kind]
    if kind.startswith(("QH", "UBTVQH")) and not issuer:
        return "văn bản của Quốc hội"
    return None


def _is_individual(digits: str, year: str, issuer: str) -> bool:
    """Whether a decision with a year is individual, not legislation.

    A minister's is since 2009, a committee's where its number is high.
    """
    if not (digits.isdigit() and len(year) == 4):
        return False
    by_minister = issuer.startswith("B") and int(year) >= _MINISTERS_ISSUE_CIRCULARS
    return by_minister or (issuer == "UBND" and whole(digits) >= _MOST_RULES_OF_A_YEAR)


def _asks_for_zero(year: str, symbol: str, issued: date | None) -> bool:
    if len(year) == 4:
        return int(year) >= _ZEROS_BEGAN
    # A paper without a year may be as old as its zero is missing.
    on_decree = issued is not None and issued >= _DECREE_ON_PAPERS
    return year == _YEAR_HOLE or (on_decree and "-" in symbol)


def _padded(digits: str) -> str:
    rest = digits.lstrip("0123456789")
    return f"{digits.removesuffix(rest).lstrip('0').zfill(2)}{rest}"


def meant(number: str, known: Iterable[str]) -> str | None:
    """Which known number a number stands for that is only typed otherwise; None for another one.

    A number that is near is another instrument: 63/2010 and 93/2010 have nothing in common.
    """
    wrong = misspelt(number)
    typed = _letters(wrong.right if wrong else number)
    for each in known:
        if _letters(each) == typed or (wrong is not None and wrong.may_be(each)):
            return each
    return None


def _letters(number: str) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in re.findall(r"\d+|[a-z]+", fold(number)))


def spoken_of(number: str) -> re.Pattern[str]:
    """The number as a text names it; not where it is the end or the beginning of another one."""
    return re.compile(rf"(?<![\w/.\-]){re.escape(number)}(?![\w/])")


def numbers_in(text: str) -> Iterator[tuple[int, str]]:
    """Each number of an instrument in a text, right or wrong, with where it begins."""
    # Most texts have no stroke, and to see that takes a hundredth of the time.
    if "/" in text or "_" in text:
        for found in _LOOSE.finditer(text):
            yield found.start(), found[0]


def misspelt_in(text: str) -> Iterator[tuple[int, Misspelt]]:
    """Each wrong number of an instrument in a text, with where it begins."""
    for start, written in numbers_in(text):
        wrong = misspelt(written)
        if wrong is not None:
            yield start, wrong
