"""Papers as Word files: the same bytes, valid, after the decree, and nothing lost on the way."""

import dataclasses
import io
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
import sample_papers as sample
from conftest import badly_packed
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of, words

from isoqms.pages.layout.blocks import (
    Addressees,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Blank,
    Block,
    Column,
    Enactment,
    Heading,
    Item,
    Letterhead,
    Mark,
    NewPage,
    Note,
    Paper,
    PaperProfile,
    Paragraph,
    Part,
    Properties,
    Row,
    Run,
    RunningHead,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.pages.layout.typesetting import Face, width
from isoqms.writers.package import read_parts, write_parts
from isoqms.writers.word.base_document import build_base
from isoqms.writers.word.docx import write_docx
from isoqms.writers.word.styles import UnusableBase
from isoqms.writers.word.wordml import cleaned, paragraph, run

PAPERS: dict[str, Callable[[], Paper]] = {
    "report": sample.report,
    "decision": sample.decision,
    "minutes": sample.minutes,
    "letter": sample.letter,
    "regulation": sample.regulation,
}
every_paper = pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)


def opened(package: bytes) -> Any:
    return docx.Document(io.BytesIO(package))


def body_of(*blocks: Block) -> Paper:
    return Paper(sample.letterhead("BC-UBND"), blocks, sample.signature())


def kept(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


@every_paper
def test_the_same_paper_is_the_same_bytes(make: Callable[[], Paper]) -> None:
    assert write_docx(make()) == write_docx(make())


@every_paper
def test_a_paper_conforms_to_the_decree(make: Callable[[], Paper]) -> None:
    assert findings(write_docx(make())) == []


@every_paper
def test_a_paper_is_valid_office_open_xml(make: Callable[[], Paper], tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write_docx(make()))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_as_it_did(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"paper-{name}.txt", text_of(write_docx(PAPERS[name]())))


def test_a_decision_has_its_annexes_on_landscape_sheets_of_their_own() -> None:
    sections = opened(write_docx(sample.decision())).sections
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 297]


def test_every_document_of_an_annex_has_its_row() -> None:
    tables = opened(write_docx(sample.decision(101, 80))).element.body.findall(qn("w:tbl"))
    codes = [
        [words(row) for row in table.findall(qn("w:tr")) if "QT-TP-" in words(row)]
        for table in tables
    ]
    assert [len(found) for found in codes] == [0, 0, 101, 80]


def test_what_the_file_says_of_itself_comes_from_the_paper() -> None:
    properties = opened(write_docx(sample.report())).core_properties
    assert (properties.title, properties.author) == ("Báo cáo", "UBND huyện Krông Nô")
    assert properties.created == properties.modified == datetime(2022, 11, 1, tzinfo=UTC)
    assert (properties.last_modified_by, properties.revision) == ("", 1)


def test_a_paper_without_a_day_has_no_day_in_its_file() -> None:
    paper = dataclasses.replace(sample.report(), properties=Properties("Báo cáo"))
    assert b"created" not in read_parts(write_docx(paper))["docProps/core.xml"]


TRAP = "HĐND&UBND <b> ]]> \"5\" 'x' {{ y }}"
TRAP_PAPER = Paper(
    Letterhead((TRAP,), (TRAP,), TRAP, TRAP, TRAP, date(2022, 1, 2), subject=TRAP),
    (
        Title(TRAP, TRAP, TRAP),
        Authority(TRAP),
        Bases((TRAP, TRAP)),
        Enactment(TRAP),
        Addressees((TRAP, TRAP), TRAP),
        Addressees((TRAP,)),
        Part(TRAP, TRAP),
        Heading(1, TRAP, TRAP),
        Heading(2, TRAP, TRAP),
        Heading(3, TRAP, TRAP),
        Paragraph(TRAP, TRAP),
        Item((Run(TRAP, bold=True), Run(TRAP, italic=True)), TRAP),
        Article(TRAP, TRAP, TRAP),
        Note(TRAP),
        Table((Column(TRAP, 10), Column(TRAP, 10, group=TRAP)), (Row((TRAP, TRAP)),), TRAP),
        Table((Column(TRAP, 10),), (), empty=TRAP),
    ),
    Signature((TRAP,), TRAP, (TRAP,), (Signatory((TRAP,), TRAP, TRAP),), TRAP),
    (Annex(AnnexHead(1, TRAP, TRAP), (Paragraph(TRAP),)),),
    properties=Properties(TRAP, TRAP, date(2022, 1, 2)),
)


