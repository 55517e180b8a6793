"""Open an Excel file that may come from anybody: judged part by part before the library reads it.

The library reads whatever it is given to its end, and an end may be set at row 9,999,999,999.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final
from xml.etree.ElementTree import ParseError, iterparse

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string

LARGEST: Final = 48 * 1024 * 1024
"""Bytes of all parts together; a register of 10,000 rows has three million."""
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 500
_MOST_PARTS: Final = 2000
_MOST_STYLES: Final = 10_000
"""Formats of cells; Excel itself has no more than 65,490, a register of ours some dozens."""
_MOST_CELLS: Final = 600_000
_LAST_ROW: Final = 1_048_576
"""The last row that Excel has."""
_TEXTS: Final = (".xml", ".rels", ".vml")
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_FORMAT: Final = re.compile(rb"<(?:\w+:)?(?:xf|font|fill|border|numFmt)\b")


class Unsafe(StrEnum):
    """Why a file is not opened."""

    BROKEN = "broken"
    TOO_LARGE = "too large"
    TOO_WIDE = "too wide"
    """Something stands beyond the rows and columns that a register has."""


class UnsafeBook(Exception):
    """A file that is not opened; `why` says the reason, which each reader tells in its words."""

    def __init__(self, why: Unsafe) -> None:
        super().__init__(why)
        self.why = why


def open_book(content: bytes, **options: Any) -> Any:
    """The workbook, read as `options` of the library say; UnsafeBook where it is not opened."""
    try:
        _judge(content)
        with warnings.catch_warnings():
            # What the library leaves out it tells in its own words, on the person's screen.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), keep_links=False, **options)
    except UnsafeBook:
        raise
    except Exception as error:
        # What a broken file makes the libraries raise has no common kind.
        raise UnsafeBook(Unsafe.BROKEN) from error
    if not book.worksheets:
        raise UnsafeBook(Unsafe.BROKEN)
    return book


def _judge(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if sum(each.file_size for each in entries) > LARGEST or len(entries) > _MOST_PARTS:
            raise UnsafeBook(Unsafe.TOO_LARGE)
        # Of two parts with one name programs read different ones.
        if len({each.filename for each in entries}) != len(entries):
            raise UnsafeBook(Unsafe.BROKEN)
        for each in entries:
            if each.filename.lower().endswith(_TEXTS):
                _judge_part(archive.read(each))


def _judge_part(part: bytes) -> None:
    if _declares(part):
        raise UnsafeBook(Unsafe.BROKEN)
    if len(_FORMAT.findall(part)) > _MOST_STYLES:
        raise UnsafeBook(Unsafe.TOO_LARGE)
    try:
        _judge_tab(part)
    except ParseError:
        # A part that is no XML is the library's to refuse, or not to read at all.
        return


def _declares(part: bytes) -> bool:
    """Whether a part declares entities, which could grow without bound or name other files."""
    # In UTF-16 a zero stands beside each plain letter.
    plain = part.replace(b"\0", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def _judge_tab(part: bytes) -> None:
    """UnsafeBook where a part is a tab whose cells stand where no register has any."""
    cells = 0
    rows = 0
    for name, event, element in _elements(part):
        if name == "row" and event == "start":
            rows += 1
            _judge_row(element.get("r"), rows)
        elif name == "c" and event == "end":
            cells += 1
            _judge_cell(element, cells)
        if event == "end" and name in {"c", "row"}:
            # What is judged need not be kept.
            element.clear()


def _elements(part: bytes) -> Iterator[tuple[str, str, Any]]:
    """The elements of a tab; nothing of a part that is none."""
    is_first = True
    # Entities, which could grow without bound, were refused before.
    parsed = iterparse(io.BytesIO(part), events=("start", "end"))  # noqa: S314
    for event, element in parsed:
        name = element.tag.rpartition("}")[2]
        if is_first and name != "worksheet":
            return
        is_first = False
        yield name, event, element


def _judge_row(stated: str | None, count: int) -> None:
    number = count if stated is None else int(stated) if stated.isascii() else 0
    if not 1 <= number <= _LAST_ROW or count > _LAST_ROW:
        raise UnsafeBook(Unsafe.BROKEN)


def _judge_cell(cell: Any, count: int) -> None:
    if count > _MOST_CELLS:
        raise UnsafeBook(Unsafe.TOO_LARGE)
    stated = cell.get("r")
    if stated is None:
        return
    place = _PLACE.fullmatch(stated)
    if place is None:
        raise UnsafeBook(Unsafe.BROKEN)
    is_filled = any(True for each in cell if each.text or len(each))
    column = column_index_from_string(place[1])
    if is_filled and (column > MOST_COLUMNS or int(place[2]) > MOST_ROWS):
        raise UnsafeBook(Unsafe.TOO_WIDE)
