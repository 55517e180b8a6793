"""The quantities that a Vietnamese text writes with digits, each as exact as it is written.

`20.290`, `82,7%`, `99.5%`, `4,52 ngàn`; not what has digits and is no quantity: numbers of
documents, days, editions, clauses, codes, addresses. A number that can be read in two ways
(`1,234`) or is said to be near (`trên 40%`) is none either: nothing can be proved with it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.wording import fold

# Words after which digits name something and count nothing. «tổng số 50» counts.
_NAMED: Final = (
    r"(?i:\b(?:ngày|tháng|năm|quý|điều|khoản|điểm|mục|(?<!tổng )(?<!trên )(?<!trong )số|lần|phần"
    r"|chương|phụ lục|điều khoản|mức độ|mức|cấp|đợt|thứ|khóa|khoá|bước|ISO|TCVN))"
    r"[ \xa0]+(?:[A-Z][\w-]*[ \xa0]+)?\d(?:[\d.:/,-]*\d)?"
)
_NO_QUANTITY: Final = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|`[^`\n]*`"
    r"|^#[^\n]*$"
    r"|^[ \t>]*\d+(?:\.\d+)*[.)](?=[ \t])"
    r"|\b(?:https?://|www\.)\S+"
    r"|\d+/(?:\d{4}/)?[A-ZĐ]\S*"
    r"|(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)|(?<![\d/])\d{1,2}/\d{4}(?!\d)"
    r"|(?i:\b(?:ngày|từ|đến|trước|sau))[ \xa0]+\d{1,2}/\d{1,2}(?![\d/])"
    rf"|{_NAMED}"
    r"|\b[A-ZĐ][\w.]*-[\w.-]*\d[\w.-]*"
    # Thousands parted by spaces could be two numbers.
    r"|(?<![\d.,])\d{1,3}(?:[ \xa0]\d{3})+(?!\d)"
    r"|\d+:\d+|\d+(?:\.\d{1,2}){2,}\b|\b[1-3]\.\d{6}\b"
    r"|(?<![\d.,/])(?:19|20)\d\d(?![\d.,/]?\d)",
    re.MULTILINE | re.DOTALL,
)
_NUMERAL: Final = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?P<part>,\d+|\.\d+)?(?![\d.,]*\d)(?!\w)"
    r"(?:[ \xa0]*(?P<percent>%)|[ \xa0]+(?P<scale>ngàn|nghìn|triệu|tỷ|tỉ)\b)?"
)
_SCALES: Final = {"ngàn": 3, "nghìn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_NEAR: Final = re.compile(
    r"(?i:\b(?:hơn|trên|gần|khoảng|ước(?: đạt)?|dưới|chừng|tối thiểu|ít nhất|không quá|tối đa"
    r"|chưa đến|quá))[ \xa0]+$|\d[ \xa0]*[-–][ \xa0]*$"
)
_NOUN: Final = re.compile(r"[ \xa0\n]*([^\W\d_]+)(?:[ \xa0\n]+([^\W\d_]+))?")
_SAME: Final = {"tthc": "thu tuc", "bo ho": "ho so"}
_OF_ONE_WORD: Final = frozenset(
    {"phieu", "nguoi", "luot", "phong", "xa", "ban", "to", "muc", "viec"}
)


class Numeral(NamedTuple):
    """A quantity as it is written (con số): where, how much, to which last digit."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    """What one more in the last written digit is worth: 0,1 of `82,7`."""
    is_percent: bool = False
    is_near: bool = False
    """Whether it is only said to be about so much: `trên 40%`."""
    noun: str = ""
    """What is counted, two words, to be compared: `ho so`."""

    @property
    def is_count(self) -> bool:
        """Whether it counts something: whole, and no percentage."""
        return not self.is_percent and not self.is_near

    @property
    def decimals(self) -> int:
        """How many decimals were written: 1 of `82,7`."""
        exponent = self.step.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """Between which values the true one lies, whether it was rounded or cut."""
        if self.step == 1:
            return self.value, self.value
        return self.value - self.step / 2, self.value + self.step


def blanked(text: str) -> str:
    """The text with as much nothing where digits stand that are no quantity."""
    return _NO_QUANTITY.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def numerals(text: str) -> tuple[Numeral, ...]:
    """Every quantity of a text in order, also those that are only near; see `blanked`."""
    return numerals_of(blanked(text))


def numerals_of(bare: str) -> tuple[Numeral, ...]:
    """The same of a text that is blanked already."""
    return tuple(_numerals(bare))


def _numerals(text: str) -> Iterator[Numeral]:
    for match in _NUMERAL.finditer(text):
        read = _read(match)
        if read is None:
            continue
        value, step = read
        yield Numeral(
            match.start(),
            match.end(),
            value,
            step,
            is_percent=bool(match["percent"]),
            is_near=bool(_NEAR.search(text, max(0, match.start() - 20), match.start())),
            noun=_noun(text, match.end()),
        )


def _read(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Value and last digit; None where it can be read in two ways."""
    whole, part = match["whole"], match["part"] or ""
    if match["percent"] and not part and "." in whole:
        # 99.504% can be no thousands: a percentage of a part.
        whole, _, part = whole.partition(".")
    elif _is_open(whole, part):
        return None
    digits = part.lstrip(",.")
    scale = _SCALES.get(match["scale"] or "", 0)
    value = Decimal(f"{whole.replace('.', '')}.{digits or '0'}")
    return value.scaleb(scale), Decimal(1).scaleb(scale - len(digits))


def _is_open(whole: str, part: str) -> bool:
    """Whether nobody can tell decimals from thousands: `1,234`, `12.5.1`, `1.0123`."""
    if not part:
        return False
    if part.startswith("."):
        return "." in whole or len(part) > 3
    return len(part) == 4 and whole != "0" and len(whole) <= 3


def _noun(text: str, end: int) -> str:
    match = _NOUN.match(text, end)
    if match is None:
        return ""
    first, second = fold(match[1]), fold(match[2] or "")
    words = first if first in _OF_ONE_WORD else f"{first} {second}".strip()
    return _SAME.get(first, _SAME.get(words, words))
