"""How Vietnamese is written, compared and sorted: letters, dates, numbers."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from difflib import get_close_matches

_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
_BASES = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Vietnamese has neither f, j, w nor z, and ă, â, ê, ô, ơ, ư give no point (NĐ 30/2020, PL I).
_POINTS = tuple("abcdđeghiklmnopqrstuvxy")


def nfc(text: str) -> str:
    """`text` with each letter as one code point, the only form that is stored and compared."""
    return unicodedata.normalize("NFC", text)


def printable(text: str, instead: str = "") -> str:
    """`text` from elsewhere without what cannot be printed: no letter of it steers a terminal."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else instead for each in text)


def is_printable(text: str) -> bool:
    """Whether all of a text can be printed, spaces of every kind among it."""
    return text.isprintable() or all(
        each.isprintable() or unicodedata.category(each) == "Zs" for each in text
    )


def _weigh(letter: str) -> tuple[int, int]:
    """The place of a letter in the Vietnamese alphabet, and the rank of its tone."""
    tone = 0
    rest = []
    for mark in unicodedata.normalize("NFD", letter):
        if mark in _TONES:
            tone = _TONES[mark]
        else:
            rest.append(mark)
    base = unicodedata.normalize("NFC", "".join(rest))
    return (_BASES.index(base), tone)


_WEIGHTS = {letter: _weigh(letter) for letter in _LETTERS}


_MOST_DIGITS = 18


def whole(digits: str) -> int:
    """The number that decimal digits say; of very many, the same one that is larger than all.

    Anybody may write thousands of digits where an office numbers something; Python reads no more
    than 4,300 of them.
    """
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def sort_key(text: str) -> tuple[object, ...]:
    """The key that puts words in Vietnamese order (Ăn, Ấp, Dân, Đà Nẵng).

    Numbers in them go by value (QT-2, QT-10).
    """
    first: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", nfc(text).lower()):
        if part.isdecimal():
            first.append((1, whole(part)))
            continue
        place, tone = _WEIGHTS.get(part, (0, 0))
        first.append((2, place) if part in _WEIGHTS else (0, ord(part)))
        tones.append(tone)
    return (tuple(first), tuple(tones), text)


def fold(text: str) -> str:
    """`text` in small letters without diacritics (`Đắk Nông`: `dak nong`).

    For file names and forgiving look-ups.
    """
    marks = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def compared(text: str) -> str:
    """A name as it is compared with another: `Hòa giải`, `hoà  giải` are one."""
    return " ".join(fold(text).split())


def slug(text: str) -> str:
    """`text` as the name of a file or key: `UBND xã An Phú` → `ubnd-xa-an-phu`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def number_slug(number: str) -> str:
    """A document's number as the name of a file: `2545/QĐ-UBND` → `2545-QD-UBND`."""
    marks = unicodedata.normalize("NFD", number.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(mark for mark in marks if not unicodedata.combining(mark))
    return re.sub(r"[^A-Za-z0-9]+", "-", bare).strip("-")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was probably meant to be, or None."""
    names = {fold(k): k for k in known}
    found = get_close_matches(fold(name), names, n=1, cutoff=0.6)
    return next((names[each] for each in found), None)


_SPOKEN_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
FIRST_YEAR = 1990
"""Before, no agency had a system: an earlier day is mistyped, and a year of two digits is later."""


def written_day(text: str) -> date | None:
    """The day that a person wrote: 31/12/2026, 2026-12-31, 2/2/26; None for what is no day.

    A year of two digits lies in 1990–2089. With hyphens it might be the day, and is none.
    """
    text = text.strip()
    spoken, iso = _SPOKEN_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif spoken and (spoken[2] != "-" or len(spoken[4]) == len("2026")):
        day, month, year = int(spoken[1]), int(spoken[3]), int(spoken[4])
    else:
        return None
    if spoken and len(spoken[4]) == len("26"):
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in_letters(day: date) -> str:
    """`ngày 05 tháng 02 năm 2020`, as NĐ 30/2020, PL I, II.4 has it.

    Days below 10 and months 1, 2 take a leading zero.
    """
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def date_short(day: date) -> str:
    """`30/9/2022`, with the same leading zeros as on the dateline: `05/02/2020`."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    # Of the months the decree asks it of 1 and 2 alone (NĐ 30/2020, PL I, II.4).
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def number(value: int | Decimal) -> str:
    """`20.290`, `96,5`: a dot between thousands, a comma before decimals, no needless zeros."""
    exact = Decimal(value)
    exact = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
    return f"{exact:,f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def with_unit(value: int | Decimal, unit: str | None) -> str:
    """A value with its unit, per cent without a space: `99,2%`, `3 điểm`."""
    return f"{number(value)}%" if unit == "%" else f"{number(value)} {unit or ''}".rstrip()


def size_in_words(count: int) -> str:
    """`812 KB`, `4,2 MB`: how large a file of so many bytes is, as Windows tells it."""
    if count < 1024 * 1024:
        return f"{number(max(1, round(count / 1024)))} KB"
    return f"{number(round(Decimal(count) / 1024 / 1024, 1))} MB"


def percent(
    part: int | Decimal, whole: int | Decimal, decimals: int = 1, *, truncate: bool = False
) -> Decimal | None:
    """`part` of `whole` in per cent at so many decimals, or None where `whole` is 0.

    Published ratios are often truncated, so the agency says which it uses.
    """
    if not whole:
        return None
    step = Decimal(1).scaleb(-decimals)
    rounding = ROUND_DOWN if truncate else ROUND_HALF_UP
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=rounding)


