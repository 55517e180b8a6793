"""Two papers as one with tracked changes.

Accept all is the new, reject all is the old, to the letter.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
import sample_documents as documents
import sample_papers as sample
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from paper_check import words
from tracked_changes import marks, reading, sheets

from isoqms.pages.control.controlled_document import RevisionLine, controlled_document
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
    Paragraph,
    Part,
    Row,
    Run,
    RunningHead,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.writers.word.docx import write_docx
from isoqms.writers.word.redline import write_redline

WHEN = datetime(2026, 2, 5, 9, 30, tzinfo=UTC)


def redline(old: Paper, new: Paper) -> bytes:
    return write_redline(old, new, author="Lê Văn Cường", when=WHEN)


def revised_procedure() -> Paper:
    """QT-HT-01 issued a second time.

    A new title, a step fewer, a step reworded, a form more, prose changed.
    """
    document, prose = documents.read("du-thao/he-thong/QT-HT-01.md")
    first, second, _, *others = document.steps
    second = second.model_copy(
        update={"task": second.task.replace("giao người", "phân công người")}
    )
    changed = document.model_copy(
        update={
            "revision": 2,
            "title": "Quy trình kiểm soát thông tin dạng văn bản và hồ sơ điện tử",
            "steps": (first, second, *others),
            "forms": (*document.forms[:2], "BM-HT-01-07", *document.forms[2:]),
        }
    )
    text = Paragraph("Quy trình này cũng áp dụng cho hồ sơ điện tử.")
    revisions = (
        *documents.SETTING.revisions,
        RevisionLine(2, date(2026, 2, 5), "Bỏ bước soạn dự thảo", "Thư ký ISO", "Mục 2, 5, 6"),
    )
    setting = replace(documents.SETTING, issued=date(2026, 2, 5), revisions=revisions)
    return controlled_document(changed, (*prose[:3], text, *prose[4:]), setting)


def other_letterhead() -> Paper:
    report = sample.report(summary="Kết quả rà soát Hệ thống quản lý chất lượng năm 2022")
    head = Letterhead(
        ("Tỉnh Lâm Đồng",), ("Ủy ban nhân dân xã An Phú",), None, "BC-UBND", "An Phú", year=2025
    )
    return replace(report, letterhead=head, signature=Signature(("Chủ tịch",), "", ("Lưu: VT",)))


PAIRS: dict[str, tuple[Callable[[], Paper], Callable[[], Paper]]] = {
    "nothing changed": (documents.procedure, documents.procedure),
    "second issue": (documents.procedure, revised_procedure),
    "withdrawn": (documents.procedure, documents.withdrawn),
    "back in force": (documents.withdrawn, documents.procedure),
    "rows of a decision": (lambda: sample.decision(101, 80), lambda: sample.decision(100, 81)),
    "another agency and summary": (sample.report, other_letterhead),
    "another paper": (sample.minutes, sample.letter),
    "a paper made a controlled document": (sample.report, documents.procedure),
    "a controlled document made a paper": (documents.procedure, sample.report),
    "annexes dropped": (sample.decision, sample.minutes),
    "annexes added": (sample.minutes, sample.decision),
    "slip made a wide table": (documents.slip, documents.register),
    "contact line": (
        sample.report,
        lambda: replace(sample.report(), contact="Số 1 đường A; ubnd@example.vn"),
    ),
}
every_pair = pytest.mark.parametrize(("old", "new"), PAIRS.values(), ids=PAIRS)


@every_pair
def test_accepting_all_gives_the_new_paper(
    old: Callable[[], Paper], new: Callable[[], Paper]
) -> None:
    assert reading(redline(old(), new()), accept=True) == reading(write_docx(new()))
    assert sheets(redline(old(), new()), accept=True) == sheets(write_docx(new()))


@every_pair
def test_rejecting_all_gives_the_old_paper(
    old: Callable[[], Paper], new: Callable[[], Paper]
) -> None:
    body, heads = reading(redline(old(), new()), accept=False)
    was_body, was_heads = reading(write_docx(old()))
    assert body == was_body
    assert heads[0] == was_heads[0]
    assert sheets(redline(old(), new()), accept=False) == sheets(write_docx(old()))


@every_pair
def test_a_redline_is_valid_office_open_xml(
    old: Callable[[], Paper], new: Callable[[], Paper], tmp_path: Path
) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(redline(old(), new()))
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@every_pair
def test_the_same_change_is_the_same_bytes(
    old: Callable[[], Paper], new: Callable[[], Paper]
) -> None:
    assert redline(old(), new()) == redline(old(), new())


def test_what_did_not_change_is_not_marked() -> None:
    assert marks(redline(documents.procedure(), documents.procedure())) == []


def test_each_mark_has_its_own_number_the_author_and_the_time() -> None:
    found = marks(redline(documents.procedure(), revised_procedure()))
    assert len({mark.get(qn("w:id")) for mark in found}) == len(found) > 10
    assert {mark.get(qn("w:author")) for mark in found} == {"Lê Văn Cường"}
    assert {mark.get(qn("w:date")) for mark in found} == {"2026-02-05T09:30:00Z"}


@pytest.mark.parametrize(
    ("when", "told"),
    [
        pytest.param(
            datetime(2026, 2, 5, 9, 30, tzinfo=timezone(timedelta(hours=7))),
            "2026-02-05T02:30:00Z",
            id="zone",
        ),
        pytest.param(datetime(2026, 2, 5, 9, 30), "2026-02-05T09:30:00Z", id="no zone"),  # noqa: DTZ001 - on purpose
    ],
)
def test_a_time_with_a_zone_is_told_in_utc(when: datetime, told: str) -> None:
    package = write_redline(body(Paragraph("a")), body(Paragraph("b")), author="A", when=when)
    assert {mark.get(qn("w:date")) for mark in marks(package)} == {told}


def test_only_the_words_that_changed_are_marked() -> None:
    package = redline(
        body(Paragraph("Thời hạn 05 ngày làm việc.")), body(Paragraph("Thời hạn 03 ngày làm việc."))
    )
    assert changed_words(package) == ["-05", "+03"]


def test_the_number_of_a_paper_is_one_word() -> None:
    package = redline(
        body(Paragraph("Theo Nghị định số 118/2025/NĐ-CP của Chính phủ.")),
        body(Paragraph("Theo Nghị định số 168/2025/NĐ-CP của Chính phủ.")),
    )
    assert changed_words(package) == ["-118/2025/NĐ-CP", "+168/2025/NĐ-CP"]


def test_a_row_put_in_is_marked_as_a_row_and_its_neighbours_by_their_numbers_only() -> None:
    package = redline(body(register("QT-01", "QT-03")), body(register("QT-01", "QT-02", "QT-03")))
    rows = [mark for mark in marks(package) if mark.getparent().tag == qn("w:trPr")]
    assert [words(mark.getparent().getparent()) for mark in rows] == ["2QT-02Quy trình QT-02"]
    assert changed_words(package) == ["+2", "+QT-02", "+Quy trình QT-02", "-2", "+3"]


def test_rows_with_other_codes_are_never_rewritten_into_each_other() -> None:
    package = redline(body(register("QT-01", "QT-02")), body(register("QT-01", "QT-09")))
    rows = [mark for mark in marks(package) if mark.getparent().tag == qn("w:trPr")]
    assert [mark.tag for mark in rows] == [qn("w:del"), qn("w:ins")]
    assert changed_words(package) == [
        "-2",
        "-QT-02",
        "-Quy trình QT-02",
        "+2",
        "+QT-09",
        "+Quy trình QT-09",
    ]


def test_two_tables_that_are_not_one_do_not_touch() -> None:
    two = Table((Column("A", 10), Column("B", 10)), (Row(("a", "b")),))
    three = Table((Column("C", 10), Column("D", 10), Column("E", 10)), (Row(("c", "d", "e")),))
    package = redline(body(two, Paragraph("x")), body(three, Paragraph("x")))
    body_parts = docx.Document(io.BytesIO(package)).element.body
    tables = [part.tag == qn("w:tbl") for part in body_parts]
    assert tables.count(True) == 2
    assert not any(one and other for one, other in pairwise(tables))


def test_bold_words_made_plain_are_marked() -> None:
    package = redline(
        body(Paragraph((Run("BẢN KIỂM SOÁT", bold=True),))), body(Paragraph("BẢN KIỂM SOÁT"))
    )
    assert changed_words(package) == ["-BẢN KIỂM SOÁT", "+BẢN KIỂM SOÁT"]


def body(*blocks: Block) -> Paper:
    return Paper(None, blocks)


def register(*codes: str) -> Table:
    columns = (Column("TT", 10), Column("Mã hiệu", 30), Column("Tên", 100))
    return Table(
        columns,
        tuple(Row((str(n), code, f"Quy trình {code}")) for n, code in enumerate(codes, start=1)),
    )


def changed_words(package: bytes) -> list[str]:
    """The words in marks, with what became of them."""
    found = [mark for mark in marks(package) if mark.getparent().tag == qn("w:p")]
    read = {qn("w:ins"): ("+", qn("w:t")), qn("w:del"): ("-", qn("w:delText"))}
    hyphen = qn("w:noBreakHyphen")

    def told(mark: Any, tag: str) -> str:
        return "".join(
            "-" if one.tag == hyphen else one.text or "" for one in mark.iter(tag, hyphen)
        )

    return [read[mark.tag][0] + told(mark, read[mark.tag][1]) for mark in found]


# Any two papers

VOCABULARY = (
    "Điều",
    "khoản",
    "số",
    "30",
    "QT-01",
    "quy trình",
    "ban hành",
    "&",
    "<b>",
    "05/02/2026",
    "\n",
    " ",
)
texts = st.one_of(
    st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join), st.text(max_size=30)
)
hands = st.one_of(
    texts, st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), max_size=3).map(tuple)
)
lines = st.lists(texts, max_size=3).map(tuple)
TITLES = ("TT", "Mã hiệu", "Tên", "Hạn", "Ghi chú")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=4))
    grouped = draw(st.booleans())
    columns = tuple(
        Column(title, draw(st.integers(5, 60)), group="Nhóm" if grouped and n < 2 else "")
        for n, title in enumerate(titles)
    )
    cells = st.tuples(*[hands] * len(titles))
    row = st.one_of(
        st.builds(Row, cells, st.booleans(), st.booleans()),
        st.builds(Row, st.tuples(texts), group=st.just(True)),  # noqa: FBT003 - a value, not a flag
    )
    return Table(columns, tuple(draw(st.lists(row, max_size=5))), draw(texts))


signatures = st.builds(
    Signature,
    lines,
    texts,
    lines,
    st.lists(st.builds(Signatory, lines, texts, texts), max_size=2).map(tuple),
    texts,
)
blocks = st.one_of(
    st.builds(Paragraph, hands, texts),
    st.builds(Paragraph, hands),
    st.builds(Item, hands),
    st.builds(Heading, st.integers(1, 3), texts, texts),
    st.builds(Title, texts, texts, texts),
    st.builds(Article, texts, texts, hands),
    st.builds(Bases, lines),
    st.builds(Addressees, lines),
    st.builds(Part, texts, texts),
    st.builds(Authority, texts),
    st.builds(Note, hands),
    st.builds(Blank, texts, st.integers(1, 3)),
    st.just(Enactment()),
    st.just(NewPage()),
    tables(),
    tables(),
    signatures,
)
bodies = st.lists(blocks, max_size=6).map(tuple)
letterheads = st.builds(Letterhead, lines, lines, st.none() | texts, texts, texts)
annexes = st.builds(
    Annex,
    st.one_of(letterheads, st.builds(AnnexHead, st.none() | st.integers(1, 9), texts, texts)),
    bodies,
    st.booleans(),
)
papers = st.builds(
    Paper,
    st.none() | letterheads,
    bodies,
    st.none() | signatures,
    st.lists(annexes, max_size=2).map(tuple),
    landscape=st.booleans(),
    contact=texts,
    running_head=st.none() | st.builds(RunningHead, lines, texts, lines),
    mark=st.none() | st.builds(Mark, texts, texts),
)


@st.composite
def revised(draw: st.DrawFn) -> tuple[Paper, Paper]:
    """A paper and another that keeps some of its blocks, as a revision does."""
    old = draw(papers)
    kept = tuple(block for block in old.body if draw(st.booleans()))
    new = draw(papers)
    return old, replace(new, body=(*kept, *new.body))


# Shrinking whole papers takes minutes; the pair that fails is printed as it is.
@settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(revised())
def test_any_two_papers_come_back_from_their_redline(pair: tuple[Paper, Paper]) -> None:
    old, new = pair
    package = redline(old, new)
    assert reading(package, accept=True) == reading(write_docx(new))
    body_text, heads = reading(package, accept=False)
    was_text, was_heads = reading(write_docx(old))
    assert body_text == was_text
    assert heads[0] == was_heads[0]
    assert sheets(package, accept=True) == sheets(write_docx(new))
    assert sheets(package, accept=False) == sheets(write_docx(old))
