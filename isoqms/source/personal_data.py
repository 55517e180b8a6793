"""What in a text tells of one person: identity numbers, mobile numbers, private addresses.

Only these are looked for: accounts, insurance and passport numbers, names and addresses of houses
have no form of their own by which a machine could tell them from the numbers of the trade.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from isoqms.source.text import in_utf8


class PersonalKind(StrEnum):
    """What it is, in words."""

    IDENTITY = "số căn cước"
    OLD_IDENTITY = "số chứng minh nhân dân"
    MOBILE = "số điện thoại di động"
    MAIL = "địa chỉ thư điện tử riêng"


class Seen(NamedTuple):
    """Personal data (dữ liệu cá nhân) in a text."""

    kind: PersonalKind
    start: int
    """The offset of its first character."""
    sign: str
    """The same for the same number however it is written; to compare with, never to show."""
    shown: str
    """Its beginning, as much of it as may be repeated."""


# No digit or letter touches it, nor is it a later part of a code: H38-221003-001212.
_BEFORE = r"(?<![^\W_])(?<!\+)(?<!\d[.\-])"
# A file number goes on with a branch or a day, a decision with the symbol of its agency.
_AFTER = r"(?!\d)(?![^\W\d_])(?![.\-]\d)(?!/\d*/?[A-ZĐ]{2,}[-/])(?!/(?:UBND|QĐ|HĐND)\b)"
_GAP = r"[ .\-]?"
_PAIR = r"[ .\-]\d{2}"

# Each begins with what seldom stands in a text, so that a whole repository is searched at the speed
# of memory; what stands before it is looked at last.
_IDENTITY: Final = re.compile(
    rf"0(?<={_BEFORE}0)(?:0[1-9]|[1-8]\d|9[0-6]){_GAP}[0-3]"
    rf"(?:\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{{8}}){_AFTER}(?! ?(?:đồng|đ|VN[ĐD]|triệu|tỷ)\b)"
)
_MOBILE: Final = re.compile(
    rf"0(?<={_BEFORE}0)[35789](?:"
    # 0912 345 678, 0912345678, (0912) 345678
    rf"\d{{2}}\)?{_GAP}\d{{3}}{_GAP}\d{{3}}"
    # 091 234 5678, 091 2345678
    rf"|\d\)?{_GAP}\d{{3}}{_GAP}\d{{4}}"
    # 0912 34 56 78, 0912 3456 78, 09 12 34 56 78, 091 23 45 678
    rf"|\d{{2}}{_PAIR}{_PAIR}{_PAIR}|\d{{2}}[ .\-]\d{{4}}{_PAIR}"
    rf"|{_PAIR}{_PAIR}{_PAIR}{_PAIR}|\d{_PAIR}{_PAIR}[ .\-]\d{{3}}"
    rf"){_AFTER}"
)
_ABROAD: Final = re.compile(
    r"84(?:(?<=(?<![\w.\-])84)|(?<=[+(]84))\)?[ .\-]?(?:\(0\)|0)?[ .\-]?[35789]"
    rf"(?:\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{_GAP}\d{{7}}"
    rf"|\d{_PAIR}{_PAIR}[ .\-]\d{{3}}|{_PAIR}{_PAIR}{_PAIR}{_PAIR}){_AFTER}"
)
# Nine digits are anything; with the word before them they are a citizen's.
_OLD_IDENTITY: Final = re.compile(
    r"(?:CMND|CMT(?:ND)?|ứng minh(?<=[Cc]hứng minh)(?: nhân dân| thư)?"
    r"|ịnh danh(?<=[Ss]ố định danh)|ăn cước(?<=[Cc]ăn cước))"
    rf"(?:[^\w\n]|số|là|cũ){{0,12}}(\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}})(?![ .\-]?\d)"
)
_PROVIDERS = (
    "gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|aol|proton"
    "|protonmail|zohomail|zoho|yandex|gmx|mail"
)
_MAIL: Final = re.compile(rf"@(?:{_PROVIDERS})\.(?:[a-z]{{2,3}})\b", re.IGNORECASE)
# The tax codes of a whole city begin like mobile numbers.
_TAX: Final = re.compile(
    r"(?:thuế|MST|doanh nghiệp|ĐKKD|ĐKDN|kinh doanh|mã số)[^\d\n]{0,12}$", re.IGNORECASE
)
_LOCAL: Final = re.compile(r"[\w.+\-]*$")
_LOOK_BACK: Final = 40
_LEADING_WORDS: Final = tuple(
    word.encode() for word in ("CMND", "CMT", "hứng minh", "ố định danh", "ăn cước")
)
_MORE_DIGITS = rb"(?:[ .\-()]{0,3}\d){8}"
# Two, because a pattern that begins with plain letters is searched for ten times faster.
_MANY_DIGITS: Final = (re.compile(rb"0" + _MORE_DIGITS), re.compile(rb"84" + _MORE_DIGITS))
_DIGITS: Final = re.compile(r"\D")


def may_tell_of_persons(content: bytes) -> bool:
    """Whether the bytes of a text may hold personal data; most texts need not be looked at."""
    content = in_utf8(content)
    has_words = any(word in content for word in _LEADING_WORDS)
    return has_words or b"@" in content or any(each.search(content) for each in _MANY_DIGITS)


def personal_data(text: str) -> Iterator[Seen]:
    """What the text says of persons, kind by kind."""
    if "0" in text:
        yield from _numbers(text, _IDENTITY, PersonalKind.IDENTITY)
        yield from _numbers(text, _MOBILE, PersonalKind.MOBILE)
    if "84" in text:
        yield from _numbers(text, _ABROAD, PersonalKind.MOBILE)
    if "CM" in text or "minh" in text or "định danh" in text or "ăn cước" in text:
        yield from _led_numbers(text)
    if "@" in text:
        yield from _addresses(text)


def _numbers(text: str, pattern: re.Pattern[str], kind: PersonalKind) -> Iterator[Seen]:
    for match in pattern.finditer(text):
        if kind is PersonalKind.MOBILE and _is_tax_code(text, match):
            continue
        sign = _DIGITS.sub("", match[0])
        if pattern is _ABROAD:
            sign = "0" + sign.removeprefix("84").removeprefix("0")
        yield Seen(kind, match.start(), sign, match[0][:3] + "…")


def _is_tax_code(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    return match[0].isdigit() and _TAX.search(before) is not None


def _led_numbers(text: str) -> Iterator[Seen]:
    for match in _OLD_IDENTITY.finditer(text):
        sign = _DIGITS.sub("", match[1])
        yield Seen(PersonalKind.OLD_IDENTITY, match.start(1), sign, match[1][:3] + "…")


def _addresses(text: str) -> Iterator[Seen]:
    for match in _MAIL.finditer(text):
        before = _LOCAL.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        name = before[0] if before else ""
        sign = f"{name}{match[0]}".lower()
        yield Seen(PersonalKind.MAIL, match.start(), sign, match[0][:3] + "…")