def tenths(value: Decimal) -> str:
    """`47,0`: a share as it stands in a column, where all have as many places."""
    return f"{value:,.1f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def two_digits(count: int) -> str:
    """`02`, `101`: a count or number of documents below 10 with a zero (NĐ 30/2020, PL I, II.3)."""
    return f"{count:02d}"


def roman(value: int) -> str:
    """`IV`: the numeral of parts and annexes."""
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for worth, sign in signs:
        while value >= worth:
            text += sign
            value -= worth
    return text


def point_letter(index: int) -> str:
    """The letter of the point (điểm) at `index` from 0: a, b, c, d, đ, e, g (NĐ 30/2020, PL I)."""
    return _POINTS[index]


def listed(items: Iterable[str]) -> str:
    """`A, B và C`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"


def without_kind(kind: str, summary: str) -> str:
    """The summary of a paper without the kind that its title says above it.

    `Kế hoạch áp dụng …` → `Áp dụng …`.
    """
    bare = summary.strip()
    if not bare.lower().startswith(f"{kind.lower()} "):
        return bare
    bare = bare[len(kind) :].lstrip()
    return f"{bare[:1].upper()}{bare[1:]}"


_POSTS = ("Trưởng", "Phó", "Chủ tịch", "Giám đốc", "Chánh", "Tổ trưởng", "Thủ trưởng")


def within(text: str) -> str:
    """`text` as it goes on after a colon.

    Its first letter is small, unless a post or an abbreviation begins it.
    """
    if text[1:2].isupper() or text.startswith(_POSTS):
        return text
    return f"{text[:1].lower()}{text[1:]}"


_PROPER = re.compile(
    r"(?:Sở|Bộ|Ban|Phòng|Văn phòng|Trung tâm|Cục|Chi cục|Thanh tra|Viện|Trường|Luật|Bộ luật|Đoàn|"
    r"Tổ|Hội|Đảng|Đề án|Dự án|Tết|Ngày)\s+(?=[A-ZĐÀ-Ỹ\d])|"
    r"(?:Ủy ban|Uỷ ban|Hội đồng nhân dân|Mặt trận Tổ quốc|Chính phủ|Quốc hội|Thủ tướng|Chủ tịch|"
    r"Tòa án|Công an|Nhà nước|Việt Nam|Hệ thống quản lý chất lượng)\b|"
    r"(?:Hiến pháp|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông tư liên tịch|"
    r"Kế hoạch|Công văn|Thông báo|Tờ trình|Báo cáo|Chương trình)\s+số\b"
)
"""How a name begins: an agency, an office, a legal instrument by its number."""
_OPENINGS = re.compile(r"(?:(?:v/v|về việc|về)\s*:?\s+)+", re.IGNORECASE)


def lowered(text: str) -> str:
    """`text` as it goes on inside a sentence: its first letter small, unless a name begins it."""
    if text[1:2].isupper() or _PROPER.match(text):
        return text
    return f"{text[:1].lower()}{text[1:]}"


def matter(summary: str) -> str:
    """What a paper is about, as it stands behind `về việc`, `V/v`: without these words, no stop."""
    bare = summary.strip().rstrip(".;").strip()
    return lowered(_OPENINGS.sub("", bare, count=1) if _OPENINGS.match(bare) else bare)


def sentence(text: str) -> str:
    """`text` with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
