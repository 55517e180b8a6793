"""Our small Markdown: what it says, and what it refuses with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source.markdown import Heading, Item, Paragraph, Span, parse


def test_headings_paragraphs_and_items_come_with_their_lines() -> None:
    prose = parse("# I. Đầu\n\nMột dòng\nvà dòng nữa.\n\n- một\n  + hai\n- ba\n")
    assert prose.nodes == (
        Heading(1, "I. Đầu", 1),
        Paragraph((Span("Một dòng và dòng nữa."),), 3),
        Item("-", (Span("một"),), 1, 6),
        Item("+", (Span("hai"),), 2, 7),
        Item("-", (Span("ba"),), 1, 8),
    )
    assert prose.refused == ()


def test_numbers_are_printed_as_typed_and_never_counted_anew() -> None:
    prose = parse("3. ba\n7. bảy\n\n2) hai\n")
    assert [node.marker for node in prose.nodes if isinstance(node, Item)] == ["3.", "7.", "2)"]


def test_bold_and_italic_keep_their_hands() -> None:
    (node,) = parse("trước **đậm *cả hai*** sau").nodes
    assert isinstance(node, Paragraph)
    assert node.spans == (
        Span("trước "),
        Span("đậm ", bold=True),
        Span("cả hai", bold=True, italic=True),
        Span(" sau"),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("HĐND&UBND và R&amp;D", id="ampersand"),
        pytest.param("dưới 5 < 6 > 4", id="less than"),
        pytest.param("    thụt vào bốn chữ", id="indent"),
        pytest.param("[cần điền: số]", id="brackets"),
        pytest.param("tệp_có_gạch_dưới", id="underscores"),
    ],
)
def test_ordinary_words_stay_ordinary(text: str) -> None:
    prose = parse(text)
    assert prose.nodes == (Paragraph((Span(text.strip()),), 1),)
    assert prose.refused == ()


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        pytest.param("đầu\n\n| a | b |\n|---|---|\n| 1 | 2 |", 3, "bảng", id="table"),
        pytest.param("đầu\n\n> trích **đậm**", 3, "trích dẫn", id="quote"),
        pytest.param("đầu\n\n```\nmã\n```", 3, "khối mã", id="fence"),
        pytest.param("đầu\n\n***\n", 3, "đường kẻ", id="rule"),
        pytest.param("đầu\n---\ncuối", 2, "đường kẻ", id="rule right below words"),
        pytest.param("đầu\n\n<div>x</div>", 3, "HTML", id="html block"),
        pytest.param("đầu\ncó <b>chữ", 2, "HTML", id="html in a line"),
        pytest.param("xem\n[đây](http://x.vn)", 2, "liên kết", id="link"),
        pytest.param("xem <http://x.vn>", 1, "liên kết", id="autolink"),
        pytest.param("![hình](x.png)", 1, "hình ảnh", id="image"),
        pytest.param("chạy `lệnh`", 1, "chữ mã", id="code"),
        pytest.param("- một\n- > hai", 2, "trích dẫn", id="inside an item"),
    ],
)
def test_what_no_paper_prints_is_refused_at_its_line(text: str, line: int, word: str) -> None:
    refused = parse(text).refused
    assert [found.line for found in refused][:1] == [line]
    assert word in refused[0].message
    assert refused[0].hint


def test_a_comment_says_nothing() -> None:
    assert parse("<!-- nhắc -->\n\ncâu <!-- giữa --> này").nodes == (
        Paragraph((Span("câu  này"),), 3),
    )


@given(st.text(alphabet="abđ ê#-*+_`<>|[]()!&.1\n\\", max_size=60))
def test_every_text_is_read_without_a_crash_and_its_lines_are_its_own(text: str) -> None:
    prose = parse(text)
    lines = text.count("\n") + 1
    assert all(1 <= found.line <= lines for found in (*prose.nodes, *prose.refused))