def test_ampersands_and_angles_survive_in_every_field(tmp_path: Path) -> None:
    package = write_docx(TRAP_PAPER)
    written = text_of(package).replace("⏎", " ").replace("\u00a0", " ").upper()
    assert written.count(TRAP.upper()) == len(_strings(TRAP_PAPER)) - len(
        _strings(TRAP_PAPER.properties)
    )
    path = tmp_path / "paper.docx"
    path.write_bytes(package)
    assert list(OpenXmlValidator().validate(str(path)).errors) == []
    assert opened(package).core_properties.title == TRAP


def _strings(value: Any) -> list[str]:
    """Every string in a paper that is the trap."""
    if isinstance(value, str):
        return [value] if value == TRAP else []
    if isinstance(value, tuple):
        return [found for member in value for found in _strings(member)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [s for f in dataclasses.fields(value) for s in _strings(getattr(value, f.name))]
    return []


def test_text_in_decomposed_letters_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Điều chỉnh Hệ thống quản lý")
    written = text_of(write_docx(body_of(Title("Báo cáo", decomposed), Paragraph(decomposed))))
    assert written == unicodedata.normalize("NFC", written)
    assert written.count("Điều chỉnh Hệ thống quản lý") == 2


@pytest.mark.parametrize(
    ("given", "kept_text"),
    [
        pytest.param("a\x00b\x1bc\x7fd", "abcd", id="control characters"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a\r\nb\vc\u2028d", "a\nb\nc\nd", id="all kinds of line breaks"),
        pytest.param("a\u202eb\u2066c", "abc", id="marks of writing direction"),
        pytest.param("a\ud800b\ufffe", "ab", id="what cannot be encoded"),
    ],
)
def test_what_cannot_be_printed_is_dropped_and_the_rest_stays(given: str, kept_text: str) -> None:
    assert cleaned(given) == kept_text
    assert kept_text.replace("\n", "⏎") in text_of(write_docx(body_of(Paragraph(given))))


@given(st.text())
def test_any_text_becomes_xml_and_comes_back_as_it_may_be_printed(text: str) -> None:
    assert words(parse_xml(paragraph("x", run(text), root=True))) == cleaned(text).replace(
        "\n", "⏎"
    )


@pytest.mark.parametrize("lines", [1, 4], ids=["one line", "four lines"])
def test_the_rule_below_a_summary_follows_its_last_line(lines: int) -> None:
    summary = " ".join(
        ["Kiện toàn Ban Chỉ đạo cải cách hành chính huyện"] * (1 if lines == 1 else 5)
    )
    package = write_docx(sample.report(summary=summary))
    printed = next(
        line for line in text_of(package).splitlines() if line.startswith("[VB Trích yếu]")
    )
    assert printed.count("⏎") + 1 == lines
    assert findings(package) == []


def test_an_agency_of_three_lines_keeps_its_rule() -> None:
    head = Letterhead((), ("Ban Quản lý các khu công nghiệp và khu kinh tế tỉnh Đắk Nông",))
    package = write_docx(dataclasses.replace(sample.report(), letterhead=head))
    printed = next(
        line for line in text_of(package).splitlines() if line.startswith("[VB Cơ quan ban hành]")
    )
    assert printed.count("⏎") == 2
    assert findings(package) == []


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_tables_of_any_length_are_whole(rows: int) -> None:
    table = Table(
        (Column("TT", 10), Column("Tên", 90)), tuple(Row((str(n), "x")) for n in range(rows))
    )
    package = write_docx(body_of(Paragraph("Danh mục:"), table))
    assert findings(package) == []
    (found,) = [
        t
        for t in opened(package).element.body.iter(qn("w:tbl"))
        if t.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert [words(row) for row in found.findall(qn("w:tr"))][1:] == [
        f"{n}x" for n in range(rows)
    ] or (rows == 0 and words(found) == "TTTênKhông có")


def _rows(paper: Paper) -> list[Any]:
    tables = opened(write_docx(paper)).element.body.iter(qn("w:tbl"))
    return [
        row
        for table in tables
        if table.find(f".//{qn('w:tblHeader')}") is not None
        for row in table.findall(qn("w:tr"))
    ]


def test_a_row_higher_than_a_page_may_break_and_others_may_not() -> None:
    columns = (Column("Nội dung", 60), Column("Ghi chú", 100))
    long = "Nội dung rất dài của một ô trong bảng. " * 120
    rows = _rows(body_of(Table(columns, (Row((long, "")), Row(("ngắn", ""))))))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows] == [
        True,
        False,
        True,
    ]


def test_a_group_row_stays_with_the_next_and_a_total_with_the_one_before() -> None:
    columns = (Column("TT", 10), Column("Tên", 100))
    rows = (
        Row(("Lĩnh vực",), group=True),
        Row(("1", "a")),
        Row(("2", "b")),
        Row(("", "Tổng"), bold=True),
    )
    found = _rows(body_of(Table(columns, rows), Paragraph("Hết")))
    assert [all(kept(p) for p in row.iter(qn("w:p"))) for row in found[1:]] == [
        True,
        False,
        True,
        False,
    ]


def test_columns_fill_the_width_of_the_text() -> None:
    package = write_docx(body_of(Table((Column("A", 1), Column("B", 2)), (Row(("a", "b")),))))
    grid = [int(c.get(qn("w:w"))) for c in opened(package).element.body.iter(qn("w:gridCol"))]
    assert sum(grid[2:4]) == round(160 * 1440 / 25.4)
    assert grid[3] == pytest.approx(2 * grid[2], abs=2)


def test_columns_of_a_group_share_a_head() -> None:
    columns = (
        Column("TT", 10),
        Column("Nhận", 30, group="Hồ sơ"),
        Column("Trả", 30, group="Hồ sơ"),
    )
    rows = _rows(body_of(Table(columns, (Row(("1", "2", "3")),))))
    assert [words(row) for row in rows] == ["TTHồ sơ", "NhậnTrả", "123"]


def test_a_missing_signer_leaves_the_place_free() -> None:
    paper = dataclasses.replace(sample.report(), signature=Signature(("Chủ tịch",)))
    written = text_of(write_docx(paper))
    assert "[VB Chức vụ người ký] CHỦ TỊCH\n[VB Họ tên người ký]\n" in written


def test_a_signature_after_a_table_is_kept_with_its_last_row() -> None:
    table = Table((Column("A", 10),), (Row(("a",)), Row(("b",))))
    assert findings(write_docx(body_of(Paragraph("x"), table))) == []
    assert findings(write_docx(body_of(Table((Column("A", 10),), ())))) == []


def test_a_paper_may_have_neither_letterhead_nor_signature() -> None:
    assert (
        text_of(write_docx(Paper(None, (Note("Sổ theo dõi"),))))
        == "[VB Ghi chú] Sổ theo dõi\n[VB Hết phần]\n"
    )


def test_no_break_spaces_stand_in_the_content_only() -> None:
    table = Table((Column("Căn cứ", 100),), (Row(("Nghị định số 30/2020/NĐ-CP",)),))
    written = text_of(write_docx(body_of(Paragraph("theo Nghị định số 30/2020/NĐ-CP"), table)))
    assert "theo Nghị định số\u00a030/2020/NĐ-CP" in written
    assert "[VB Ô bảng] Nghị định số 30/2020/NĐ-CP" in written
    assert "[VB Số và ký hiệu] Số: 870/BC-UBND" in written


def test_a_profile_sets_margins_and_sizes() -> None:
    profile = PaperProfile(margin_right=15, content=13, page_number=13)
    document = opened(write_docx(dataclasses.replace(sample.report(), profile=profile)))
    assert [round(section.right_margin.mm) for section in document.sections] == [15, 15]
    assert document.styles["VB Nội dung"].font.size.pt == 13


@pytest.mark.parametrize("national_name", [12, 13])
def test_the_national_name_stands_on_one_line(national_name: float) -> None:
    profile = PaperProfile(national_name=national_name, national_motto=14, agency=13)
    assert findings(write_docx(dataclasses.replace(sample.report(), profile=profile))) == []


def test_the_contact_line_stands_at_the_foot_of_the_first_page_only() -> None:
    paper = dataclasses.replace(sample.report(), contact="Số 1 đường A, xã B; ĐT: 0261 & 0262")
    package = write_docx(paper)
    feet = [[words(p._p) for p in s.first_page_footer.paragraphs] for s in opened(package).sections]
    assert feet == [["Số 1 đường A, xã B; ĐT: 0261 & 0262"], [""]]
    assert package == write_docx(paper)
    assert findings(package) == []


def test_a_paper_with_a_contact_line_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write_docx(dataclasses.replace(sample.decision(), contact="ubnd@example.vn")))
    assert list(OpenXmlValidator().validate(str(path)).errors) == []


HEAD = RunningHead(("Ủy ban nhân dân", "xã An Phú"), "Quy trình thử", ("Mã hiệu: QT-01",))


def test_a_running_head_is_as_wide_as_each_sheet_and_the_pages_count_through() -> None:
    paper = dataclasses.replace(sample.decision(30, 30), running_head=HEAD)
    first, second, third = opened(write_docx(paper)).sections
    assert [
        round(sum(cell.width.mm for cell in s.header.tables[0].rows[0].cells))
        for s in (first, second)
    ] == [
        160,
        247,
    ]
    assert third.header.is_linked_to_previous
    assert [s._sectPr.find(qn("w:pgNumType")) is not None for s in (first, second, third)] == [
        True,
        False,
        False,
    ]
    assert not any(s.different_first_page_header_footer for s in (first, second, third))


def test_a_mark_stands_on_each_page_the_first_too_and_the_page_number_below_it() -> None:
    marked = dataclasses.replace(sample.report(), mark=Mark("Dự thảo", "Lấy ý kiến đến 05/02/2026"))
    section = opened(write_docx(marked)).sections[0]
    heads = [
        [words(p._p) for p in head.paragraphs]
        for head in (section.first_page_header, section.header)
    ]
    assert heads == [
        ["DỰ THẢO", "Lấy ý kiến đến 05/02/2026", ""],
        ["DỰ THẢO", "Lấy ý kiến đến 05/02/2026", "2"],
    ]


def test_a_paper_with_a_running_head_and_a_mark_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    marked = dataclasses.replace(
        sample.decision(30, 30), running_head=HEAD, mark=Mark("Dự thảo"), contact="a@b.vn"
    )
    path.write_bytes(write_docx(marked))
    assert list(OpenXmlValidator().validate(str(path)).errors) == []


def test_something_to_fill_in_has_dots_to_the_margin_on_each_of_its_lines() -> None:
    document = opened(write_docx(body_of(Blank("Họ tên:", 2), NewPage(), Paragraph("x"))))
    first, second = (p._p for p in document.paragraphs if p.style.name == "VB Mục phải điền")
    assert (words(first), words(second)) == ("Họ tên: ", "")
    stops = [p.find(f".//{qn('w:tabs')}/{qn('w:tab')}") for p in (first, second)]
    assert {(stop.get(qn("w:leader")), stop.get(qn("w:pos"))) for stop in stops} == {
        ("dot", "9071")
    }
    assert sum(p.paragraph_format.page_break_before or False for p in document.paragraphs) == 1


def grid_widths(package: bytes) -> list[float]:
    columns = opened(package).element.body.iter(qn("w:gridCol"))
    return [int(column.get(qn("w:w"))) * 25.4 / 1440 for column in columns][2:5]


@pytest.mark.parametrize(
    "word", ["30/11/2025", "QT-HT-01", "Văn-phòng"], ids=["a day", "a code", "words with a hyphen"]
)
def test_no_column_is_narrower_than_its_longest_word(word: str) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 140), Column("Hạn", 10))
    table = Table(columns, (Row(("1", "Sửa đổi quy trình", f"Hạn {word}")),))
    widths = grid_widths(write_docx(body_of(table, Paragraph("x"))))
    whole = word.rpartition("-")[2] if word.startswith("Văn") else word
    assert widths[2] >= width(whole, Face(13)) + 3
    assert sum(widths) == pytest.approx(160, abs=0.1)


