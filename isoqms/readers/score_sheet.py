"""Read a score card that came back from Excel: the cells that were edited, and nothing else.

What stood in a cell when it went out stands beside it in a hidden column, so that an old file never
takes back what was changed in the repository since.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import Any, Final

from openpyxl.utils import get_column_letter

from isoqms.errors import IsoqmsError
from isoqms.pages.scoring.sheet import BEFORE, EVIDENCE, EVIDENCE_MARK, ID, NOTE, STATED
from isoqms.readers.workbook import Unsafe, UnsafeBook, open_book
from isoqms.wording import listed, nfc

_HEAD_WITHIN: Final = 20


class UnreadableSheet(IsoqmsError):
    """A file that is no Excel file, or not the one that was sent out."""

    hint = "Xuất lại bằng `isoqms score --xlsx TỆP`, chép điểm vào tệp mới rồi nhận lại."


class BadCells(IsoqmsError):
    """Cells whose content cannot be taken; each is named."""

    hint = "Sửa các ô này trong Excel rồi nhận lại; chưa ghi gì vào kho."


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row of which a cell was edited; what was not edited is None."""

    id: str
    where: str
    """`trang «Tự chấm điểm», dòng 12`, for whoever finds fault with it."""
    stated: Decimal | None = None
    stated_cleared: bool = False
    evidence: tuple[str, ...] | None = None
    note: str | None = None
    """Empty where it was cleared."""


def read_score_sheet(content: bytes, sums: Container[str] = ()) -> tuple[EditedRow, ...]:
    """The edited rows in the order of the sheet; the rows of `sums` are computed and never read.

    UnreadableSheet, or BadCells with every cell that cannot be taken.
    """
    tab = _tab(content)
    head, columns = _head(tab)
    rows, faults = [], []
    seen: dict[str, int] = {}
    for number in range(head + 1, tab.max_row + 1):
        name = _words(tab.cell(number, columns[ID.title]).value)
        if not name or name in sums:
            continue
        if name in seen:
            where = f"{_where(tab, number)}, cột {get_column_letter(columns[ID.title])}"
            faults.append(f"{where}: tiêu chí «{name}» đã có ở dòng {seen[name]}.")
            continue
        seen[name] = number
        try:
            edited = _row(tab, columns, number, name)
        except ValueError as fault:
            faults.append(str(fault))
            continue
        if edited is not None:
            rows.append(edited)
    if faults:
        raise BadCells("\n".join(faults))
    return tuple(rows)


_REFUSALS: Final = {
    Unsafe.BROKEN: "Tệp không phải là tệp Excel .xlsx đọc được.",
    Unsafe.TOO_LARGE: "Tệp Excel lớn bất thường, không phải tệp chấm điểm.",
    Unsafe.TOO_WIDE: "Tệp có nội dung ở quá nhiều dòng, cột, không phải tệp chấm điểm.",
}


def _tab(content: bytes) -> Any:
    try:
        book = open_book(content, data_only=True)
    except UnsafeBook as refused:
        raise UnreadableSheet(_REFUSALS[refused.why]) from refused
    return next(
        (tab for tab in book.worksheets if any(_is_head(row) for row in _first(tab))),
        book.worksheets[0],
    )


def _first(tab: Any) -> Iterator[tuple[Any, ...]]:
    yield from tab.iter_rows(max_row=_HEAD_WITHIN, values_only=True)


def _is_head(row: tuple[Any, ...]) -> bool:
    titles = {_words(value) for value in row}
    return {ID.title, STATED.title} <= titles


def _head(tab: Any) -> tuple[int, dict[str, int]]:
    """The row of the titles, and the column of each."""
    for number, row in enumerate(_first(tab), start=1):
        if _is_head(row):
            columns = {
                _words(value): place for place, value in enumerate(row, start=1) if _words(value)
            }
            pairs = chain.from_iterable(BEFORE.items())
            lacking = [title for title in pairs if title not in columns]
            if lacking:
                raise UnreadableSheet(
                    f"Trang «{tab.title}» thiếu cột {listed(f'«{title}»' for title in lacking)}."
                )
            return number, columns
    raise UnreadableSheet(
        f"Không thấy dòng tiêu đề có cột «{ID.title}» và «{STATED.title}» trong tệp."
    )


def _row(tab: Any, columns: dict[str, int], number: int, name: str) -> EditedRow | None:
    """The row with its edits.

    None where there are none. ValueError in words for a cell that cannot be taken.
    """
    stated = _score(tab, columns, number, STATED.title)
    before = _score(tab, columns, number, BEFORE[STATED.title])
    evidence, evidence_before = (
        _papers(tab.cell(number, columns[title]).value)
        for title in (EVIDENCE.title, BEFORE[EVIDENCE.title])
    )
    note, note_before = (
        _words(tab.cell(number, columns[title]).value) for title in (NOTE.title, BEFORE[NOTE.title])
    )
    if (stated, evidence, note) == (before, evidence_before, note_before):
        return None
    return EditedRow(
        name,
        _where(tab, number),
        stated=stated if stated != before else None,
        stated_cleared=stated is None and before is not None,
        evidence=evidence if evidence != evidence_before else None,
        note=note if note != note_before else None,
    )


def _score(tab: Any, columns: dict[str, int], number: int, title: str) -> Decimal | None:
    cell = tab.cell(number, columns[title])
    if cell.value is None or _words(cell.value) == "":
        return None
    try:
        # People write 0,5 where Excel is set to another language.
        value = Decimal(str(cell.value).strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("nan")
    if isinstance(cell.value, bool) or not value.is_finite():
        where = f"{_where(tab, number)}, cột {get_column_letter(columns[title])} ({title})"
        raise ValueError(f"{where}: «{_words(cell.value)}» không phải là một số điểm.")
    return value


def _papers(value: object) -> tuple[str, ...]:
    lines = (line.strip(" ;") for line in _words(value).split(EVIDENCE_MARK))
    return tuple(line for line in lines if line)


def _words(value: object) -> str:
    if value is None:
        return ""
    # Excel writes a carriage return as _x000D_.
    return nfc(str(value)).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _where(tab: Any, number: int) -> str:
    return f"Trang «{tab.title}», dòng {number}"
