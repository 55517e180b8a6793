"""Read an Excel file of open places that was filled in: the answers, and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from openpyxl.utils import get_column_letter

from isoqms.errors import IsoqmsError
from isoqms.pages.records.gap_sheet import ANSWER, KEY, PLACE
from isoqms.readers.workbook import UnsafeBook, open_book
from isoqms.wording import date_short, nfc

_HEAD_WITHIN: Final = 20


class UnreadableGaps(IsoqmsError):
    """A file that is no Excel file, or not the one that was sent out."""

    hint = "Xuất lại bằng `isoqms fill --xlsx TỆP`, chép câu trả lời sang tệp mới rồi nhập lại."


class GapRow(NamedTuple):
    """An answered row."""

    key: str
    where: str
    """`trang «Chỗ cần điền», ô F12`."""
    words: str
    fault: str = ""
    """Why the cell is no answer; empty where it is."""


def read_gap_sheet(content: bytes) -> tuple[GapRow, ...] | None:
    """The answered rows in their order; None where the file is of another kind.

    UnreadableGaps where it cannot be opened.
    """
    try:
        book = open_book(content)
    except UnsafeBook as refused:
        raise UnreadableGaps("Tệp không phải là tệp Excel .xlsx đọc được.") from refused
    for tab in book.worksheets:
        head = _head(tab)
        if head is not None:
            return tuple(_rows(tab, *head))
    return None


def _head(tab: Any) -> tuple[int, dict[str, int]] | None:
    """The row of the titles and the column of each; None where the tab is another."""
    for number, row in enumerate(tab.iter_rows(max_row=_HEAD_WITHIN, values_only=True), start=1):
        columns = {value: place for place, value in enumerate(row, start=1) if value}
        if {PLACE.title, ANSWER.title, KEY.title} <= columns.keys():
            return number, columns
    return None


def _rows(tab: Any, head: int, columns: dict[str, int]) -> Iterator[GapRow]:
    at = columns[ANSWER.title]
    for number in range(head + 1, tab.max_row + 1):
        key = str(tab.cell(number, columns[KEY.title]).value or "").strip()
        cell = tab.cell(number, at)
        if key and cell.value is not None:
            where = f"Trang «{tab.title}», ô {get_column_letter(at)}{number}"
            words, fault = _words(cell)
            if words or fault:
                yield GapRow(key, where, words, fault)


def _words(cell: Any) -> tuple[str, str]:
    """The words of a cell, and why they are none."""
    value = cell.value
    if cell.data_type == "f":
        return "", "là một công thức; ghi thẳng nội dung vào ô."
    if cell.data_type == "e" or isinstance(value, bool):
        return "", f"đang là «{value}»; ghi lại nội dung."
    if isinstance(value, datetime | date):
        return date_short(value), ""
    if isinstance(value, float):
        return ("", "đã bị Excel đổi thành số; định dạng ô là Text rồi gõ lại.")
    return " ".join(nfc(str(value)).replace("_x000D_", " ").split()), ""
