"""Tabs to be filled in as an Excel file: typed cells, lists, and what finds each cell again.

Column A and row 3 of a tab are hidden and hold the names of its rows and columns; a sheet that no
menu shows holds what the file was made from.
"""

from itertools import accumulate, count
from typing import Any, Final

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from isoqms.facts.records.tables import Shown
from isoqms.model.layout import file_of
from isoqms.model.tables import Names, ValueKind
from isoqms.pages.layout.blocks import Properties
from isoqms.pages.layout.sheets import Cell, shown
from isoqms.pages.records.sheets import OURS, VALUE, Form, FormSheet, Slot
from isoqms.writers.excel.printing import Printed, set_up, shown_on_each
from isoqms.writers.excel.xlsx import (
    BODY,
    FACE,
    FILL,
    HEAD,
    HEAD_FACE,
    MM_PER_LETTER,
    NOTE,
    NOTE_FACE,
    RULES,
    TITLE,
    TITLE_FACE,
    alignment,
    free_name,
    height,
    new_book,
    put,
    saved,
)

BASELINE: Final = "_isoqms"
"""The name of the sheet that holds what the file was made from."""
_LOOKUP: Final = "Tra cứu"
_KEYS, _HEADS, _FIRST = 3, 4, 5
# A cell holds 32,767 letters, and a list written into a check 255.
_CHUNK: Final = 30_000
_INLINE: Final = 250
_SPARE_CHECKED: Final = 500
_KEYS_MM: Final = 90.0
_FORMATS: Final = {
    ValueKind.TEXT: "@",
    ValueKind.CHOICE: "@",
    ValueKind.TRUTH: "@",
    ValueKind.DAY: "dd/mm/yyyy",
    ValueKind.COUNT: "0",
    ValueKind.FIGURE: "General",
}
_CENTRED: Final = frozenset(
    {ValueKind.DAY, ValueKind.COUNT, ValueKind.FIGURE, ValueKind.CHOICE, ValueKind.TRUTH}
)


def write_form(form: Form, packed: str, properties: Properties) -> bytes:
    """The bytes of the Excel file.

    `packed` is what it was made from, as one text of plain letters.
    """
    book = new_book()
    book.remove(book.active)
    lookups = {names: f"'{_LOOKUP}'!$B${first}:$B${last}" for names, first, last in _places(form)}
    for sheet in form.sheets:
        tab = book.create_sheet(free_name(sheet.name, book.sheetnames))
        _tab(tab, sheet, lookups, properties.author)
    _lookup_tab(book.create_sheet(free_name(_LOOKUP, book.sheetnames)), form, properties.author)
    hidden = book.create_sheet(BASELINE)
    # Excel's menu does not bring back what is hidden so.
    hidden.sheet_state = "veryHidden"
    for row, start in enumerate(range(0, len(packed), _CHUNK), start=1):
        hidden.cell(row, 1).value = packed[start : start + _CHUNK]
    return saved(book, properties)


def _tab(tab: Any, sheet: FormSheet, lookups: dict[Names, str], agency: str) -> None:
    printed = Printed(_widths(sheet), _HEADS, first=2, keys=_key_columns(sheet))
    _guide(tab, sheet, shown_on_each(printed))
    _heads(tab, sheet)
    _filled(tab, sheet)
    after = _FIRST + len(sheet.rows)
    last = after - 1 + sheet.spare
    for number in range(after, last + 1):
        for place, column in enumerate(sheet.columns, start=2):
            _spare(tab.cell(number, place), column.slot, ruled=not sheet.rows)
    _checks(tab, sheet, last, lookups)
    tab.freeze_panes = "C5"
    letter = get_column_letter(len(sheet.columns) + 1)
    _rule_what_is_added(tab, f"B{after}:{letter}{last + _SPARE_CHECKED}", after)
    # With the hidden names of the rows among them, sorting moves both.
    tab.auto_filter.ref = f"A{_HEADS}:{letter}{max(last, _HEADS)}"
    set_up(tab, printed, agency)


