"""A controlled document as it is printed.

Its head on each page, who approved it, and exactly seven sections.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sample_documents as documents
from openxml_audit import OpenXmlValidator
from paper_check import findings, heads_of, text_of

from isoqms.model.control.document import ControlledDocument
from isoqms.model.law import ExternalDocument
from isoqms.pages.control.controlled_document import (
    RevisionLine,
    Withdrawal,
    controlled_document,
    instrument,
)
from isoqms.pages.layout.blocks import (
    Blank,
    Block,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Table,
    Title,
    spoken,
)
from isoqms.writers.word.docx import write_docx

PAPERS: dict[str, Callable[[], Paper]] = {
    "procedure": documents.procedure,
    "service": documents.service,
    "withdrawn": documents.withdrawn,
    "slip": documents.slip,
    "register": documents.register,
}
every_paper = pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)


@every_paper
def test_a_document_is_a_paper_in_order(make: Callable[[], Paper]) -> None:
    assert findings(write_docx(make())) == []


@every_paper
def test_a_document_is_valid_office_open_xml(make: Callable[[], Paper], tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(write_docx(make()))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_reads_as_it_did(name: str, golden: Callable[[str, str], None]) -> None:
    package = write_docx(PAPERS[name]())
    golden(f"document-{name}.txt", heads_of(package) + text_of(package))


def procedure(prose: str = "", **head: Any) -> tuple[Block, ...]:
    """The blocks of a procedure with this head and prose, after its front page."""
    record = {"code": "QT-HT-09", "title": "Quy trình thử", "kind": "quy-trinh-he-thong", **head}
    document = ControlledDocument.model_validate(record)
    return controlled_document(
        document, tuple(documents.prose(prose)) if prose else (), documents.SETTING
    ).body


def lines(blocks: tuple[Block, ...]) -> list[str]:
    """Headings, paragraphs and items as they are read."""
    return [
        block.line if isinstance(block, Heading) else spoken(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph | Item)
    ]


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    """The tables after those of the front page."""
    return [block for block in blocks if isinstance(block, Table)][2:]


SECTIONS = [
    "1. MỤC ĐÍCH",
    "2. PHẠM VI",
    "3. TÀI LIỆU VIỆN DẪN",
    "4. ĐỊNH NGHĨA, VIẾT TẮT",
    "5. NỘI DUNG",
    "6. BIỂU MẪU",
    "7. HỒ SƠ CẦN LƯU",
]


def sections(blocks: tuple[Block, ...]) -> list[str]:
    return [block.line for block in blocks if isinstance(block, Heading) and block.level == 1]


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("", id="nothing"),
        pytest.param("## 5. NỘI DUNG\n\nx\n\n## 1. MỤC ĐÍCH\n\ny", id="out of order"),
        pytest.param("## 5. NỘI DUNG\n\nx\n\n## 5. NỘI DUNG\n\ny", id="a section twice"),
        pytest.param("Lời nói đầu\n\n## 8. KHÁC\n\nx", id="an eighth section"),
        pytest.param("## Mục đích\n\nx\n\n## Phạm vi\n\ny", id="titles without numbers"),
    ],
)
def test_a_procedure_has_exactly_seven_sections(prose: str) -> None:
    assert [line.upper() for line in sections(procedure(prose))] == SECTIONS


def test_the_document_may_name_its_sections_itself() -> None:
    assert "2. PHẠM VI ÁP DỤNG" in sections(procedure("## 2. PHẠM VI ÁP DỤNG\n\nx"))


def test_no_prose_is_lost_wherever_it_stands() -> None:
    read = lines(
        procedure("Trước\n\n## 1. MỤC ĐÍCH\n\nmột\n\n## 8. KHÁC\n\n- tám\n\n### Nhỏ\n\nchín")
    )
    assert [read.index(text) for text in ("Trước", "một", "8. KHÁC", "tám", "Nhỏ", "chín")] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_what_is_not_written_is_said_to_be_missing_and_never_made_up() -> None:
    read = lines(procedure())
    assert read == [
        *("1. MỤC ĐÍCH", "(Chưa ghi nội dung.)", "2. PHẠM VI", "(Chưa ghi nội dung.)"),
        *("3. TÀI LIỆU VIỆN DẪN", "Không có.", "4. ĐỊNH NGHĨA, VIẾT TẮT", "Không có."),
        *("5. NỘI DUNG", "(Chưa ghi nội dung.)", "6. BIỂU MẪU", "7. HỒ SƠ CẦN LƯU"),
    ]
    assert [table.rows for table in tables(procedure())] == [(), ()]


def test_laws_are_cited_whole_and_own_documents_by_code_and_title() -> None:
    read = lines(
        procedure(
            legal_basis=["30/2020/NĐ-CP", "99/2099/NĐ-CP"], references=["QT-HT-02@3", "QT-HT-99"]
        )
    )
    at = read.index("3. TÀI LIỆU VIỆN DẪN")
    assert read[at + 1 : at + 5] == [
        "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
        "Văn bản số 99/2099/NĐ-CP.",
        "QT-HT-02: Quy trình đánh giá nội bộ.",
        "QT-HT-99.",
    ]


@pytest.mark.parametrize(
    ("law", "cited"),
    [
        pytest.param(
            {
                "number": "72/2025/QH15",
                "title": "Luật Tổ chức chính quyền địa phương",
                "issuer": "Quốc hội",
            },
            "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            id="law without a day",
        ),
        pytest.param(
            {
                "number": "1/QĐ-X",
                "title": "Quyết định Ban hành Quy chế",
                "issuer": "X",
                "issued": "2020-01-02",
            },
            "Quyết định số 1/QĐ-X ngày 02 tháng 01 năm 2020 của X ban hành Quy chế",
            id="decision",
        ),
        pytest.param(
            {"number": "9001", "title": "Sổ tay hướng dẫn", "issuer": "Bộ X"},
            "Văn bản số 9001 của Bộ X: Sổ tay hướng dẫn",
            id="no kind in its title",
        ),
    ],
)
def test_an_instrument_is_cited_by_kind_number_day_issuer_and_summary(
    law: dict[str, str], cited: str
) -> None:
    assert instrument(ExternalDocument.model_validate(law)) == cited


def test_a_step_shows_who_how_long_and_what_comes_out() -> None:
    steps = [
        {
            "task": "Tiếp nhận",
            "role": "van-thu",
            "hours": "0.5",
            "forms": ["BM-1@2"],
            "result": "Phiếu",
        },
        {"task": "Xem xét", "role": "nguoi-dung-dau", "days": 12},
        {"task": "Rà soát", "role": "khac", "timing": "Hằng quý"},
    ]
    (table, *_) = tables(procedure(steps=steps))
    assert [row.cells for row in table.rows] == [
        ("01", "Tiếp nhận", "Văn thư", "0,5 giờ làm việc", "BM-1\nPhiếu"),
        ("02", "Xem xét", "Chủ tịch UBND xã", "12 ngày làm việc", ""),
        ("03", "Rà soát", "khac", "Hằng quý", ""),
    ]


SERVICE: dict[str, Any] = {
    "kind": "quy-trinh-tthc",
    "steps": [{"task": "a", "role": "van-thu", "hours": 4}],
}


@pytest.mark.parametrize(
    ("durations", "total"),
    [
        pytest.param([{"hours": 4}, {"hours": 4}], "01 ngày làm việc", id="hours that make a day"),
        pytest.param([{"hours": "0.5"}, {"days": 1}], "8,5 giờ làm việc", id="days and hours"),
        pytest.param([{"days": "0.5"}, {"days": "1.5"}], "02 ngày làm việc", id="half days"),
    ],
)
def test_the_times_of_a_procedure_for_citizens_are_added_up(
    durations: list[dict[str, Any]], total: str
) -> None:
    steps = [{"task": "a", "role": "van-thu", **duration} for duration in durations]
    (_, table, *_) = tables(procedure(**{**SERVICE, "steps": steps}))
    assert table.rows[-1].cells[3] == total


def test_a_procedure_for_citizens_has_its_facts_in_order() -> None:
    found = [
        b.line
        for b in procedure(**SERVICE, outcome="Giấy phép")
        if isinstance(b, Heading) and b.level == 2
    ]
    assert found == [
        "5.1. Cơ sở pháp lý",
        "5.2. Thành phần hồ sơ",
        "5.3. Số lượng hồ sơ",
        "5.4. Thời gian xử lý",
        "5.5. Nơi tiếp nhận và trả kết quả",
        "5.6. Phí, lệ phí",
        "5.7. Quy trình xử lý công việc",
        "5.8. Kết quả giải quyết",
    ]


def test_a_mark_that_something_is_to_be_filled_in_stays_as_it_is() -> None:
    assert "[cần điền: mức thu]" in lines(procedure(**SERVICE, fee="[cần điền: mức thu]"))


def test_records_say_where_how_long_and_how_they_end() -> None:
    kept = [
        {
            "name": "Phiếu",
            "form": "BM-1",
            "kept_by": "van-thu",
            "retention": "05 năm",
            "disposal": "Cắt nhỏ",
        },
        {"name": "Sổ", "kept_by": "Kho", "retention": "Vĩnh viễn"},
    ]
    assert [row.cells for row in tables(procedure(records=kept))[-1].rows] == [
        ("01", "Phiếu (BM-1)", "Văn thư", "05 năm", "Cắt nhỏ"),
        ("02", "Sổ", "Kho", "Vĩnh viễn", ""),
    ]


def test_the_front_page_says_who_wrote_reviewed_and_approved_and_leaves_room_to_sign() -> None:
    approval = next(block for block in documents.procedure().body if isinstance(block, Table))
    assert [row.cells for row in approval.rows] == [
        ("Họ tên", "Lê Văn Cường", "Trần Thị Bình", "Nguyễn Văn An"),
        ("Chữ ký", "", "", ""),
        ("Chức vụ", "Thư ký ISO", "Phó Chủ tịch UBND xã", "Chủ tịch UBND xã"),
    ]
    assert approval.rows[1].height_mm >= 20


def test_the_revision_table_leaves_open_what_nobody_knows() -> None:
    known = RevisionLine(2, date(2026, 2, 5), "Sửa mục 5", "Thư ký ISO", "Mục 5")
    setting = replace(documents.SETTING, revisions=(RevisionLine(1), known))
    paper = controlled_document(*documents.read("du-thao/he-thong/QT-HT-01.md"), setting)
    table = [block for block in paper.body if isinstance(block, Table)][1]
    assert [row.cells for row in table.rows] == [
        ("", "", "", "01", ""),
        ("Thư ký ISO", "Mục 5", "Sửa mục 5", "02", "05/02/2026"),
    ]


def test_a_document_before_its_decision_leaves_the_day_open() -> None:
    paper = controlled_document(
        *documents.read("du-thao/he-thong/QT-HT-01.md"),
        replace(documents.SETTING, issued=None, revisions=()),
    )
    assert "Ngày ban hành: …/…/……" in heads_of(write_docx(paper))
    assert "Chưa có lần ban hành nào" in text_of(write_docx(paper))
    assert paper.properties.dated is None


def test_a_document_out_of_force_says_so_on_each_page_and_by_which_decision() -> None:
    reason = (
        "Hết hiệu lực từ ngày 10 tháng 02 năm 2026 theo Quyết định số 12/QĐ-UBND ngày 05/02/2026 "
        "của Chủ tịch Ủy ban nhân dân xã An Phú"
    )
    assert heads_of(write_docx(documents.withdrawn())).splitlines()[-3:-1] == [
        "[VB Dấu tình trạng] TÀI LIỆU HẾT HIỆU LỰC",
        f"[VB Lý do tình trạng] {reason}",
    ]


def test_a_document_that_was_replaced_says_that_it_was() -> None:
    replaced = Withdrawal("12/QĐ-UBND", date(2026, 2, 5), date(2026, 2, 5), replaced=True)
    assert (
        replaced.sentence
        == "Bị thay thế từ ngày 05 tháng 02 năm 2026 theo Quyết định số 12/QĐ-UBND ngày 05/02/2026"
    )


def test_a_form_of_fields_has_dots_after_each_and_its_instructions_small_below() -> None:
    body = documents.slip().body
    assert [block.label for block in body if isinstance(block, Blank)][:2] == [
        "Người, đơn vị đề nghị",
        "Ngày đề nghị",
    ]
    assert {block.label: block.lines for block in body if isinstance(block, Blank)}[
        "Ngày đề nghị"
    ] == 1
    assert [type(block) for block in body[-3:]] == [Note, Note, Note]
    assert isinstance(body[0], Title)


def test_the_control_slip_names_its_case_above_a_table_with_two_hand_overs_in_each_row() -> None:
    body = controlled_document(
        *documents.read("du-thao/bieu-mau/BM-MC-01-03.md"), documents.SETTING
    ).body
    assert [block.label for block in body if isinstance(block, Blank)] == [
        "Mã hồ sơ",
        "Cơ quan, bộ phận tiếp nhận",
    ]
    (place,) = (index for index, block in enumerate(body) if isinstance(block, Table))
    table = body[place]
    assert all(isinstance(block, (Title, Blank)) for block in body[:place])
    assert isinstance(table, Table)
    assert len(table.rows) == 4
    lines = spoken(table.rows[0].cells[1]).split("\n")
    assert [line.split(":")[0] for line in lines[:3]] == ["1. Giao", "2. Nhận", "Người giao ký"]


@pytest.mark.parametrize(
    ("widths", "landscape"),
    [((10, 60, 50, 40), False), ((10, 60, 50, 60), True), ((None,) * 6, True)],
)
def test_a_form_that_is_a_wide_table_stands_on_a_landscape_sheet(
    widths: tuple[int | None, ...], landscape: bool
) -> None:
    columns = [{"title": f"Cột {n}"} | ({"width_mm": w} if w else {}) for n, w in enumerate(widths)]
    record = {"code": "BM-1", "title": "Sổ", "kind": "bieu-mau", "columns": columns}
    paper = controlled_document(ControlledDocument.model_validate(record), (), documents.SETTING)
    assert paper.landscape is landscape
    (table,) = (block for block in paper.body if isinstance(block, Table))
    assert {spoken(cell) for row in table.rows for cell in row.cells} == {""}


@pytest.mark.parametrize(
    "path",
    sorted(
        str(p.relative_to(documents.TEMPLATES))
        for p in (documents.TEMPLATES / "du-thao").rglob("*.md")
    ),
)
def test_every_document_that_a_new_agency_starts_with_is_a_paper_in_order(path: str) -> None:
    document, prose = documents.read(path)
    package = write_docx(controlled_document(document, prose, documents.SETTING))
    assert findings(package) == []
    printed = re.sub(r"\s+", " ", text_of(package).replace("⏎", " "))
    assert all(re.sub(r"\s+", " ", step.task) in printed for step in document.steps)
