"""Sheets as an Excel file: the same sheets, the same bytes.

Only this module knows openpyxl when it writes.

Whatever a document says stays text in its cell: nothing is computed when somebody opens the file.
"""

import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from isoqms.pages.layout.blocks import Properties
from isoqms.pages.layout.sheets import Cell, Sheet, shown
from isoqms.pages.layout.typesetting import Face, line_count, width
from isoqms.wording import date_short
from isoqms.writers.excel.printing import Printed, set_up
from isoqms.writers.package import read_parts, write_parts
from isoqms.writers.word.wordml import printable

_FONT = "Times New Roman"
BODY = Font(name=_FONT, size=12)
HEAD = Font(name=_FONT, size=12, bold=True)
TITLE = Font(name=_FONT, size=14, bold=True)
NOTE = Font(name=_FONT, size=11, italic=True)
FACE, HEAD_FACE, NOTE_FACE = Face(12), Face(12, bold=True), Face(11, italic=True)
TITLE_FACE = Face(14, bold=True)
FILL = PatternFill("solid", fgColor="FFDDE6F0")
_SIDE = Side(style="thin", color="FF808080")
RULES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FORMULA = ("=", "+", "-", "@")
_NAME = re.compile(r"[\[\]:*?/\\']")
# Excel opens no tab with a longer name.
_LONGEST_NAME = 31
MM_PER_LETTER = 2.117
"""The width of a digit of the book's own font, by which Excel measures columns: 8 of 96 dots."""
# The cell's own margins, and a reserve because Excel measures letters otherwise than we do.
_INSET_MM = 1.5
_LINE_PT = 16.0
# Excel draws no row higher than 409.5 points.
_HIGHEST_PT = 400.0
_EPOCH = date(1980, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def write_xlsx(sheets: Iterable[Sheet], subtitle: str, properties: Properties) -> bytes:
    """The bytes of an Excel file, a tab a sheet: title, subject, frozen head, rows, notes."""
    book = new_book()
    book.remove(book.active)
    for sheet in sheets:
        tab = book.create_sheet(free_name(sheet.title, book.sheetnames))
        _tab(tab, sheet, subtitle, properties.author)
    return saved(book, properties)


def new_book() -> Any:
    """An empty workbook whose own font is that of its words: every program has one like it."""
    book: Any = Workbook()
    book._named_styles["Normal"].font = BODY  # noqa: SLF001 - nothing public sets it
    book._fonts[0] = BODY  # noqa: SLF001
    return book


def saved(book: Any, properties: Properties) -> bytes:
    """The bytes of a workbook, the same every time it is made."""
    day = properties.dated or _EPOCH
    _describe(book.properties, properties, day)
    written = io.BytesIO()
    book.save(written)
    parts = read_parts(written.getvalue())
    # openpyxl writes the time of the clock here, whatever it was told.
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    parts["docProps/core.xml"] = _MODIFIED.sub(
        rb"\g<1>" + stamp + rb"\g<2>", parts["docProps/core.xml"]
    )
    return write_parts(parts)


def _describe(described: Any, given: Properties, day: date) -> None:
    described.title = printable(given.title)[:255]
    described.creator = printable(given.author)[:255]
    described.created = datetime.combine(day, time(), UTC).replace(tzinfo=None)


def free_name(title: str, taken: Iterable[str]) -> str:
    """The name of a tab: short, without the signs that Excel refuses, and not yet taken."""
    bare = " ".join(_NAME.sub(" ", printable(title)).split())[:_LONGEST_NAME].strip() or "Trang"
    known = {name.casefold() for name in taken}
    name, count = bare, 1
    while name.casefold() in known:
        count += 1
        name = f"{bare[: _LONGEST_NAME - len(str(count)) - 1]} {count}"
    return name


def _tab(tab: Any, sheet: Sheet, subtitle: str, agency: str) -> None:
    tab.append([])
    put(tab.cell(1, 1), sheet.title, TITLE)
    put(tab.cell(2, 1), subtitle, NOTE)
    for place, column in enumerate(sheet.columns, start=1):
        head = tab.cell(4, place)
        put(head, column.title, HEAD)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.fill, head.border = FILL, RULES
        tab.column_dimensions[get_column_letter(place)].width = round(
            column.width_mm / MM_PER_LETTER, 1
        )
    titles = tuple(column.title for column in sheet.columns)
    widths = tuple(column.width_mm for column in sheet.columns)
    tab.row_dimensions[4].height = height(widths, titles, HEAD_FACE)
    for row, cells in enumerate(sheet.rows, start=5):
        for place, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True), start=1):
            made = tab.cell(row, place)
            put(made, cell, BODY)
            made.alignment, made.border = alignment(centred=column.centred), RULES
        tab.row_dimensions[row].height = height(widths, tuple(map(shown, cells)), FACE)
    last = 5 + len(sheet.rows)
    notes = sheet.notes if sheet.rows else (f"{sheet.empty}.", *sheet.notes)
    for row, note in enumerate(notes, start=last):
        put(tab.cell(row, 1), note, NOTE)
    tab.freeze_panes = "A5"
    # The head filters the rows.
    tab.auto_filter.ref = f"A4:{get_column_letter(len(sheet.columns))}{max(last - 1, 4)}"
    set_up(tab, Printed(widths, head=4, keys=2), agency)


def height(widths_mm: tuple[float, ...], texts: tuple[str, ...], face: Face) -> float:
    """The height of a row in which no words are cut off: not every program finds it itself."""
    lines = (_lines(text, width, face) for text, width in zip(texts, widths_mm, strict=True))
    return min(_LINE_PT * max(lines) + 2, _HIGHEST_PT)


def _lines(text: str, width_mm: float, face: Face) -> int:
    room = max(width_mm - _INSET_MM, 1.0)
    shown = printable(text)
    # A key that is longer than its column breaks behind its hyphens.
    long = (word for word in shown.split() if "-" in word and width(word, face) > room)
    for word in set(long):
        shown = shown.replace(word, word.replace("-", "- "))
    return max(line_count(shown, room, face), 1)


def alignment(*, centred: bool) -> Alignment:
    return Alignment(horizontal="center" if centred else "left", vertical="top", wrap_text=True)


def put(cell: Any, value: Cell | Decimal, font: Font) -> None:
    """A day as a day, a figure as a number, words as text that is never taken for a formula."""
    cell.font = font
    if isinstance(value, str):
        text = printable(value)
        if not text:
            return
        cell.value = text
        cell.data_type = "s"
        # Or Excel makes a formula of it as soon as somebody edits the cell.
        if text.lstrip().startswith(_FORMULA):
            cell.quotePrefix = True
    elif isinstance(value, date) and value.year < 1900:  # Excel has no such days
        cell.value = date_short(value)
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif value is not None:
        cell.value = value
