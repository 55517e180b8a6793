"""The numbered sections of a procedure's prose."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from isoqms.wording import fold

TITLES = (
    "MỤC ĐÍCH",
    "PHẠM VI",
    "TÀI LIỆU VIỆN DẪN",
    "ĐỊNH NGHĨA, VIẾT TẮT",
    "NỘI DUNG",
    "BIỂU MẪU",
    "HỒ SƠ CẦN LƯU",
)
"""The seven sections in their order; 6 and 7 are printed from the head."""

_WORDS = (
    ("muc dich",),
    ("pham vi",),
    ("vien dan",),
    ("dinh nghia", "viet tat", "giai thich tu ngu"),
    ("noi dung",),
    ("bieu mau",),
    ("ho so can luu", "ho so luu", "luu ho so", "luu tru"),
)
_HEADING = re.compile(r"^#", re.MULTILINE)
_NUMBERED = re.compile(r"#{1,2} +(?:(\d)\. *|(\d) +)?(\D.*)?$")


class Heading(NamedTuple):
    """A heading of the first two levels: its place, its words, the section named, its number."""

    line: int
    """Counted from 0."""
    text: str
    section: int | None
    """1 to 7, by its words or else its number; None where it is neither."""
    number: int | None
    is_empty: bool
    """Whether nothing stands between it and the next heading or the end."""


def headings(body: str) -> Iterator[Heading]:
    """The headings of a body, in order; those below the second level are part of their section."""
    starts = [match.start() for match in _HEADING.finditer(body)]
    line, counted = 0, 0
    for start, following in pairwise([*starts, len(body)]):
        line += body.count("\n", counted, start)
        counted = start
        text = body[start:following].partition("\n")[0]
        section, number = _known(text)
        # A sub-heading is something to read, so only the next section ends an empty one.
        is_empty = not body[start + len(text) : following].strip() and not body.startswith(
            "###", following
        )
        if not text.startswith("###"):
            yield Heading(line, text.lstrip("# "), section, number, is_empty)


def are_in_order(body: str, wanted: tuple[int, ...]) -> bool:
    """Whether a body has all sections, numbered, in order and with words: the quick answer."""
    last, filled, found = 0, True, 0
    for piece in f"\n{body}".split("\n#")[1:]:
        head, _, rest = piece.partition("\n")
        if head.startswith("##"):
            filled = True
            continue
        section, number = _known(f"#{head}")
        if section is None:
            continue
        if not filled or section <= last or number != section:
            return False
        last, filled, found = (
            section,
            bool(rest) and not rest.isspace(),
            found + (section in wanted),
        )
    return filled and found == len(wanted)


@lru_cache(maxsize=256)
def _known(text: str) -> tuple[int | None, int | None]:
    """The section that a heading's words name, and the number before them."""
    match = _NUMBERED.fullmatch(text.strip())
    if match is None:
        return None, None
    number = int(match[1] or match[2] or 0) or None
    words = fold(match[3] or "")
    for section, known in enumerate(_WORDS, 1):
        if any(word in words for word in known):
            return section, number
    if number in range(1, len(TITLES) + 1):
        return number, number
    return None, number
