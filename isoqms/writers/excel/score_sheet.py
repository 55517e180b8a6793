"""The score card as an Excel file to score in: open cells are yellow, all else is locked."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from isoqms.pages.layout.blocks import Properties
from isoqms.pages.layout.printed import printed
from isoqms.pages.scoring.card import proved_words, wanted
from isoqms.pages.scoring.sheet import COLUMNS, EVIDENCE_MARK, HEAD, STATED, TAB
from isoqms.scoring.card import Card, Line
from isoqms.wording import date_short
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
    height,
    new_book,
    put,
    saved,
)
from isoqms.writers.excel.xlsx import HEAD as BOLD

_OPEN_FILL: Final = PatternFill("solid", fgColor="FFFFF9D6")
_WIDTHS: Final = tuple(column.width_mm for column in COLUMNS if not column.hidden)
_CENTRED: Final = (COLUMNS[0].title, COLUMNS[5].title)
_HELP: Final = (
    "Chỉ sửa các ô nền vàng. Dòng cha và tổng do máy cộng. "
    "Mỗi hồ sơ chứng minh một dòng trong ô (Alt+Enter)."
)


def write_score_sheet(card: Card, agency: str) -> bytes:
    """The bytes of the file.

    A leaf is scored on its row, sums stand as values and are never read back.
    """
    book = new_book()
    tab = book.active
    tab.title = TAB
    put(tab.cell(1, 1), f"{card.table.name}, năm {card.year}", TITLE)
    put(tab.cell(2, 1), f"{agency}; hồ sơ tính đến ngày {date_short(card.as_of)}. {_HELP}", NOTE)
    for place, column in enumerate(COLUMNS, start=1):
        head = tab.cell(HEAD, place)
        put(head, column.title, BOLD)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.fill, head.border = FILL, RULES
        measures = tab.column_dimensions[get_column_letter(place)]
        measures.width, measures.hidden = round(column.width_mm / MM_PER_LETTER, 1), column.hidden
    titles = tuple(column.title for column in COLUMNS if not column.hidden)
    tab.row_dimensions[HEAD].height = height(_WIDTHS, titles, HEAD_FACE)
    for row, line in enumerate((*card.lines, card.total), start=HEAD + 1):
        _line(tab, row, line)
    _choices(tab, card)
    tab.freeze_panes = tab.cell(HEAD + 1, 3)
    tab.protection.sheet = True
    tab.protection.formatColumns = tab.protection.formatRows = False
    set_up(tab, Printed(_WIDTHS, HEAD, keys=2), agency)
    # The hidden columns would leave a trace of their words at the edge of the paper.
    tab.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{HEAD + len(card.lines) + 1}"
    return saved(book, Properties(f"{TAB} năm {card.year}", agency, card.as_of))


def _line(tab: Any, row: int, line: Line) -> None:
    values = _values(line)
    for place, (column, value) in enumerate(zip(COLUMNS, values, strict=True), start=1):
        cell = tab.cell(row, place)
        put(cell, value, BODY if line.leaf else BOLD)
        middle = isinstance(value, Decimal) or column.title in _CENTRED
        cell.alignment = Alignment(
            horizontal="center" if middle else "left", vertical="top", wrap_text=True
        )
        cell.border = RULES
        if column.editable and line.leaf:
            cell.fill, cell.protection = _OPEN_FILL, Protection(locked=False)
    # The hidden columns stand last and need no room.
    shown = tuple(str(value) for value in values)[: len(_WIDTHS)]
    tab.row_dimensions[row].height = height(_WIDTHS, shown, FACE)


def _values(line: Line) -> tuple[str | Decimal | None, ...]:
    """What stands in the columns of a line; what a person may edit stands once more, hidden."""
    stated, named, note = _given(line)
    return (
        line.criterion.id,
        line.criterion.text,
        line.criterion.max,
        stated,
        named,
        proved_words(line) if line.proved is None else line.proved,
        printed("\n".join(said.text for said in line.judged.evidence)),
        printed("\n".join(_against(line))),
        line.difference or None,
        note,
        stated if line.leaf else None,
        named,
        note,
    )


def _given(line: Line) -> tuple[Decimal | None, str, str]:
    """What the self-score says of a line: score, evidence, reason; of a parent only the sum."""
    if not line.leaf:
        return line.stated, "", ""
    if line.row is None:
        return None, "", ""
    stated = None if line.stated is None else line.row.stated
    return stated, EVIDENCE_MARK.join(line.row.evidence), line.row.note or ""


def _against(line: Line) -> Iterable[str]:
    """What contradicts a line, or else what it lacks to be proved."""
    if line.against:
        return [one.text for one in line.against]
    return wanted(line) if line.leaf and line.proved is None else ()


def _choices(tab: Any, card: Card) -> None:
    """Excel itself refuses a score out of range.

    The reader asks again, for other programs do not.
    """
    place = COLUMNS.index(STATED) + 1
    letter = get_column_letter(place)
    for row, line in enumerate(card.lines, start=HEAD + 1):
        if not line.leaf:
            continue
        most = line.criterion.max
        rule = DataValidation("decimal", operator="between", formula1="0", formula2=str(most))
        rule.error, rule.errorTitle = f"Điểm từ 0 đến {most}.", "Điểm không hợp lệ"
        rule.add(f"{letter}{row}")
        tab.add_data_validation(rule)
    tab.cell(HEAD, place).comment = Comment(
        "Ô để chấm: sửa ở đây, rồi chạy isoqms score --import.", "isoqms"
    )