def _spare(cell: Any, slot: Slot, *, ruled: bool) -> None:
    """An empty cell to type in; without rules beneath rows, or empty rows would be printed."""
    _cell(cell, None, slot)
    if not ruled:
        cell.border = Border()


def _rule_what_is_added(tab: Any, where: str, first: int) -> None:
    """Rules around a row as soon as something stands in it."""
    last = where.partition(":")[2].rstrip("0123456789")
    tab.conditional_formatting.add(
        where, FormulaRule(formula=[f"COUNTA($B{first}:${last}{first})>0"], border=RULES)
    )


def _key_columns(sheet: FormSheet) -> int:
    """The first columns that say what a row is about: so many that the heading has its room."""
    wide = accumulate(_widths(sheet))
    return next((count for count, sum_ in enumerate(wide, start=1) if sum_ >= _KEYS_MM), 1)


def _heads(tab: Any, sheet: FormSheet) -> None:
    """The hidden names by which a column is found again, and the heads that people read."""
    put(tab.cell(_KEYS, 1), sheet.mark, NOTE)
    for place, column in enumerate(sheet.columns, start=2):
        put(tab.cell(_KEYS, place), column.key, NOTE)
        _head(tab.cell(_HEADS, place), column.title, column.note)
        described = tab.column_dimensions[get_column_letter(place)]
        described.width = round(column.width_mm / MM_PER_LETTER, 1)
        # What is typed far below must stay text too: 1.012766 is a code.
        described.number_format = _FORMATS[column.slot.kind]
    tab.row_dimensions[_KEYS].hidden = True
    tab.column_dimensions["A"].hidden = True
    titles = tuple(column.title for column in sheet.columns)
    tab.row_dimensions[_HEADS].height = height(_widths(sheet), titles, HEAD_FACE)


def _widths(sheet: FormSheet) -> tuple[float, ...]:
    return tuple(column.width_mm for column in sheet.columns)


def _filled(tab: Any, sheet: FormSheet) -> None:
    """The rows that are there already, each with its hidden name."""
    widths = _widths(sheet)
    for number, row in enumerate(sheet.rows, start=_FIRST):
        put(tab.cell(number, 1), row.token, NOTE)
        for place, (column, value) in enumerate(
            zip(sheet.columns, row.cells, strict=True), start=2
        ):
            slot = row.slot if row.slot is not None and column.key == VALUE else column.slot
            _cell(tab.cell(number, place), value, slot)
        tab.row_dimensions[number].height = height(widths, tuple(map(_printed, row.cells)), FACE)


def _guide(tab: Any, sheet: FormSheet, columns: int) -> None:
    """The title and what to do, over the columns that stand on every page.

    Elsewhere they would be cut off on paper.
    """
    whole = sum(_widths(sheet)[:columns])
    told = ((1, sheet.title, TITLE, TITLE_FACE), (2, sheet.guide, NOTE, NOTE_FACE))
    for row, words, font, face in told:
        put(tab.cell(row, 2), words, font)
        tab.cell(row, 2).alignment = alignment(centred=False)
        tab.merge_cells(start_row=row, end_row=row, start_column=2, end_column=columns + 1)
        tab.row_dimensions[row].height = height((whole,), (words,), face)


