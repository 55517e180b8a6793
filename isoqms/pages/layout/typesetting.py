"""How long words become on paper, and where their lines break.

Only this module knows the letter widths of Times New Roman (`data/times-new-roman-widths.json`, in
1/2048 of the size; the same for the metric-compatible Liberation Serif 2 and Tinos): no font is
needed where it runs.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from math import inf
from pathlib import Path

_WIDTHS = Path(__file__).with_name("data") / "times-new-roman-widths.json"
_MM_PER_POINT = 25.4 / 72
_UNITS_PER_EM = 2048
# A letter that is not in the table is taken to be half as wide as it is high.
_UNKNOWN = 1024
_NO_BREAK = "\N{NO-BREAK SPACE}"
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
"""A hyphen at which no line ends; `writers` has an element of Word for it, so no font needs it."""
_PLAIN = str.maketrans({_NO_BREAK: " ", NO_BREAK_HYPHEN: "-"})
# Only where a number alone on the next line would puzzle. Whole dates, or TCVN and ISO glued
# together leave wide gaps in a justified line, because the piece that moves to the next line is
# long.
_GLUED = re.compile(r"\b(số|Điều|khoản|tháng|năm|ISO) (?=\d)")
# The number of a paper with its symbol: `118/QĐ-UBND`, `30/2020/NĐ-CP`, `……/QĐ-UBND`.
_SYMBOL = re.compile(r"(?<![\w/])(?:\d+[a-z]?|…+)(?:/\d{4})?/[A-ZĐ]\w*(?:-[A-ZĐ]\w*)+")
_WHOLE = re.compile(rf"{_SYMBOL.pattern}|(?<![\w/-])[A-ZĐ]{{2,}}(?:-[A-ZĐ0-9]+)*-\d+(?![\w/])")
"""What is never broken over a line: such a number, or the code of a document."""
# Word breaks a line behind a hyphen, too.
_AT_HYPHEN = re.compile(r"[^-]+-?|-")
# A line of a title had better begin with one of these, or end with a comma, than break a name in
# two.
_CONNECTING = frozenset(
    ("và", "về", "của", "theo", "tại", "do", "trong", "cho", "với", "để")
) | frozenset(("tỉnh", "huyện", "quận", "thành", "thị", "xã", "phường", "hệ", "tiêu"))
# Two syllables of one word; a title reads badly where a line ends between them.
_COMPOUNDS = frozenset(
    (
        "hệ thống",
        "quản lý",
        "chất lượng",
        "tiêu chuẩn",
        "quốc gia",
        "ban chỉ",
        "chỉ đạo",
        "mục tiêu",
        "kế hoạch",
    )
) | frozenset(
    ("thủ tục", "hành chính", "đánh giá", "nội bộ", "tài liệu", "áp dụng", "thực hiện", "lãnh đạo")
)


@dataclass(frozen=True, slots=True)
class Face:
    """Size in pt and hand of some words."""

    size: float
    bold: bool = False
    italic: bool = False


@cache
def _letters(name: str) -> dict[str, int]:
    widths: dict[str, dict[str, int]] = json.loads(_WIDTHS.read_text(encoding="utf-8"))
    return widths[name]


def width(text: str, face: Face) -> float:
    """The length of `text` on one line, in mm."""
    name = ("b" if face.bold else "") + ("i" if face.italic else "")
    letters = _letters(name or "r")
    units = sum(letters.get(letter, _UNKNOWN) for letter in text.translate(_PLAIN))
    return units / _UNITS_PER_EM * face.size * _MM_PER_POINT


def glued(text: str) -> str:
    """`text` with no-break spaces in `số 30`, `Điều 1`, `khoản 2`, `tháng 3`, `ISO 9001`.

    The symbol of a paper and the code of a document have no-break hyphens: `118/QĐ-UBND`.
    """
    return _whole(_WHOLE, _GLUED.sub(rf"\1{_NO_BREAK}", text))


def unbroken(text: str) -> str:
    """`text` with no-break hyphens in the symbols of papers: `26/2014/TT-BKHCN`.

    Codes of documents keep theirs, since lists are searched for them (`unparted`).
    """
    return _whole(_SYMBOL, text)


def _whole(pieces: re.Pattern[str], text: str) -> str:
    if "-" not in text:
        return text
    return pieces.sub(lambda found: found[0].replace("-", NO_BREAK_HYPHEN), text)


def unparted(text: str, limit: float, face: Face) -> str:
    """`text` with line breaks where a line of `limit` mm would end within a code (`QT-TP-01`).

    A no-break hyphen would do the same, but Word would no longer find the code.
    """
    return "\n".join(_unparted(line.split(" "), limit, face) for line in text.split("\n"))


def _unparted(words: list[str], limit: float, face: Face) -> str:
    starts = set(_filled(_measured(words, face), limit))
    # Only what has a hyphen can break within itself; before other words Word breaks by itself.
    gaps = [" "] * len(words)
    for index in starts:
        if "-" in words[index].strip("-"):
            gaps[index] = "\n"
    return "".join(f"{gap}{word}" for gap, word in zip(gaps, words, strict=True))[1:]


def longest_piece(words: Iterable[str], face: Face) -> float:
    """The length in mm of the longest piece that must not be parted.

    A code, the number of a paper with its symbol, a day, a word.
    """
    pieces = {piece for word in words for piece in _AT_HYPHEN.findall(_whole(_WHOLE, word))}
    return max((width(piece, face) for piece in pieces), default=0.0)


def line_count(text: str, limit: float, face: Face) -> int:
    """How many lines `text` takes when each may be `limit` mm long."""
    return sum(len(_filled(_measured(line.split(), face), limit)) for line in text.split("\n"))


def broken(text: str, limit: float, face: Face) -> tuple[str, ...]:
    """The lines of a centred text: as few as fit into `limit` mm, and as equal as its sense allows.

    A line break in the text stays.
    """
    return tuple(line for given in text.split("\n") for line in _balanced(given, limit, face))


def rule_length(lines: Sequence[str], face: Face) -> float:
    """The length in mm of the rule under `lines`: 1/3 to 1/2 of the last (Phụ lục I, II.2, II.5).

    Two fifths of the longest line where that lies between, so that the rule suits the whole block.
    """
    lengths = [width(line, face) for line in lines]
    if not lengths:
        return 0
    return min(max(0.4 * max(lengths), 0.35 * lengths[-1]), 0.48 * lengths[-1])


def _balanced(text: str, limit: float, face: Face) -> tuple[str, ...]:
    words = [word for word in glued(" ".join(text.split(" "))).split(" ") if word]
    measured = _measured(words, face)
    lines = len(_filled(measured, limit))
    cuts = _best_cuts(measured, lines, limit, _penalties(words, limit))
    return tuple(" ".join(words[start:end]).translate(_PLAIN) for start, end in pairwise(cuts))


@dataclass(frozen=True, slots=True)
class _Measured:
    """Words by their lengths: `ends[n]` is that of the first n words with a space after each."""

    ends: tuple[float, ...]
    space: float

    def length(self, start: int, end: int) -> float:
        return self.ends[end] - self.ends[start] - self.space


def _measured(words: Sequence[str], face: Face) -> _Measured:
    space = width(" ", face)
    return _Measured(
        tuple(accumulate((width(word, face) + space for word in words), initial=0.0)), space
    )


def _filled(words: _Measured, limit: float) -> list[int]:
    """The word each line starts with when every line takes what it can."""
    starts = [0]
    for index in range(1, len(words.ends) - 1):
        if words.length(starts[-1], index + 1) > limit:
            starts.append(index)
    return starts


def _penalties(words: Sequence[str], limit: float) -> list[float]:
    """What it costs to end a line before each word: nothing where the sense pauses."""
    # Squared, as the lengths of lines are. The end of the last line costs nothing: before «và» the
    # sense pauses.
    followed = pairwise((*words, "và"))
    return [0.0, *((_parting(before, word) * limit) ** 2 for before, word in followed)]


def _parting(before: str, word: str) -> float:
    """How ill it is to part two words, from 0 where the sense pauses."""
    if f"{before} {word}".lower() in _COMPOUNDS:
        return 0.5
    pauses = before[-1] in ",;:-–" or word.lower() in _CONNECTING
    return 0.0 if pauses else 0.25


def _best_cuts(
    words: _Measured, lines: int, limit: float, penalties: Sequence[float]
) -> tuple[int, ...]:
    """Where so many lines begin and end, at the least cost.

    The cost is the sum of the squared lengths, which is least for equal lines, and of the
    penalties.
    """
    count = len(words.ends) - 1
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,)), *[(inf, ())] * count]
    for _ in range(lines):
        best = [_cheapest(words, best[:end], end, limit, penalties) for end in range(count + 1)]
    return best[count][1]


def _cheapest(
    words: _Measured,
    before: Sequence[tuple[float, tuple[int, ...]]],
    end: int,
    limit: float,
    penalties: Sequence[float],
) -> tuple[float, tuple[int, ...]]:
    """The best way to end a line before the word `end`, given the best ways to begin it."""
    ways = (
        (cost + _square(words.length(start, end), limit) + penalties[end], (*cuts, end))
        for start, (cost, cuts) in enumerate(before)
        if cuts
    )
    return min(ways, default=(inf, ()))


def _square(length: float, limit: float) -> float:
    # A line that is too long is a last resort: one word longer than the page still has to stand
    # somewhere.
    return length**2 if length <= limit else length**2 * 1000
