"""What differs between two papers: words, paragraphs, rows by their key."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
import sample_documents as documents
import sample_papers as sample
from hypothesis import given
from hypothesis import strategies as st

from isoqms.pages.layout.blocks import Block, Column, Heading, Item, Paragraph, Row, Table
from isoqms.pages.layout.comparison.pairing import Unit, key_column, paired, paired_rows
from isoqms.pages.layout.comparison.papers import (
    Changed,
    Deleted,
    Difference,
    Inserted,
    Same,
    compare,
)
from isoqms.pages.layout.comparison.telling import comparison_text
from isoqms.pages.layout.comparison.words import Fate, Piece, word_changes


def told(old: Sequence[Block], new: Sequence[Block]) -> list[str]:
    return list(comparison_text(compare(old, new)))


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts)


def register(*rows: tuple[str, str]) -> tuple[Block, ...]:
    columns = (Column("TT", 10), Column("Mã hiệu", 30), Column("Tên", 100))
    return (Table(columns, tuple(Row((str(n), *row)) for n, row in enumerate(rows, start=1))),)


FIRST, SECOND, THIRD = ("QT-01", "Khai sinh"), ("QT-02", "Khai tử"), ("QT-03", "Kết hôn")


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        pytest.param(paragraphs("a b c"), paragraphs("a b c"), [], id="the same"),
        pytest.param(paragraphs("a  b\nc"), paragraphs("a b c"), [], id="other spaces"),
        pytest.param(
            paragraphs("Thời hạn 05 ngày."),
            paragraphs("Thời hạn 03 ngày."),
            ["Thời hạn [-05-]{+03+} ngày."],
            id="word",
        ),
        pytest.param(
            paragraphs("a b"), paragraphs("a b", "mới"), ["{+mới+}"], id="paragraph put in"
        ),
        pytest.param(
            paragraphs("cũ", "a b"), paragraphs("a b"), ["[-cũ-]"], id="paragraph taken out"
        ),
        pytest.param(
            paragraphs("một hai"),
            paragraphs("ba bốn"),
            ["[-một hai-]", "{+ba bốn+}"],
            id="nothing in common",
        ),
        pytest.param(
            paragraphs("một hai"),
            paragraphs("một ba"),
            ["một [-hai-]{+ba+}"],
            id="half of the words in common",
        ),
        pytest.param(
            paragraphs("một hai ba"),
            paragraphs("một bốn năm"),
            ["[-một hai ba-]", "{+một bốn năm+}"],
            id="less than half in common",
        ),
        pytest.param(
            paragraphs("theo Nghị định 61/2018/NĐ-CP này"),
            paragraphs("theo Nghị định 118/2025/NĐ-CP này"),
            ["theo Nghị định [-61/2018/NĐ-CP-]{+118/2025/NĐ-CP+} này"],
            id="a number of a law is one word",
        ),
        pytest.param(
            paragraphs("a b c d e f g h"),
            paragraphs("a b x y e f g h"),
            ["a b [-c d-]{+x y+} e f g h"],
            id="two words",
        ),
        pytest.param(
            register(FIRST, THIRD),
            register(FIRST, SECOND, THIRD),
            ["{+QT-02 | Khai tử+}"],
            id="row put in",
        ),
        pytest.param(
            register(FIRST, SECOND), register(SECOND), ["[-QT-01 | Khai sinh-]"], id="row taken out"
        ),
        pytest.param(
            register(FIRST, SECOND),
            register(FIRST, ("QT-02", "Khai tử lại")),
            ["QT-02 | Khai tử{+ lại+}"],
            id="row changed",
        ),
        pytest.param(
            register(FIRST),
            register(("QT-09", "Khai sinh")),
            ["[-QT-01 | Khai sinh-]", "{+QT-09 | Khai sinh+}"],
            id="another code is another row",
        ),
    ],
)
def test_what_differs_is_told_by_words(
    old: Sequence[Block], new: Sequence[Block], lines: list[str]
) -> None:
    assert told(old, new) == lines


def test_a_change_is_told_below_the_heading_where_it_stands() -> None:
    heads = Heading(1, "1.", "Mục đích"), Heading(1, "2.", "Phạm vi")
    old = (heads[0], Paragraph("a"), heads[1], Item("b c d"))
    new = (heads[0], Paragraph("a"), heads[1], Item("b c e"))
    assert told(old, new) == ["2. PHẠM VI", "- b c [-d-]{+e+}"]


def test_kept_words_far_from_a_change_are_left_out() -> None:
    long = " ".join(f"t{number}" for number in range(40))
    (line,) = comparison_text(
        compare(paragraphs(f"{long} cũ {long}"), paragraphs(f"{long} mới {long}")), context=2
    )
    assert line == "… t38 t39 [-cũ-]{+mới+} t0 t1 …"


def test_each_line_has_a_fate_of_its_own() -> None:
    found = compare(paragraphs("a b c", "d e f", "g h i"), paragraphs("a b c", "d e x", "j k l"))
    assert [type(one) for one in found] == [Same, Changed, Deleted, Inserted]


def test_papers_are_compared_with_their_heads_and_signatures() -> None:
    assert not list(comparison_text(compare(sample.report(), sample.report())))
    lines = comparison_text(compare(documents.procedure(), documents.withdrawn()))
    assert lines[0] == "{+TÀI LIỆU HẾT HIỆU LỰC+}"
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("titles", "rows", "column"),
    [
        pytest.param(("TT", "Mã hiệu", "Tên"), [], 1, id="by title"),
        pytest.param(("TT", "Số, ký hiệu", "Tên"), [], 1, id="number of a law"),
        pytest.param(("TT", "Trình tự"), [("1", "a")], None, id="running numbers are no key"),
        pytest.param(
            ("Tiêu chí", "Điểm"), [("1.1", "2"), ("1.2", "2")], 0, id="codes in the first column"
        ),
        pytest.param(
            ("Nội dung", "Hạn"),
            [("a b", "2"), ("c", "2")],
            None,
            id="sentences in the first column",
        ),
        pytest.param((), [], None, id="no titles"),
    ],
)
def test_a_table_is_paired_by_the_column_that_names_its_rows(
    titles: tuple[str, ...], rows: list[tuple[str, ...]], column: int | None
) -> None:
    assert key_column(titles, rows) == column


def test_a_table_with_another_title_is_the_same_table() -> None:
    (old,) = register(FIRST, SECOND)
    (new,) = register(FIRST, ("QT-02", "Khai tử lại"))
    assert isinstance(new, Table)
    renamed = replace(new, columns=(*new.columns[:2], Column("Tên tài liệu", 100)))
    assert told((old,), (renamed,)) == [
        "TT | Mã hiệu | Tên{+ tài liệu+}",
        "QT-02 | Khai tử{+ lại+}",
    ]


def test_a_key_column_can_be_given() -> None:
    old, new = [("a", "x y"), ("b", "z")], [("b", "x y"), ("a", "z")]
    assert paired_rows(("Tên", "Ghi chú"), old, new, key=1) == [(0, 0), (1, 1)]


def test_rows_without_a_key_are_paired_by_their_words_and_not_by_their_running_numbers() -> None:
    old = [("1", "Lập kế hoạch"), ("2", "Khảo sát hài lòng")]
    new = [("1", "Lập kế hoạch"), ("2", "Đào tạo ban đầu"), ("3", "Khảo sát hài lòng")]
    assert paired_rows(("TT", "Nội dung"), old, new) == [(0, 0), (None, 1), (1, 2)]


def test_things_of_two_kinds_are_never_one() -> None:
    assert paired([Unit("line", "a b")], [Unit("table", "a b")]) == [(0, None), (None, 0)]


def test_two_hundred_rows_without_a_key_are_compared_at_once() -> None:
    columns = (Column("TT", 10), Column("Nội dung", 100))
    old, new = (
        (
            Table(
                columns,
                tuple(
                    Row((str(n), f"Việc thứ {n} phải làm trong {year} của đơn vị {n}"))
                    for n in range(200)
                ),
            ),
        )
        for year in (2025, 2026)
    )
    start = time.perf_counter()
    found = compare(old, new)
    assert [type(one) for one in found] == [Same, *[Changed] * 200]
    assert time.perf_counter() - start < 5


texts = st.lists(
    st.sampled_from(["a", "b", "QT-01", " ", "\n", "é", ",", "05/02"]), max_size=20
).map("".join)


@given(texts, texts)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(p.text for p in pieces if p.fate is not Fate.INSERTED) == old
    assert "".join(p.text for p in pieces if p.fate is not Fate.DELETED) == new
    assert Piece(Fate.KEPT, "") not in pieces


@given(st.lists(texts, max_size=8), st.lists(texts, max_size=8))
def test_every_line_of_both_is_there_once_and_in_order(old: list[str], new: list[str]) -> None:
    pairs = paired([Unit("line", text) for text in old], [Unit("line", text) for text in new])
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))


@given(st.lists(texts, max_size=5), st.lists(texts, max_size=5))
def test_no_line_of_either_paper_is_lost_either_way_round(old: list[str], new: list[str]) -> None:
    def count(found: Sequence[Difference], kind: type) -> int:
        return sum(isinstance(one, kind) for one in found)

    for before, after in ((old, new), (new, old)):
        found = compare(paragraphs(*before), paragraphs(*after))
        both = count(found, Same) + count(found, Changed)
        assert both + count(found, Deleted) == len([text for text in before if text.strip()])
        assert both + count(found, Inserted) == len([text for text in after if text.strip()])
