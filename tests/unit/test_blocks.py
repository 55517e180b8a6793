"""How the parts of a paper read once they are printed."""

from datetime import date

import pytest

from isoqms.pages.layout.blocks import (
    Addressees,
    AnnexHead,
    Article,
    Bases,
    Block,
    Column,
    Heading,
    Item,
    Letterhead,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    attached_line,
    ended,
    plain,
    runs,
    spoken,
)


@pytest.mark.parametrize(
    ("number", "symbol", "printed"),
    [
        pytest.param("5", "BC-UBND", "Số: 05/BC-UBND", id="below ten"),
        pytest.param("870", "BC-UBND", "Số: 870/BC-UBND", id="three digits"),
        pytest.param("12a", "QĐ-UBND", "Số: 12a/QĐ-UBND", id="with a letter"),
        pytest.param(None, "BC-UBND", "Số:        /BC-UBND", id="still open"),
        pytest.param(" ", "BC-UBND", "Số:        /BC-UBND", id="blank is open"),
        pytest.param(None, "", "", id="neither number nor symbol"),
    ],
)
def test_the_number_has_a_leading_zero_and_a_place_to_write_it(
    number: str | None, symbol: str, printed: str
) -> None:
    assert Letterhead((), ("UBND xã",), number, symbol).number_line == printed


@pytest.mark.parametrize(
    ("dated", "year", "printed"),
    [
        pytest.param(date(2022, 2, 5), None, "An Phú, ngày 05 tháng 02 năm 2022", id="zeros"),
        pytest.param(
            date(2022, 3, 15), None, "An Phú, ngày 15 tháng 3 năm 2022", id="March has none"
        ),
        pytest.param(None, 2022, "An Phú, ngày      tháng      năm 2022", id="open day"),
        pytest.param(None, None, "An Phú, ngày      tháng      năm", id="open year"),
    ],
)
def test_the_dateline_writes_days_and_months_as_the_decree_does(
    dated: date | None, year: int | None, printed: str
) -> None:
    assert Letterhead((), ("UBND xã",), "1", "BC-UBND", "An Phú", dated, year).dateline == printed


def test_an_attached_text_has_neither_number_nor_day() -> None:
    head = Letterhead((), ("UBND xã",), "1", "QĐ-UBND", "An Phú", date(2022, 1, 1), attached=True)
    assert (head.number_line, head.dateline) == ("", "")


def test_agencies_are_printed_in_capitals_with_their_diacritics() -> None:
    head = Letterhead(("Ủy ban nhân dân tỉnh",), ("Sở Khoa học", " và Công nghệ "))
    assert (head.parents, head.agencies) == (
        ("ỦY BAN NHÂN DÂN TỈNH",),
        ("SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"),
    )


@pytest.mark.parametrize("subject", ["công bố HTQLCL", "V/v công bố HTQLCL"])
def test_the_subject_of_a_letter_begins_with_v_v_once(subject: str) -> None:
    assert Letterhead((), ("UBND",), subject=subject).subject_line == "V/v công bố HTQLCL"


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    bases = Bases(("Căn cứ Luật A.", "Căn cứ Nghị định B ;", "", "Theo đề nghị của ông C"))
    assert bases.lines == ("Căn cứ Luật A;", "Căn cứ Nghị định B;", "Theo đề nghị của ông C.")


def test_one_addressee_has_no_dash_and_several_have() -> None:
    assert Addressees(("Sở KH&CN;",)).lines == ("Sở KH&CN",)
    assert Addressees(("Sở KH&CN", "Các xã.")).lines == ("- Sở KH&CN;", "- Các xã.")


def test_copies_are_listed_and_the_archive_ends_the_list() -> None:
    foot = Signature(("Chủ tịch",), "An", ("- Như trên", "Lưu: VT, NV (03b);"))
    assert foot.copies == ("- Như trên;", "- Lưu: VT, NV (03b).")


def test_the_one_who_answers_for_a_paper_signs_on_the_right() -> None:
    (signatory,) = Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "An").signatories
    assert signatory.capacities == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_only_numbered_annexes_show_a_numeral() -> None:
    assert [AnnexHead(number, "Danh mục").label for number in (None, 1, 4)] == [
        "Phụ lục",
        "Phụ lục I",
        "Phụ lục IV",
    ]


@pytest.mark.parametrize(
    "given", ["Quyết định số 1", "(Kèm theo Quyết định số 1)", "Kèm theo Quyết định số 1"]
)
def test_what_an_annex_belongs_to_stands_in_brackets_once(given: str) -> None:
    assert attached_line(given) == "(Kèm theo Quyết định số 1)"


def test_titles_of_the_first_level_are_capitals_and_others_are_not() -> None:
    assert Heading(1, "I.", "Kết quả").line == "I. KẾT QUẢ"
    assert Heading(2, "1.", "Kết quả").line == "1. Kết quả"


def test_there_is_no_fourth_level_of_titles() -> None:
    with pytest.raises(ValueError, match="level"):
        Heading(4, "-", "Kết quả")


def test_a_row_must_fill_its_columns() -> None:
    with pytest.raises(ValueError, match="1 cells in a table of 2"):
        Table((Column("A", 10), Column("B", 10)), (Row(("x",)),))


def test_words_are_a_string_or_runs() -> None:
    assert runs("a") == plain("a") == (Run("a"),)
    assert spoken((Run("a", bold=True), Run("b"))) == "ab"


@pytest.mark.parametrize(
    ("last", "closed"),
    [
        pytest.param(Paragraph("Trên đây là báo cáo."), "Trên đây là báo cáo./.", id="full stop"),
        pytest.param(Item("việc cuối;"), "việc cuối./.", id="semicolon"),
        pytest.param(Article("4", text="Thi hành./."), "Thi hành./.", id="already there"),
        pytest.param(Paragraph((Run("Một ", bold=True), Run("hai"))), "Một hai./.", id="runs"),
    ],
)
def test_the_content_ends_with_its_sign(last: Paragraph | Item | Article, closed: str) -> None:
    (block,) = ended((last,))
    assert isinstance(block, Paragraph | Item | Article)
    assert spoken(block.text) == closed


def test_a_body_that_ends_with_a_table_carries_no_sign() -> None:
    body: tuple[Block, ...] = (Table((Column("A", 10),), ()),)
    assert ended(body) == body
    assert ended(()) == ()