def test_columns_that_have_room_stay_as_they_were_given() -> None:
    columns = (Column("TT", 10), Column("Nội dung", 120), Column("Hạn", 30))
    rows = (Row(("1", "Sửa đổi quy trình", "30/11/2025")),)
    assert grid_widths(write_docx(body_of(Table(columns, rows), Paragraph("x")))) == pytest.approx(
        [10, 120, 30], abs=0.1
    )


def test_codes_that_do_not_fit_a_line_go_to_the_next_one_whole() -> None:
    columns = (Column("TT", 60), Column("Quy trình", 40, codes=True), Column("Ghi chú", 60))
    rows = (
        Row(("1", "QT-HT-01, QT-HT-02, QT-HT-03; điều khoản 9.2", "QT-HT-01, QT-HT-02, QT-HT-03")),
    )
    text = text_of(write_docx(body_of(Table(columns, rows), Paragraph("x"))))
    assert "] QT-HT-01,⏎QT-HT-02,⏎QT-HT-03; điều khoản 9.2\n" in text
    assert "] QT-HT-01, QT-HT-02, QT-HT-03\n" in text


@pytest.mark.parametrize(
    ("words_before", "together"), [("Gồm:", True), ("Đã xong.", False)], ids=["told", "not told"]
)
def test_words_that_announce_a_table_stay_with_its_first_row(
    words_before: str, together: bool
) -> None:
    table = Table((Column("TT", 10), Column("Việc", 100)), (Row(("1", "Họp")),))
    document = opened(write_docx(body_of(Paragraph(words_before), table, Paragraph("x"))))
    assert kept(next(p._p for p in document.paragraphs if p.text == words_before)) is together


