"""An Excel file that was filled in: its tabs as rows of cells, found again by their hidden names.

Nothing is computed and nothing from outside is fetched: a formula is told as one, its stored result
is not read.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from openpyxl.utils import get_column_letter

from isoqms.errors import IsoqmsError
from isoqms.readers.workbook import MOST_COLUMNS, MOST_ROWS, Unsafe, UnsafeBook, open_book
from isoqms.wording import number

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_MARK: Final = "isoqms:"
_BASELINE: Final = "_isoqms"
# Lines may have been put above the table.
_SEARCHED: Final = 30
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_MOST_TOLD: Final = 5


class UnreadableBook(IsoqmsError):
    """A file that is no Excel file, or none that may be opened."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with something in it."""

    place: str
    """As Excel names it: F7."""
    value: Value
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False
    """Whether it shows 96,5% where it holds 0.965."""
    form: str = ""
    """How Excel shows it: `dd/mm/yyyy`, `0.00E+00`."""

    @property
    def is_scientific(self) -> bool:
        """Whether it shows 1E+05 where it holds 100000."""
        return isinstance(self.value, float | int) and "E+" in self.form.upper()

    @property
    def shows_whole_day(self) -> bool:
        """Whether day, month and year are seen: «12-Oct» hides the year that Excel has put in."""
        return all(part in self.form.lower() for part in "dmy")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with something in it."""

    number: int
    token: str
    """Its hidden name; empty where it was added."""
    cells: Mapping[str, FilledCell]
    """By the names of the columns."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A tab that came from us."""

    mark: str
    name: str
    """What its tab is called now."""
    letters: Mapping[str, str]
    """The letter of each column by its name."""
    rows: tuple[FilledRow, ...]
    strange: tuple[str, ...]
    """The letters of columns with something in them that have no name of ours."""
    twice: tuple[str, ...]
    """The letters of columns whose name stands further to the left already."""


@dataclass(frozen=True, slots=True)
class FilledBook:
    """The whole file: its tabs, and the text that it was given on the way."""

    sheets: tuple[FilledSheet, ...]
    others: tuple[str, ...]
    """The names of the tabs that did not come from us."""
    packed: str
    """Empty where it was lost."""


def read_form(content: bytes) -> FilledBook:
    """The tabs of an Excel file that came from us.

    UnreadableBook where it is none, or not safe to open.
    """
    try:
        book = open_book(content, read_only=True, data_only=False)
        joined = _joined(content)
        packed = "".join(_packed(book[_BASELINE])) if _BASELINE in book.sheetnames else ""
        tabs = [
            (tab.title, _sheet(tab, joined.get(_part_of(tab), ())))
            for tab in book.worksheets
            if tab.title != _BASELINE
        ]
    except UnsafeBook as refused:
        raise _refusal(refused.why) from refused
    except UnreadableBook:
        raise
    except Exception as error:
        # What a broken file makes the library raise has no common kind.
        raise _refusal(Unsafe.BROKEN) from error
    ours = tuple(sheet for _, sheet in tabs if sheet is not None)
    return FilledBook(ours, tuple(name for name, sheet in tabs if sheet is None), packed)


_REFUSALS: Final = {
    Unsafe.BROKEN: (
        "Tệp này không phải là tệp Excel .xlsx đọc được.",
        (
            "Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng «Excel Workbook (.xlsx)», "
            "không đặt mật khẩu, rồi nhập lại."
        ),
    ),
    Unsafe.TOO_LARGE: (
        "Tệp Excel lớn quá mức của một sổ, nên không mở.",
        "Xuất lại bằng `isoqms export`, chỉ chép các dòng của sổ sang tệp mới.",
    ),
    Unsafe.TOO_WIDE: (
        f"Tệp có nội dung ở quá {number(MOST_ROWS)} dòng hoặc quá {MOST_COLUMNS} cột.",
        "Xóa nội dung thừa ở cuối các trang, lưu rồi nhập lại.",
    ),
}


def _refusal(why: Unsafe) -> UnreadableBook:
    return UnreadableBook(*_REFUSALS[why])


def _packed(tab: Any) -> Iterator[str]:
    tab.reset_dimensions()
    for row in tab.iter_rows(max_col=1, max_row=MOST_ROWS, values_only=True):
        if row and isinstance(row[0], str):
            yield row[0].strip()


def _part_of(tab: Any) -> str:
    """The part of the file that holds a tab."""
    return str(tab._worksheet_path)  # noqa: SLF001 - nothing public tells it


