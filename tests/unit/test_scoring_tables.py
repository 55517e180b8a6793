"""A province's scoring table: chosen of those there are, or made from its Excel file."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import BASE, MakeRepository
from openpyxl import Workbook
from typer.testing import CliRunner

from isoqms.actions.agency.init import init, plan_repository
from isoqms.actions.scoring.score import score
from isoqms.actions.scoring.tables import TableFaults, plan_table
from isoqms.cli.commands import app
from isoqms.errors import UnknownName
from isoqms.facts.scoring.written_tables import Reading, understood
from isoqms.model.agency.answers import answers_of
from isoqms.packs import load_scoring_table
from isoqms.readers.scoring_table import NoSuchTable, read_scoring_table
from isoqms.repository import load
from isoqms.scoring.card import NoTable

HEAD = ("STT", "Tiêu chí đánh giá", "Điểm tối đa", "Bước điểm")
WHOLE = (
    ("I", "XÂY DỰNG", 5, None),
    (1, "Kế hoạch triển khai", None, None),
    (1.1, "Có Kế hoạch triển khai, có hiệu lực.", 1, "0,5"),
    ("1.2", "Theo dõi kế hoạch", 1, None),
    ("2", "Tài liệu", 3, None),
    ("a", "Có bản mô tả", 2, 1),
    ("b)", "Có quy trình", 1, None),
    (None, "(xem hướng dẫn kèm theo)", None, None),
    ("II", "DUY TRÌ", 95, None),
    ("3", "Đánh giá nội bộ", 95, None),
    (None, "Tổng cộng", 100, None),
)
GIVEN = {"kind": "xa", "name": "UBND xã An Phú", "province": "Lâm Đồng"}
Rows = Sequence[Sequence[object]]


def book(rows: Rows, head: Sequence[str] = HEAD) -> bytes:
    made = Workbook()
    tab = made.active
    assert tab is not None
    tab.title = "Bảng"
    tab.append(["BẢNG CHẤM ĐIỂM CỦA TỈNH"])
    tab.append([])
    tab.append(list(head))
    for row in rows:
        tab.append(list(row))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def reading(rows: Rows, head: Sequence[str] = HEAD) -> Reading:
    return understood(read_scoring_table(book(rows, head)).rows, {})


def changed(row: int, place: int, value: object) -> Rows:
    """The whole table with one cell otherwise; rows are counted as in Excel, from 4."""
    rows: list[list[object]] = [list(each) for each in WHOLE]
    rows[row - 4][place] = value
    return rows


def test_numbers_say_which_row_holds_which() -> None:
    rows = [(row.criterion.id, row.criterion.parent) for row in reading(WHOLE).rows]
    assert rows == [
        ("I", None), ("1", "I"), ("1.1", "1"), ("1.2", "1"), ("2", "I"), ("2a", "2"), ("2b", "2"),
        ("II", None), ("3", "II"),
    ]  # fmt: skip


def test_a_parent_without_points_gets_the_sum() -> None:
    points = {row.criterion.id: row.criterion.max for row in reading(WHOLE).rows}
    assert points["1"] == Decimal(2)


def test_a_column_of_parents_says_it_outright() -> None:
    head = ("TT", "Nội dung", "Điểm chuẩn", "Tiêu chí cha")
    rows = (("A1", "Kế hoạch", 1, None), ("K-2", "Có kế hoạch", 1, "A1"))
    assert reading(rows, head).faults[0].what.startswith("«A1» không phải số")
    rows = (("A", "Kế hoạch", 1, None), ("K-2", "Có kế hoạch", 1, "A"))
    assert [row.criterion.parent for row in reading(rows, head).rows] == [None, "A"]


@pytest.mark.parametrize(
    ("rows", "row", "column", "what"),
    [
        pytest.param(changed(4, 2, 6), 4, "C", "cộng lại là 5", id="sum"),
        pytest.param(changed(14, 2, 99), 14, "C", "dòng tổng ghi 99 điểm", id="total"),
        pytest.param(changed(13, 2, "chín"), 13, "C", "«chín» không phải", id="no number"),
        pytest.param(changed(7, 2, None), 7, "C", "thiếu «Điểm tối đa»", id="no points"),
        pytest.param(changed(9, 3, 0.3), 9, "D", "không chia hết cho bước 0,3", id="step"),
        pytest.param(changed(7, 0, 1.1), 7, "A", "đã có ở dòng 6", id="twice"),
        pytest.param(changed(7, 0, "7.1"), 7, "A", "«7» không đứng ở dòng nào", id="no parent"),
        pytest.param(changed(9, 1, None), 9, "B", "thiếu «Tiêu chí»", id="no words"),
    ],
)
def test_a_fault_is_told_with_row_and_column(rows: Rows, row: int, column: str, what: str) -> None:
    first = reading(rows).faults[0]
    assert (first.row, first.column) == (row, column)
    assert what in first.what


def test_a_file_without_such_a_table_says_which_columns_are_wanted() -> None:
    with pytest.raises(NoSuchTable, match="Không thấy bảng chấm điểm"):
        read_scoring_table(book(WHOLE, ("Họ tên", "Chức vụ", "Đơn vị", "Ghi chú")))


def test_a_table_from_excel_is_told_row_by_row_kept_and_chosen(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    init(root, answers_of({**GIVEN, "as_of": "2025-12-31"}))
    file = tmp_path / "Bảng của tỉnh 2026.xlsx"
    file.write_bytes(book(WHOLE))
    done = CliRunner().invoke(
        app, ["score", str(root), "--table", str(file), "--as-of", "2025-12-31"]
    )
    assert done.exit_code == 0, done.output
    assert "dòng 6: 1.1 Có Kế hoạch triển khai, có hiệu lực.: tối đa 1, bước 0,5" in done.output
    table = load_scoring_table("bang-cua-tinh-2026", root)
    assert next((row.id, row.probes) for row in table.leaves) == ("1.1", ("plan-issued",))
    assert "scoring: bang-cua-tinh-2026" in (root / "isoqms.yaml").read_text(encoding="utf-8")


def test_faults_in_excel_are_all_told_with_their_cells(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    root = make_repository(BASE)
    file = tmp_path / "bang.xlsx"
    file.write_bytes(book(changed(4, 2, 6)))
    with pytest.raises(TableFaults, match="Trang «Bảng», dòng 4, cột C"):
        plan_table(load(root, date(2025, 12, 31)), file, None)


def test_without_a_table_score_says_what_to_do(make_repository: MakeRepository) -> None:
    root = make_repository({**BASE, "nam/2025/ke-hoach.yaml": "tasks: []\n"})
    with pytest.raises(NoTable) as refused:
        score(load(root, date(2025, 12, 31)), 2025)
    assert "isoqms score --tables" in str(refused.value.hint)


def test_a_new_agency_cannot_choose_a_table_that_nobody_has() -> None:
    answers = answers_of({**GIVEN, "as_of": "2026-01-05", "scoring": "dak-nong"})
    with pytest.raises(UnknownName, match="Không có bảng chấm điểm «dak-nong»"):
        plan_repository(answers)