@pytest.mark.parametrize(
    "name", ["VB Tiêu đề mục", "VB Tiêu đề khoản", "VB Tiêu đề điểm", "VB Tiêu đề điều"]
)
def test_a_title_of_two_lines_is_not_torn_apart(name: str) -> None:
    assert (
        opened(build_base(PaperProfile())).styles[name].paragraph_format.alignment
        == WD_ALIGN_PARAGRAPH.LEFT
    )


def test_among_paragraphs_something_to_fill_in_stands_as_they_do() -> None:
    document = opened(write_docx(body_of(Blank("Địa điểm:", 2, indented=True), Paragraph("x"))))
    first, second, _ = (p for p in document.paragraphs if p.style.name == "VB Nội dung")
    assert [p.style.name for p in (first, second)] == ["VB Nội dung"] * 2
    assert first.paragraph_format.first_line_indent is None
    assert second.paragraph_format.first_line_indent == 0


def test_asking_for_the_writers_costs_nothing_until_one_is_used() -> None:
    asked = (
        "import sys, isoqms.writers, isoqms.pages.layout.blocks; sys.exit('docx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


# The base document


def _changed(change: Callable[[str, bytes], bytes]) -> bytes:
    return write_parts(
        {name: change(name, part) for name, part in read_parts(build_base(PaperProfile())).items()}
    )


def test_the_base_is_built_the_same_every_time() -> None:
    build_base.cache_clear()
    first = build_base(PaperProfile())
    build_base.cache_clear()
    assert first == build_base(PaperProfile())


def test_the_base_itself_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "base.docx"
    path.write_bytes(build_base(PaperProfile()))
    assert list(OpenXmlValidator().validate(str(path)).errors) == []


def test_an_agency_that_enlarges_a_style_gets_longer_rules() -> None:
    base = build_base(PaperProfile(agency=13))
    own, theirs = write_docx(sample.report()), write_docx(sample.report(), base)
    assert own != theirs
    assert findings(theirs) == []


def test_styles_are_found_by_name_when_their_ids_have_changed() -> None:
    base = _changed(
        lambda name, part: (
            part.replace(b'"VBContent"', b'"N30Nidung"') if name.endswith("styles.xml") else part
        )
    )
    assert findings(write_docx(sample.report(), base)) == []


def test_a_base_saved_by_libreoffice_keeps_one_part_for_its_properties() -> None:
    base = _changed(
        lambda name, part: (
            part.replace(
                b"package/2006/relationships/metadata",
                b"officedocument/2006/relationships/metadata",
            )
            if name == "_rels/.rels"
            else part
        )
    )
    package = write_docx(sample.report(), base)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.namelist().count("docProps/core.xml") == 1
    assert opened(package).core_properties.title == "Báo cáo"


def test_a_base_without_a_style_is_refused_by_its_name() -> None:
    base = _changed(lambda _, part: part.replace('VB Trích yếu"'.encode(), b'Khac"'))
    with pytest.raises(UnusableBase, match="thiếu 1 kiểu trình bày: «VB Trích yếu»"):
        write_docx(sample.report(), base)


def test_a_base_without_page_numbers_is_refused() -> None:
    base = _changed(
        lambda name, part: (
            part.replace(b'<w:headerReference w:type="default" r:id="rId4"/>', b"")
            if name == "word/document.xml"
            else part
        )
    )
    with pytest.raises(UnusableBase, match="đầu trang"):
        write_docx(sample.report(), base)


@pytest.mark.parametrize(
    "base",
    [
        b"",
        b"not a zip",
        write_parts({"a.txt": b""}),
        badly_packed(write_parts(read_parts(build_base(PaperProfile())))),
    ],
    ids=["empty", "text", "other zip", "badly packed"],
)
def test_a_base_that_is_no_word_file_is_refused(base: bytes) -> None:
    with pytest.raises(UnusableBase, match="không phải là tệp Word"):
        write_docx(sample.report(), base)


def test_a_package_with_a_part_twice_is_refused() -> None:
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        archive.writestr("a.xml", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.xml", "2")
    with pytest.raises(ValueError, match="twice"):
        read_parts(twice.getvalue())


def test_a_base_that_unpacks_to_too_much_is_refused() -> None:
    bomb = write_parts(
        {**read_parts(build_base(PaperProfile())), "word/media/a.bin": b"\0" * (65 * 1024 * 1024)}
    )
    assert len(bomb) < 100_000
    with pytest.raises(UnusableBase, match="không phải là tệp Word"):
        write_docx(sample.report(), bomb)


# The oracle itself: each fault planted in a good paper is found.


@pytest.mark.parametrize(
    ("part", "before", "after", "found"),
    [
        pytest.param(
            "word/document.xml", 'w:left="1701"', 'w:left="1000"', "left margin", id="margin"
        ),
        pytest.param("word/document.xml", "<w:titlePg/>", "", "first page shows", id="first page"),
        pytest.param("word/document.xml", "<w:cantSplit/>", "", "can break", id="signature breaks"),
        pytest.param(
            "word/document.xml", "<w:tblHeader/>", "", "head that repeats", id="table head"
        ),
        pytest.param("word/header1.xml", " PAGE ", " DATE ", "no page number", id="page field"),
        pytest.param(
            "word/styles.xml", 'w:hAnsi="Times New Roman"', 'w:hAnsi="Arial"', "w:hAnsi", id="font"
        ),
        pytest.param(
            "word/styles.xml",
            "<w:rFonts ",
            '<w:rFonts w:asciiTheme="minorHAnsi" ',
            "theme",
            id="theme",
        ),
        pytest.param(
            "word/document.xml", "Độc lập - Tự do", "Độc lập - Tự", "rule below", id="rule"
        ),
        pytest.param("word/document.xml", "<w:keepNext/>", "", "can lose", id="signature alone"),
    ],
)
def test_the_oracle_finds_a_planted_fault(part: str, before: str, after: str, found: str) -> None:
    parts = read_parts(write_docx(sample.report()))
    text = parts[part].decode()
    assert before in text
    package = write_parts({**parts, part: text.replace(before, after).encode()})
    assert any(found in finding for finding in findings(package))
