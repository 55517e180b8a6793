"""Lengths of words and the breaking of lines."""

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from isoqms.pages.layout.blocks import Run
from isoqms.pages.layout.typesetting import (
    Face,
    broken,
    glued,
    line_count,
    longest_piece,
    rule_length,
    unparted,
    width,
)
from isoqms.writers.word.wordml import NAMESPACES, words

BOLD = Face(14, bold=True)
SUMMARY = (
    "Tình hình hoạt động xây dựng, áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng theo "
    "Tiêu chuẩn quốc gia"
)
TEXTS = st.lists(st.text("aáưđWi9,", min_size=1, max_size=9), min_size=1, max_size=30).map(" ".join)


def test_the_national_name_is_as_long_as_it_is_in_word() -> None:
    name = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert width(name, Face(13, bold=True)) == pytest.approx(95.7, abs=0.1)
    assert width(name, Face(12, bold=True)) == pytest.approx(88.3, abs=0.1)


def test_an_agency_is_broken_before_the_name_of_its_place() -> None:
    assert broken("ỦY BAN NHÂN DÂN HUYỆN KRÔNG NÔ", 68, Face(12, bold=True)) == (
        "ỦY BAN NHÂN DÂN",
        "HUYỆN KRÔNG NÔ",
    )


def test_a_summary_is_broken_where_the_sense_pauses() -> None:
    assert broken(SUMMARY, 155, BOLD) == (
        "Tình hình hoạt động xây dựng, áp dụng, duy trì và cải tiến",
        "Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia",
    )


def test_a_given_line_break_stays() -> None:
    assert broken("SỞ KHOA HỌC\nVÀ CÔNG NGHỆ", 200, BOLD) == ("SỞ KHOA HỌC", "VÀ CÔNG NGHỆ")


def test_a_word_longer_than_the_line_stands_alone() -> None:
    assert broken("a " + "W" * 60 + " b", 50, BOLD) == ("a", "W" * 60, "b")


def test_nothing_has_no_lines() -> None:
    assert broken("  ", 100, BOLD) == ()


@given(TEXTS, st.floats(60, 200))
def test_breaking_loses_no_word_and_keeps_to_the_width(text: str, limit: float) -> None:
    lines = broken(text, limit, BOLD)
    assert " ".join(lines) == text
    assert all(width(line, BOLD) <= limit for line in lines)


@given(TEXTS, st.floats(60, 200))
def test_breaking_takes_as_few_lines_as_can_be(text: str, limit: float) -> None:
    assert len(broken(text, limit, BOLD)) == line_count(text, limit, BOLD)


@given(TEXTS, st.floats(60, 200))
def test_a_rule_is_a_third_to_a_half_of_the_line_above(text: str, limit: float) -> None:
    lines = broken(text, limit, BOLD)
    assert 1 / 3 <= rule_length(lines, BOLD) / width(lines[-1], BOLD) <= 1 / 2


def test_below_nothing_there_is_no_rule() -> None:
    assert rule_length((), BOLD) == 0


def test_a_number_stays_with_its_word_and_a_symbol_in_one_line() -> None:
    text = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020, khoản 2 Điều 1, TCVN ISO 9001"
    assert glued(text).replace("\u00a0", "~").replace("\u2011", "=") == (
        "Nghị định số~30/2020/NĐ=CP ngày 05 tháng~3 năm~2020, khoản~2 Điều~1, TCVN ISO~9001"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("theo 118/QĐ-UBND.", "theo 118/QĐ=UBND.", id="decision"),
        pytest.param("……/QĐ-UBND", "……/QĐ=UBND", id="open number"),
        pytest.param("05/CTr-UBND-VP", "05/CTr=UBND=VP", id="two hyphens"),
        pytest.param("QT-TP-01, 2025-10-02, QĐ-UBND", "QT=TP=01, 2025-10-02, QĐ-UBND", id="code"),
    ],
)
def test_the_symbol_of_a_paper_and_a_code_are_held_together(text: str, shown: str) -> None:
    assert glued(text).replace("\u2011", "=") == shown
    assert width(glued(text), Face(14)) == width(text, Face(14))


@pytest.mark.parametrize(
    "word", ["26/2014/TT-BKHCN", "“BM-HT-02-07”;", "(QT-TP-01)", "118/UBND-TTHCC", "05/QĐ-UBND."]
)
def test_a_column_is_as_wide_as_the_numbers_and_codes_that_no_line_parts(word: str) -> None:
    assert longest_piece([word, "Văn"], Face(12)) == width(word, Face(12))


def test_word_holds_a_symbol_and_its_text_reads_as_before() -> None:
    document = docx.Document()
    written = words((Run("theo Quyết định số 118/QĐ-UBND"),))
    paragraph = document.add_paragraph()
    paragraph._p.extend(parse_xml(f"<w:p {NAMESPACES}>{written}</w:p>"))
    assert "<w:noBreakHyphen/>" in written
    assert paragraph.text.replace("\u00a0", " ") == "theo Quyết định số 118/QĐ-UBND"


@given(st.text("QT-H01 ,;", max_size=80), st.floats(20, 160))
def test_lines_that_break_before_codes_lose_nothing(text: str, limit: float) -> None:
    assert unparted(text, limit, Face(13)).replace("\n", " ") == text
