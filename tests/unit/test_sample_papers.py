"""Every paper of the year can be printed from the sample commune.

It leaves open only what nobody can know.
"""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

import docx
import pytest
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.agency.demo import demo
from isoqms.actions.papers.decision import print_paper
from isoqms.facts.papers.catalogue import BY_WORD, PAPERS
from isoqms.pages.papers.open_places import open_places
from isoqms.pages.papers.order import PaperOrder, paper_of
from isoqms.repository import Repository, load

DAY: Final = date(2025, 12, 31)
ITEMS: Final[Mapping[str, str]] = {
    "proposal": "policy-objectives",
    "change-request": "QT-TP-04",
    "training-notice": "2",
    "audit-opening": "dot-1",
    "audit-closing": "dot-2",
    "inspection-report": "kt-01",
    "audit-checklist": "dot-1",
    "audit-notes": "dot-2",
    "car": "kph-01",
    "withdrawal-minutes": "96/QĐ-UBND",
    "annul": "96/QĐ-UBND",
    "amend": "96/QĐ-UBND",
    "erratum": "96/QĐ-UBND",
    "apology": "AP-251118-0163",
}
INSPECTED: Final = PurePosixPath("nam/2025/khong-phu-hop.yaml")
INSPECTION: Final = (
    "inspections:\n  - {id: kt-01, body: Chi cục Tiêu chuẩn Đo lường Chất lượng tỉnh Lâm Đồng, "
    "day: 2025-10-20, minutes: Biên bản số 12/BB-TĐC ngày 20/10/2025}\n"
)
"""What the sample has not: an inspection by others."""
LETTER: Final = PaperOrder(
    2025,
    DAY,
    summary="triển khai đánh giá nội bộ",
    addressees=("Phòng Kinh tế",),
    paragraphs=("Đề nghị chuẩn bị.",),
)
LEFT_OPEN: Final[Mapping[str, str]] = {
    "audit-team": "the names of its members: nobody is named in the sample",
    "audit-report": "what the lead concludes, in his own words",
    "training-notice": "the hour, and the place that the sample does not hold",
    "audit-opening": "the hours, the place, who came, who writes",
    "audit-closing": "the hours, the place, who came, who writes",
    "review-invitation": "the hour",
    "review-minutes": "the hours, and how many came",
    "survey-report": "what is to be done about it, which is ordered with --text",
    "apology": "the citizen, of whom no record tells",
    "withdrawal-minutes": "who took the copies back, when and where",
}
"""The papers that still have a place to fill in by hand, and what for."""


@pytest.fixture(scope="module")
def an_phu(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    root = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(root, "an-phu")
    register = root / INSPECTED
    found = register.read_text(encoding="utf-8").replace(
        "    audit: dot-1\n", "    audit: dot-1\n    inspection: kt-01\n"
    )
    return load(root, DAY, {INSPECTED: f"{found}{INSPECTION}".encode()})


def order_of(word: str) -> PaperOrder:
    if word == "letter":
        return LETTER
    if BY_WORD[word].of_unit:
        return PaperOrder(2025, DAY, item=ITEMS[word], signer_post="Chánh Văn phòng")
    told = ("Tại Điều 2, đã in “02”, nay sửa thành “03”",) if word in ("amend", "erratum") else ()
    return PaperOrder(2025, DAY, item=ITEMS.get(word), paragraphs=told)


def marked_pages(package: bytes) -> set[str]:
    """On which kinds of page the mark of a draft stands, of all sections."""
    sections = docx.Document(io.BytesIO(package)).sections
    heads = {"first": "first_page_header", "default": "header"}
    return {
        page
        for page, name in heads.items()
        if all("BẢN NHÁP" in "".join(p.text for p in getattr(s, name).paragraphs) for s in sections)
    }


@pytest.mark.parametrize("word", BY_WORD)
def test_every_paper_of_the_year_is_printed_from_the_sample_commune(
    an_phu: Repository, tmp_path: Path, word: str
) -> None:
    # On that day the files of the next year are no ground to announce on: that one is a draft.
    printed = print_paper(an_phu, BY_WORD[word], order_of(word), force=True)
    assert printed.is_draft is (word == "announcement")
    assert marked_pages(printed.content) == ({"first", "default"} if printed.is_draft else set())
    (tmp_path / printed.name).write_bytes(printed.content)
    assert printed.is_draft or findings(printed.content) == []
    assert OpenXmlValidator().validate(tmp_path / printed.name).is_valid


@pytest.mark.parametrize("word", [kind.word for kind in PAPERS if kind.is_numbered])
def test_a_paper_leaves_open_only_what_no_record_holds(an_phu: Repository, word: str) -> None:
    paper = paper_of(BY_WORD[word], an_phu, order_of(word))
    assert bool(open_places(paper)) == (word in LEFT_OPEN)


@pytest.mark.parametrize(
    ("word", "is_open"),
    [("plan", True), ("audit-report", True), ("survey-plan", False), ("review-invitation", False)],
)
def test_that_the_number_is_left_open_is_told_only_where_it_is(
    an_phu: Repository, word: str, is_open: bool
) -> None:
    printed = print_paper(an_phu, BY_WORD[word], order_of(word))
    assert any("bản vừa in còn để trống số, ngày" in note for note in printed.notes) is is_open
    assert ("[VB Số và ký hiệu] Số:  " in text_of(printed.content)) is is_open


@pytest.mark.parametrize(
    ("year", "change"),
    [
        (2025, "ghi vào nam/2025/nguon-luc.yaml, mục «Ban Chỉ đạo» (steering_board)"),
        (2026, "sửa ở đó"),
    ],
)
def test_where_to_change_who_sits_on_the_board_is_told_once(
    an_phu: Repository, year: int, change: str
) -> None:
    printed = print_paper(an_phu, BY_WORD["steering-board"], PaperOrder(year, date(year, 12, 31)))
    (note,) = (note for note in printed.notes if note.startswith("Danh sách lấy từ"))
    sheet = f"isoqms export nguon-luc --year {year}"
    assert note.endswith(f". Thay người thì {change}, hoặc qua Excel (`{sheet}`), rồi in lại.")


def test_a_paper_about_one_of_several_is_about_one_that_is_there(an_phu: Repository) -> None:
    assert {kind.word for kind in PAPERS if kind.must_name} == set(ITEMS)
    said = print_paper(an_phu, BY_WORD["apology"], order_of("apology"))
    shown = text_of(said.content).replace("\N{NO-BREAK SPACE}", " ")
    assert "hẹn trả kết quả ngày 08 tháng 12 năm 2025" in shown


def test_a_letter_that_was_sent_is_printed_with_the_number_and_day_that_it_got(
    an_phu: Repository,
) -> None:
    shown = text_of(print_paper(an_phu, BY_WORD["apology"], order_of("apology")).content)
    assert "Số: 221/UBND-TTHCC" in shown
    assert "An Phú, ngày 03 tháng 12 năm 2025" in shown.replace("\N{NO-BREAK SPACE}", " ")
