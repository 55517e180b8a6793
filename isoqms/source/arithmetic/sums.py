"""Wholes and the parts told of them: `A, trong đó B và C`, `A gồm B và C`, `B + C = A`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from isoqms.source.arithmetic.numerals import Numeral
from isoqms.source.arithmetic.objections import Kind, Objection, Told
from isoqms.wording import number

_THEREOF: Final = re.compile(r"[ \xa0\n,:;(]*(?i:trong đó)\b[ \xa0\n]*:?")
_MADE_OF: Final = re.compile(r"[ \xa0\n,:;(]*(?i:gồm|bao gồm)(?: có)?\b[ \xa0\n]*:?")
_SEPARATOR: Final = re.compile(r"[;,]|\n|(?i:\s(?:và|còn)\s)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_MORE: Final = re.compile(r"\.\.\.|…|(?i:\bv\.v|vân vân)")
_MOST_PARTS: Final = 8


class _Pair(NamedTuple):
    """Two words for parts that together are all there is of some whole (phần bù)."""

    one: re.Pattern[str]
    other: re.Pattern[str]
    whole: re.Pattern[str]
    """What a whole must be that has no third part."""

    def is_all(self, parts: "tuple[_Part, ...]", whole: str) -> bool:
        """Whether the parts name both, of such a whole."""
        words = [part.words for part in parts]
        ones = [each for each in words if self.one.search(each)]
        others = [each for each in words if self.other.search(each) and each not in ones]
        return bool(ones and others and self.whole.search(whole))


def _pair(one: str, other: str, whole: str = "") -> _Pair:
    return _Pair(*(re.compile(f"(?i:{each})") for each in (one, other, whole)))


_COMPLEMENTS: Final = (
    _pair(
        "kỳ trước|năm trước|chuyển sang|chuyển tiếp|tồn đầu",
        r"\A(?!.*giải quyết)[\s\S]*(?:trong kỳ|trong năm|tiếp nhận mới|mới tiếp nhận)",
        "nhận",
    ),
    _pair("trễ hạn|quá hạn|chậm hạn", "đúng hạn|trước hạn|sớm hạn", "đã giải quyết|đã trả"),
    _pair("không đạt|chưa đạt", r"\bđạt\b(?! tỷ lệ)"),
    _pair("đang giải quyết|chưa giải quyết", "đã giải quyết"),
    _pair(r"(?<!việt )\bnam\b", r"\bnữ\b"),
)


class _Part(NamedTuple):
    """A number with the words around it that say what it counts."""

    numeral: Numeral
    words: str


def sums(told: Told) -> Iterator[Objection]:
    """What is wrong with the wholes of a sentence and the parts that are told of them."""
    yield from _equations(told)
    for index, whole in enumerate(told.numbers):
        if not whole.is_count:
            continue
        begun = told.bare[whole.end : _next_start(told, index)]
        made_of, thereof = _joint(begun, _MADE_OF), _joint(begun, _THEREOF)
        if thereof is not None:
            words = told.bare[_last_end(told, index) : whole.end + thereof]
            yield from _of_thereof(whole, words, _parts(told, whole.end + thereof))
        elif made_of is not None:
            yield from _of_made(told, whole, _parts(told, whole.end + made_of))


def _next_start(told: Told, index: int) -> int:
    rest = told.numbers[index + 1 : index + 2]
    return rest[0].start if rest else len(told.bare)


def _last_end(told: Told, index: int) -> int:
    return told.numbers[index - 1].end if index else 0


def _joint(words: str, joint: re.Pattern[str]) -> int | None:
    """Where the parts begin that the words announce; None where they announce none.

    Between a whole and its parts stands only what is counted.
    """
    match = joint.search(_BRACKETS.sub(lambda found: " " * len(found[0]), words))
    if match is None or re.search(r"[.;:()]", _BRACKETS.sub("", words[: match.start()])):
        return None
    return match.end()


def _parts(told: Told, start: int) -> tuple[_Part, ...]:
    """The parts behind a joint: each stretch between commas with one number that counts."""
    bare = _BRACKETS.sub(lambda found: " " * len(found[0]), told.bare[start:])
    found, begin = [], 0
    ends = [match.span() for match in _SEPARATOR.finditer(bare)]
    for end, following in (*ends, (len(bare), len(bare))):
        inside = [
            each
            for each in told.numbers
            if start + begin <= each.start < start + end and bare[each.start - start].strip()
        ]
        counts = [each for each in inside if not each.is_percent]
        if len(counts) == 1:
            found.append(_Part(counts[0], bare[begin:end]))
        begin = following
    return tuple(found)


def _of_thereof(whole: Numeral, words: str, parts: tuple[_Part, ...]) -> Iterator[Objection]:
    larger = [
        each.numeral
        for each in parts[:1]
        if each.numeral.is_count
        and each.numeral.noun == whole.noun != ""
        and each.numeral.value > whole.value
    ]
    for part in larger:
        yield Objection(
            Kind.SUM,
            part.start,
            part.end,
            f"Lời văn ghi «trong đó» {number(part.value)}, nhiều hơn tổng "
            f"{number(whole.value)} mà nó là một phần",
        )
    if not larger and any(pair.is_all(parts, words) for pair in _COMPLEMENTS):
        yield from _added(whole, parts)


def _of_made(told: Told, whole: Numeral, parts: tuple[_Part, ...]) -> Iterator[Objection]:
    """Against a whole that is made of parts, each of which begins with its number."""
    if len(parts) < 2 or _MORE.search(told.text) or not _is_near(whole, parts):
        return
    tail = _BRACKETS.sub("", told.bare[parts[0].numeral.start :])
    stretches = [each for each in _SEPARATOR.split(tail) if each.strip(" \n-*+•.")]
    if len(stretches) == len(parts) and all(re.match(r"[\s\-*+•]*\d", each) for each in stretches):
        yield from _added(whole, parts)


def _is_near(whole: Numeral, parts: tuple[_Part, ...]) -> bool:
    """Whether the parts may be counted as the whole is: one set of five sheets is not."""
    total = sum((part.numeral.value for part in parts), Decimal(0))
    return whole.value >= 10 and whole.value / 2 <= total <= whole.value * 3 / 2


def _added(whole: Numeral, parts: tuple[_Part, ...]) -> Iterator[Objection]:
    """The objection where no two or more of the parts add up to the whole."""
    values = [part.numeral for part in parts]
    if len(values) < 2 or len(values) > _MOST_PARTS or not all(each.is_count for each in values):
        return
    some = (chosen for size in range(2, len(values) + 1) for chosen in combinations(values, size))
    if any(_adds_up(chosen, whole) for chosen in some):
        return
    told = " + ".join(number(each.value) for each in values)
    total = sum((each.value for each in values), Decimal(0))
    yield Objection(
        Kind.SUM,
        whole.start,
        whole.end,
        f"Lời văn ghi tổng {number(whole.value)}, còn các phần kể ra {told} = {number(total)}",
    )


def _adds_up(parts: tuple[Numeral, ...], whole: Numeral) -> bool:
    least = sum((part.span[0] for part in parts), Decimal(0))
    most = sum((part.span[1] for part in parts), Decimal(0))
    return least <= whole.span[1] and most >= whole.span[0]


def _equations(told: Told) -> Iterator[Objection]:
    """Of sums that are written with their signs: `19.014 + 1.276 = 20.290`."""
    run: list[Numeral] = []
    for one, other in told.pairs():
        sign = _BRACKETS.sub("", told.between(one, other))
        if re.fullmatch(r"[^+=;.,\n]{0,30}\+[ \xa0]*", sign):
            run = [*run, one] if run else [one]
            continue
        if run and re.fullmatch(r"[^+=;.,\n]{0,30}=\s*", sign):
            yield from _equated((*run, one), other)
        run = []


def _equated(parts: tuple[Numeral, ...], whole: Numeral) -> Iterator[Objection]:
    known = all(not each.is_near for each in (*parts, whole))
    alike = len({each.is_percent for each in (*parts, whole)}) == 1
    if known and alike and not _adds_up(parts, whole):
        told = " + ".join(number(each.value) for each in parts)
        total = number(sum((each.value for each in parts), Decimal(0)))
        message = f"Lời văn ghi {told} = {number(whole.value)}, còn cộng ra {total}"
        yield Objection(Kind.SUM, whole.start, whole.end, message)