def _head(cell: Any, title: str, note: str) -> None:
    put(cell, title, HEAD)
    cell.alignment, cell.fill, cell.border = alignment(centred=True), FILL, RULES
    if note:
        comment = Comment(note, "isoqms")
        comment.width, comment.height = 320, 40 + 18 * (len(note) // 45 + 1)
        cell.comment = comment


def _cell(cell: Any, value: Shown, slot: Slot) -> None:
    put(cell, value, BODY)
    # A value that is no day or number as it stands is shown as the text that it is.
    kind = ValueKind.TEXT if isinstance(value, str) and slot.kind in _CENTRED else slot.kind
    cell.number_format = _FORMATS[kind]
    cell.alignment, cell.border = alignment(centred=slot.kind in _CENTRED), RULES


def _printed(value: Shown) -> str:
    return shown(value) if isinstance(value, Cell) else str(value)


def _checks(tab: Any, sheet: FormSheet, last: int, lookups: dict[Names, str]) -> None:
    """What Excel itself lets be typed: a list to choose from, a count within its bounds."""
    for place, column in enumerate(sheet.columns, start=2):
        letter = get_column_letter(place)
        if column.key == VALUE:
            for number, row in enumerate(sheet.rows, start=_FIRST):
                _check(tab, f"{letter}{number}", row.slot or column.slot, lookups)
        elif column.key != OURS:
            _check(tab, f"{letter}{_FIRST}:{letter}{last + _SPARE_CHECKED}", column.slot, lookups)


def _check(tab: Any, where: str, slot: Slot, lookups: dict[Names, str]) -> None:
    listed = f'"{",".join(slot.choices)}"'
    if slot.names is not None and slot.names in lookups:
        # Not strict: the key of a unit may be typed as well as its name.
        check = DataValidation(
            type="list", formula1=lookups[slot.names], allow_blank=True, showErrorMessage=False
        )
    elif slot.choices and len(listed) <= _INLINE:
        check = DataValidation(
            type="list", formula1=listed, allow_blank=True, showErrorMessage=True
        )
        check.errorTitle = "Không có giá trị này"
        # Excel takes no longer message.
        check.error = f"Chọn một trong: {', '.join(slot.choices)}"[:250]
    elif slot.kind is ValueKind.COUNT:
        check = _count_check(slot)
    else:
        return
    tab.add_data_validation(check)
    check.add(where)


def _count_check(slot: Slot) -> Any:
    least = slot.least or 0
    operator, most, words = "greaterThanOrEqual", None, f"từ {least} trở lên"
    if slot.most is not None:
        operator, most, words = "between", str(slot.most), f"từ {least} đến {slot.most}"
    check = DataValidation(
        type="whole",
        operator=operator,
        formula1=str(least),
        formula2=most,
        allow_blank=True,
        showErrorMessage=True,
    )
    check.errorTitle = "Số không hợp lệ"
    check.error = f"Ghi một số nguyên {words}, không có dấu chấm."
    return check


def _places(form: Form) -> list[tuple[Names, int, int]]:
    """The rows in which the keys of each kind stand on the tab to look them up."""
    found, row = [], count(_FIRST)
    for names, members in form.names.items():
        numbers = [next(row) for _ in members]
        if numbers:
            found.append((names, numbers[0], numbers[-1]))
    return found


def _lookup_tab(tab: Any, form: Form, agency: str) -> None:
    put(tab.cell(1, 1), "Khóa của đơn vị và vai trò", TITLE)
    put(tab.cell(2, 1), f"Chỉ để tra cứu; sửa đơn vị, vai trò trong {file_of('isoqms')}.", NOTE)
    widths = (50.0, 100.0, 30.0)
    for place, (title, width) in enumerate(
        zip(("Khóa", "Tên", "Là"), widths, strict=True), start=1
    ):
        _head(tab.cell(_HEADS, place), title, "")
        tab.column_dimensions[get_column_letter(place)].width = round(width / MM_PER_LETTER, 1)
    words = {Names.UNIT: "Đơn vị", Names.ROLE: "Vai trò"}
    rows = [
        (key, title, words[names])
        for names, members in form.names.items()
        for key, title in members
    ]
    for number, row in enumerate(rows, start=_FIRST):
        for place, value in enumerate(row, start=1):
            _cell(tab.cell(number, place), value, Slot())
        tab.row_dimensions[number].height = height(widths, row, FACE)
    tab.freeze_panes = "A5"
    last = max(_FIRST + len(rows) - 1, _HEADS)
    tab.auto_filter.ref = f"A{_HEADS}:{get_column_letter(len(widths))}{last}"
    set_up(tab, Printed(widths, _HEADS), agency)
