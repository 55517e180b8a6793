"""Find what a joining of two versions left undecided in a text: both, one above the other."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import Final

from isoqms.diagnostics import Fault, Location

_MARK: Final = re.compile(r"(<{7,}|>{7,}|={7,}|\|{7,})(?: .*)?\r?")
_MOST_TOLD: Final = 6
_ROWS: Final = frozenset(sign * 7 for sign in "<>=|")


class _Kind(Enum):
    """What a line of such a text is."""

    TEXT = auto()
    MARK = auto()
    OTHER = auto()
    """Of the common origin, or of the second version."""


def conflict_lines(text: str) -> tuple[int, ...]:
    """The lines, counted from 1, at which the marks of an undecided joining stand.

    A row of `=` may underline a heading and a row of `|` be a table: they count between a row of
    `<` and one of `>` only.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return ()
    kinds = enumerate(_kinds(text.split("\n")), 1)
    return tuple(number for number, kind in kinds if kind is _Kind.MARK)


def first_version(text: str) -> str:
    """The text with the first of the two versions alone; each of its lines keeps its number."""
    lines = text.split("\n")
    kinds = _kinds(lines)
    pairs = zip(lines, kinds, strict=True)
    return "\n".join(line if kind is _Kind.TEXT else "" for line, kind in pairs)


def conflict_fault(path: PurePosixPath, text: str) -> Fault | None:
    """The one fault of a text with such marks; None where it has none."""
    lines = conflict_lines(text)
    if not lines:
        return None
    shown = ", ".join(map(str, lines[:_MOST_TOLD])) + (" …" if len(lines) > _MOST_TOLD else "")
    message = (
        f"Tệp còn dấu gộp dở (dòng {shown}): hai bản khác nhau của cùng một đoạn nằm chồng lên "
        "nhau, chưa ai chọn."
    )
    hint = (
        "Mở tệp, giữ lại đoạn đúng, xóa đoạn kia cùng các dòng «<<<<<<<», «=======», «>>>>>>>» rồi "
        "lưu lại. Còn dấu này thì chưa ban hành, công bố, ghi gì vào kho được."
    )
    return Fault("QMS014", Location(path, lines[0]), message, hint)


def _kinds(lines: list[str]) -> Iterator[_Kind]:
    signs = [_sign(line) for line in lines]
    last = max((place for place, sign in enumerate(signs) if sign == ">"), default=-1)
    is_open, now = False, _Kind.TEXT
    for place, sign in enumerate(signs):
        if sign in ("<", ">"):
            # What is never closed is no second version: the rest of the file belongs to the text.
            is_open, now = sign == "<" and place < last, _Kind.TEXT
            yield _Kind.MARK
        elif sign and is_open:
            now = _Kind.OTHER
            yield _Kind.MARK
        else:
            yield now


def _sign(line: str) -> str:
    """The sign of which the mark on this line is made; empty where none stands there."""
    # Nearly every line begins otherwise.
    match = _MARK.fullmatch(line) if line[:7] in _ROWS else None
    return match[1][0] if match else ""
