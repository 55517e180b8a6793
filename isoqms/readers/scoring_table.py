"""Read a province's scoring table from an Excel file: its heading, and its rows as written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.utils import get_column_letter

from isoqms.errors import IsoqmsError
from isoqms.facts.scoring.written_tables import Heading, WrittenCell, WrittenRow
from isoqms.readers.workbook import Unsafe, UnsafeBook, open_book
from isoqms.wording import fold, nfc

_HEAD_WITHIN: Final = 30
_TITLES: Final[Mapping[Heading, tuple[str, ...]]] = {
    Heading.ID: ("tt", "stt", "so tt", "so thu tu", "so"),
    Heading.TEXT: ("tieu chi", "noi dung"),
    Heading.MAX: ("diem toi da", "diem chuan", "thang diem", "diem quy dinh", "diem"),
    Heading.STEP: ("buoc diem", "buoc"),
    Heading.PARENT: ("tieu chi cha", "thuoc tieu chi", "thuoc muc"),
    Heading.PROBES: ("phep thu",),
    Heading.ATTACH: ("can dinh kem", "tai lieu kiem chung", "ho so kiem chung"),
}
"""How each column is called, folded; the first that a title begins with counts."""
_LONGER: Final = (Heading.PARENT,)
"""Before the others, for «Tiêu chí cha» begins with «Tiêu chí»."""


class NoSuchTable(IsoqmsError):
    """An Excel file in which no scoring table is found."""

    hint = (
        "Bảng cần một dòng tiêu đề có ba cột «TT», «Tiêu chí», «Điểm tối đa»; có thể thêm «Bước "
        "điểm», «Tiêu chí cha», «Phép thử». Trang có bảng đứng đầu tệp càng tốt."
    )


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as it stands in a sheet (bảng chấm điểm như trong tệp)."""

    sheet: str
    name: str
    """The words above the head."""
    rows: tuple[WrittenRow, ...]
    columns: Mapping[Heading, str]
    """The letters of the columns that were found."""


_REFUSALS: Final = {
    Unsafe.BROKEN: "Tệp không phải là tệp Excel .xlsx đọc được.",
    Unsafe.TOO_LARGE: "Tệp Excel lớn bất thường, không phải bảng chấm điểm.",
    Unsafe.TOO_WIDE: "Tệp có nội dung ở quá nhiều dòng, cột, không phải bảng chấm điểm.",
}


def read_scoring_table(content: bytes) -> WrittenTable:
    """The first table of the file; NoSuchTable where there is none."""
    try:
        book = open_book(content, data_only=True)
    except UnsafeBook as refused:
        raise NoSuchTable(_REFUSALS[refused.why]) from refused
    for tab in book.worksheets:
        found = _head(tab)
        if found is not None:
            return _table(tab, *found)
    raise NoSuchTable("Không thấy bảng chấm điểm nào trong tệp.")


def _head(tab: Any) -> tuple[int, dict[Heading, int]] | None:
    """The row of the titles with the column of each."""
    for number, row in enumerate(tab.iter_rows(max_row=_HEAD_WITHIN, values_only=True), start=1):
        columns: dict[Heading, int] = {}
        for place, value in enumerate(row, start=1):
            heading = _heading(_words(value))
            if heading is not None:
                columns.setdefault(heading, place)
        if {Heading.ID, Heading.TEXT, Heading.MAX} <= columns.keys():
            return number, columns
    return None


def _heading(title: str) -> Heading | None:
    words = " ".join(fold(title).split())
    for heading in (*_LONGER, *(each for each in _TITLES if each not in _LONGER)):
        if any(_is_called(words, known) for known in _TITLES[heading]):
            return heading
    return None


def _is_called(words: str, known: str) -> bool:
    """Whole words: «Số» is no «Số điểm», «Điểm» no «Điểm tự chấm»."""
    if known in ("so", "diem", "tt", "stt"):
        return words == known
    return words == known or words.startswith(f"{known} ")


def _table(tab: Any, head: int, columns: dict[Heading, int]) -> WrittenTable:
    rows = (_row(tab, number, columns) for number in range(head + 1, tab.max_row + 1))
    return WrittenTable(
        tab.title,
        _name(tab, head),
        tuple(row for row in rows if any(cell.words for cell in row.cells.values())),
        {heading: get_column_letter(place) for heading, place in columns.items()},
    )


def _row(tab: Any, number: int, columns: dict[Heading, int]) -> WrittenRow:
    cells = {
        heading: WrittenCell(get_column_letter(place), _words(tab.cell(number, place).value))
        for heading, place in columns.items()
    }
    return WrittenRow(number, cells)


def _name(tab: Any, head: int) -> str:
    """The words above the head, row by row, each once."""
    return " ".join(dict.fromkeys(_above(tab, head)))


def _above(tab: Any, head: int) -> Iterator[str]:
    # Of no row at all the library would give the first.
    if head == 1:
        return
    for row in tab.iter_rows(max_row=head - 1, values_only=True):
        yield from filter(None, (" ".join(_words(value).split()) for value in row))


def _words(value: object) -> str:
    if value is None:
        return ""
    return nfc(str(value)).replace("\r\n", "\n").replace("_x000D_", "").strip()
