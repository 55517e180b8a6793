"""A sheet on paper: A4 across, letters that can be read, whose it is and which page.

A sheet that is too wide at that size goes on to further pages, its key columns on each of them.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil
from typing import Any, Final, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak

from isoqms.writers.word.wordml import printable

_LEAST: Final = 8 / 11
"""The smallest scale: the smallest letters, of 11 points, are printed with 8."""
_MARGIN_MM: Final = 10.0
_MM_PER_INCH: Final = 25.4
_ROOM_MM: Final = 297.0 - 2 * _MARGIN_MM
# Rulers differ from program to program.
_RESERVE: Final = 0.97
_MOST_KEYS_MM: Final = _ROOM_MM / 2
_LONGEST_NAME: Final = 100
_A4: Final = 9
_FONT: Final = "Times New Roman,Regular"


class Printed(NamedTuple):
    """What is printed of a sheet: its columns side by side, and the row of their heads."""

    widths_mm: tuple[float, ...]
    head: int
    first: int = 1
    """The number of the first printed column."""
    keys: int = 1
    """How many columns from there say what a row is about."""


def set_up(tab: Any, printed: Printed, agency: str) -> None:
    """Lay out the pages; rows added later are printed too, for no area is fixed."""
    page = tab.page_setup
    page.orientation, page.paperSize = "landscape", _A4
    margins = tab.page_margins
    margins.left = margins.right = _MARGIN_MM / _MM_PER_INCH
    margins.top = margins.bottom = 1.6 * _MARGIN_MM / _MM_PER_INCH
    margins.header = margins.footer = 0.7 * _MARGIN_MM / _MM_PER_INCH
    places = (tab.oddHeader.left, tab.oddHeader.right, tab.oddFooter.right)
    for place, words in zip(places, (_literal(agency), "&A", "Trang &P/&N"), strict=True):
        place.text, place.font = words, _FONT
    tab.print_title_rows = f"{printed.head}:{printed.head}"
    _fit(tab, printed)


def shown_on_each(printed: Printed) -> int:
    """How many columns from the first stand on every page: all where one page takes them."""
    wide = printed.widths_mm
    return len(wide) if _is_one_page(wide) else _keys(wide, printed.keys)


def _is_one_page(wide: Sequence[float]) -> bool:
    return sum(wide) * _LEAST <= _ROOM_MM * _RESERVE


def _literal(words: str) -> str:
    """Words for a header, where `&` begins an order."""
    return printable(words)[:_LONGEST_NAME].replace("&", "&&")


def _fit(tab: Any, printed: Printed) -> None:
    """One page wide where the letters stay readable, or else split between columns."""
    wide = printed.widths_mm
    if _is_one_page(wide):
        tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
        tab.sheet_properties.pageSetUpPr.fitToPage = True
        return
    keys = _keys(wide, printed.keys)
    scale, breaks = _split(wide, keys)
    tab.page_setup.scale = ceil(scale * 100)
    letters = (get_column_letter(printed.first), get_column_letter(printed.first + keys - 1))
    tab.print_title_cols = ":".join(letters)
    tab.col_breaks = ColBreak()
    for last in breaks:
        tab.col_breaks.append(Break(id=printed.first + last - 1))


def _keys(wide: Sequence[float], wanted: int) -> int:
    """How many key columns leave room for others beside them; one at least."""
    fitting = (
        count for count, sum_ in enumerate(accumulate(wide), start=1) if sum_ <= _MOST_KEYS_MM
    )
    return max(1, min(wanted, max(fitting, default=1)))


def _split(wide: Sequence[float], keys: int) -> tuple[float, list[int]]:
    """The greatest scale that needs no more pages than the least one, and where pages end."""
    fewest = len(_ends(wide, keys, _LEAST))
    scale = 1.0
    while scale > _LEAST and len(_ends(wide, keys, scale)) > fewest:
        scale -= 0.01
    scale = max(scale, _LEAST)
    # The last end is that of the sheet.
    return scale, _ends(wide, keys, scale)[:-1]


def _ends(wide: Sequence[float], keys: int, scale: float) -> list[int]:
    """The number of columns before each page ends, all printed at a scale."""
    room = _ROOM_MM * _RESERVE / scale
    repeated = sum(wide[:keys])
    ends: list[int] = []
    used = repeated
    for place, width in enumerate(wide[keys:], start=keys):
        if used + width > room and used > repeated:
            ends.append(place)
            used = repeated
        used += width
    return [*ends, len(wide)]
