"""Open places as an Excel file to fill in: a row a place, only the yellow cells are open."""

from collections.abc import Sequence
from typing import Any, Final

from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter

from isoqms.facts.exchange.gaps import Gap
from isoqms.pages.layout.blocks import Properties
from isoqms.pages.layout.sheets import shown
from isoqms.pages.records.gap_sheet import ANSWER, COLUMNS, HEAD, KEY, TAB
from isoqms.writers.excel.printing import Printed, set_up
from isoqms.writers.excel.xlsx import (
    BODY,
    FACE,
    FILL,
    HEAD_FACE,
    MM_PER_LETTER,
    NOTE,
    RULES,
    TITLE,
    alignment,
    height,
    new_book,
    put,
    saved,
)
from isoqms.writers.excel.xlsx import HEAD as BOLD

_OPEN_FILL: Final = PatternFill("solid", fgColor="FFFFF9D6")
_WIDTHS: Final = tuple(column.width_mm for column in COLUMNS)
_HELP: Final = (
    "Chỉ điền các ô nền vàng; chưa biết thì để trống. Lưu, rồi nhập lại bằng `isoqms import`."
)


def write_gap_sheet(gaps: Sequence[Gap], properties: Properties) -> bytes:
    """The bytes of the file."""
    book = new_book()
    tab = book.active
    tab.title = TAB
    put(tab.cell(1, 1), f"{TAB}: {properties.author}", TITLE)
    put(tab.cell(2, 1), _HELP, NOTE)
    for place, column in enumerate((*COLUMNS, KEY), start=1):
        head = tab.cell(HEAD, place)
        put(head, column.title, BOLD)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.fill, head.border = FILL, RULES
        measures = tab.column_dimensions[get_column_letter(place)]
        measures.width = round(column.width_mm / MM_PER_LETTER, 1)
        measures.hidden = column is KEY
    titles = tuple(column.title for column in COLUMNS)
    tab.row_dimensions[HEAD].height = height(_WIDTHS, titles, HEAD_FACE)
    for row, gap in enumerate(gaps, start=HEAD + 1):
        _row(tab, row, gap)
    tab.freeze_panes = tab.cell(HEAD + 1, 3)
    tab.protection.sheet = True
    tab.protection.formatColumns = tab.protection.formatRows = False
    set_up(tab, Printed(_WIDTHS, HEAD, keys=2), properties.author)
    # The hidden column would leave a trace of its words at the edge of the paper.
    tab.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{HEAD + len(gaps)}"
    return saved(book, properties)


def _row(tab: Any, row: int, gap: Gap) -> None:
    asked = f"{gap.asked} (ghi dấu - để bỏ)" if gap.may_go else gap.asked
    cells = (row - HEAD, gap.of, gap.around, asked, gap.example, None)
    for place, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True), start=1):
        made = tab.cell(row, place)
        put(made, cell, BODY)
        made.alignment, made.border = alignment(centred=column.centred), RULES
        if column is ANSWER:
            # Words, so that Excel makes no day of 05/2026 and no sum of 1.012766.
            made.fill, made.number_format = _OPEN_FILL, "@"
            made.protection = Protection(locked=False)
    put(tab.cell(row, len(COLUMNS) + 1), gap.key, BODY)
    tab.row_dimensions[row].height = height(_WIDTHS, tuple(map(shown, cells)), FACE)
