"""Excel files.

What stands in them, what can never be computed in them, and the same bytes for the same sheets.
"""

import io
import zipfile
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from isoqms.pages.layout.blocks import Properties
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.writers.excel.xlsx import write_xlsx
from isoqms.writers.word.wordml import printable

COLUMNS = (
    Column("TT", 12, centred=True),
    Column("Tên tài liệu", 80),
    Column("Ngày ban hành", 28, centred=True),
)
SHEET = Sheet(
    "Danh mục tài liệu nội bộ",
    COLUMNS,
    ((1, "Quy trình một", date(2024, 1, 10)), (2, "Phiếu", None)),
)
PROPERTIES = Properties("Danh mục", "UBND xã An Phú", date(2024, 12, 31))


def made(*sheets: Sheet) -> bytes:
    return write_xlsx(sheets, "Tính đến ngày 31/12/2024", PROPERTIES)


def opened(package: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN201 - openpyxl's own type differs by version
    return load_workbook(io.BytesIO(package))


def _plain(value: object) -> object:
    return value.date().isoformat() if isinstance(value, datetime) else value


def test_a_sheet_reads_back_with_days_as_days_and_counts_as_numbers() -> None:
    tab = opened(made(SHEET)).active
    assert [[_plain(cell.value) for cell in row] for row in tab["A4:C6"]] == [
        ["TT", "Tên tài liệu", "Ngày ban hành"],
        [1, "Quy trình một", "2024-01-10"],
        [2, "Phiếu", None],
    ]
    assert (tab["A1"].value, tab["A2"].value) == (
        "Danh mục tài liệu nội bộ",
        "Tính đến ngày 31/12/2024",
    )
    assert tab["C5"].number_format == "dd/mm/yyyy"


def test_the_head_is_frozen_and_bold_and_all_is_in_times_new_roman() -> None:
    tab = opened(made(SHEET)).active
    assert tab.freeze_panes == "A5"
    assert tab["B4"].font.bold
    assert {cell.font.name for row in tab["A1:C6"] for cell in row if cell.value is not None} == {
        "Times New Roman"
    }
    assert tab.column_dimensions["B"].width > tab.column_dimensions["A"].width


def test_the_same_sheets_give_the_same_bytes_without_the_time_of_their_making() -> None:
    first = made(SHEET)
    assert first == made(SHEET)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2024-12-31T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


@given(
    st.text(min_size=1, max_size=40), st.sampled_from(["", "=", "+", "-", "@", "\t=", " @", "="])
)
def test_whatever_is_said_stays_text(words: str, start: str) -> None:
    said = start + words
    package = made(Sheet("x", COLUMNS, ((1, said, None),)))
    cell = opened(package).active["B5"]
    assert cell.data_type == ("s" if printable(said) else "n")  # without a text there is no cell
    assert (cell.value or "") == printable(said).replace("\r", "\n")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    if printable(said).lstrip().startswith(("=", "+", "-", "@")):
        assert cell.quotePrefix


def test_tabs_have_names_that_excel_takes() -> None:
    long = Sheet("Danh mục thủ tục hành chính và quy trình giải quyết: [2024]", COLUMNS, ())
    names = opened(made(long, long, Sheet("'", COLUMNS, ()))).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_an_empty_list_says_so() -> None:
    tab = opened(made(Sheet("x", COLUMNS, (), ("Một lưu ý",), empty="Chưa có gì"))).active
    assert [tab["A5"].value, tab["A6"].value] == ["Chưa có gì.", "Một lưu ý"]