def _joined(content: bytes) -> dict[str, tuple[str, ...]]:
    """The merged cells of each part that has some: as it reads, openpyxl passes them over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        found = {name: _MERGED.findall(archive.read(name)) for name in parts}
    return {name: tuple(ref.decode() for ref in refs) for name, refs in found.items() if refs}


def _refuse_joined(tab: Any, joined: Sequence[str], heads: int) -> None:
    """UnreadableBook for merged cells below the heads: of them only the first holds anything."""
    rows = ((ref, int(ref.rpartition(":")[2].lstrip(_LETTERS))) for ref in joined)
    below = [ref for ref, last in rows if last > heads]
    if below:
        raise UnreadableBook(
            f"Trang «{tab.title}» có ô gộp ({', '.join(below[:_MOST_TOLD])}): dòng thứ hai trở đi "
            "của ô gộp là ô trống, nên không biết ghi gì.",
            "Chọn các ô ấy, bỏ gộp (Unmerge Cells), điền từng ô, lưu rồi nhập lại.",
        )


def _sheet(tab: Any, joined: Sequence[str]) -> FilledSheet | None:
    """The tab, or None where it has no hidden names and so is none of ours."""
    # Other programs state the size of a tab wrongly, and what lies outside it would not be read.
    tab.reset_dimensions()
    # Nothing stands beyond: that was judged when the file was opened.
    rows = tab.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    for _, cells in zip(range(_SEARCHED), rows, strict=False):
        for start, cell in enumerate(cells):
            if isinstance(cell.value, str) and cell.value.startswith(_MARK):
                _refuse_joined(tab, joined, cell.row + 1)
                return _named(tab.title, cell.value.strip(), cells, start, rows)
    return None


def _named(title: str, mark: str, names: Any, start: int, rows: Iterator[Any]) -> FilledSheet:
    """The tab whose row of names was found, with the rows below the heads."""
    columns, letters, twice = _columns(names, start)
    # A column whose name came before is told as a repeated one, not as a strange one too.
    known = {
        start,
        *columns,
        *(at for at, _ in enumerate(names) if get_column_letter(at + 1) in twice),
    }
    filled: list[FilledRow] = []
    strange: set[int] = set()
    for place, cells in enumerate(rows):
        held = _held(cells)
        strange.update(held.keys() - known)
        row = _row(held, columns, start)
        # The first row below the names holds the heads.
        if place > 0 and row is not None:
            filled.append(row)
    return FilledSheet(
        mark,
        title,
        letters,
        tuple(filled),
        tuple(get_column_letter(at + 1) for at in sorted(strange)),
        twice,
    )


def _held(cells: Any) -> dict[int, FilledCell]:
    """The cells of a row with something in them, by their columns from 0."""
    found = {cell.column - 1: _cell(cell) for cell in cells if cell.value is not None}
    return {at: cell for at, cell in found.items() if cell.value != ""}


def _row(held: Mapping[int, FilledCell], columns: dict[int, str], start: int) -> FilledRow | None:
    """The row, or None where nothing of it stands below a name of ours."""
    named = {columns[at]: cell for at, cell in held.items() if at in columns}
    token = str(held[start].value) if start in held else ""
    return FilledRow(_number(held), token, named) if token or named else None


def _columns(names: Any, start: int) -> tuple[dict[int, str], dict[str, str], tuple[str, ...]]:
    """The name of each column by place, each name's letter, and the columns that repeat one."""
    columns: dict[int, str] = {}
    letters: dict[str, str] = {}
    twice: list[str] = []
    for at, cell in enumerate(names):
        name = str(cell.value).strip() if cell.value is not None else ""
        if at == start or not name:
            continue
        letter = get_column_letter(at + 1)
        if name in letters and name != ".":
            twice.append(letter)
            continue
        columns[at] = name
        letters[name] = letter
    return columns, letters, tuple(twice)


def _number(held: Mapping[int, FilledCell]) -> int:
    """The number of a row, as the place of any of its cells tells it."""
    place = next(iter(held.values())).place
    return int(place.lstrip(_LETTERS))


def _cell(cell: Any) -> FilledCell:
    value = cell.value
    # What openpyxl has a type of its own for is a formula of many cells or a table of data.
    formula = cell.data_type == "f" or not isinstance(value, Value)
    form = str(cell.number_format or "")
    return FilledCell(
        place=cell.coordinate,
        value=None if formula else value,
        is_formula=formula,
        is_error=cell.data_type == "e",
        is_percent=isinstance(value, float | int) and "%" in form,
        form=form,
    )
