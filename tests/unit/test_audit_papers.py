"""The papers of the internal audit.

What stands on them, and that they are papers after Nghị định 30/2020/NĐ-CP.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.agency.demo import demo
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.papers.order import Lacking, PaperOrder, paper_of
from isoqms.repository import Repository, load
from isoqms.writers.word.docx import write_docx

Golden = Callable[[str, str], None]
Loaded = Callable[..., Repository]

DAY = date(2025, 10, 15)
PROGRAMME = "nam/2025/danh-gia-noi-bo.yaml"
TEAM = """\
    auditors:
      - {post: Phó Trưởng phòng Kinh tế, unit: kinh-te, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, unit: van-phong, trained: 2024-05-06}
"""
HEAD = """\
rounds:
  - id: dot-1
    state: da-danh-gia
    planned_from: 2025-10-13
    held: 2025-10-14
    units: [van-phong, kinh-te]
    clauses: [7.5.3, '9.2']
"""
CHECKS = """\
    checks:
      - question: Chuyên gia có đánh giá việc của chính mình không?
        clause: '9.2'
        look: Quyết định lập đoàn
      - question: Hồ sơ lưu đúng nơi không?
        unit: van-phong
        clause: 7.5.3
        look: Ba hồ sơ của năm trước
        evidence: Tủ 2, ba hồ sơ năm 2024
        result: phu-hop
      - question: Phiếu kiểm soát đủ giờ không?
        unit: kinh-te
        clause: 8.5.2
        document: QT-TP-01
        evidence: Phiếu 12, 15 ngày 10/10
        remark: Hai phiếu thiếu giờ
        result: khong-phu-hop
        nonconformity: kph-01
"""
FOUND = """\
    findings:
      - {kind: diem-manh, text: Quầy có bảng hướng dẫn riêng cho người cao tuổi, unit: van-phong}
      - kind: khong-phu-hop
        text: Hai phiếu thiếu giờ
        evidence: Phiếu 12, 15 ngày 10/10
        unit: kinh-te
        clause: 8.5.2
        nonconformity: kph-01
"""
REGISTER = """\
items:
  - id: kph-01
    found: 2025-10-14
    source: Đánh giá nội bộ đợt 1
    unit: kinh-te
    clause: 8.5.2
    description: Hai phiếu thiếu giờ
    due: 2025-11-14
    audit: dot-1
"""
FILES: Mapping[str, str] = {
    PROGRAMME: HEAD + TEAM + CHECKS + FOUND,
    "nam/2025/khong-phu-hop.yaml": REGISTER,
}
ORDER = PaperOrder(2025, DAY)


def made(repository: Repository, word: str, order: PaperOrder) -> bytes:
    return write_docx(paper_of(BY_WORD[word], repository, order))


def text(repository: Repository, word: str, order: PaperOrder) -> str:
    return text_of(made(repository, word, order))


@pytest.fixture(scope="module")
def an_phu(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The commune of the demo, as it stood when its audit of 2025 was done."""
    folder = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(folder)
    return load(folder, DAY)


@pytest.mark.parametrize(
    ("word", "item"),
    [
        pytest.param("audit-team", None, id="team"),
        pytest.param("audit-programme", None, id="programme"),
        pytest.param("audit-report", None, id="report of the year"),
        pytest.param("car", "kph-03", id="corrective action"),
    ],
)
def test_the_papers_of_an_phu_read_as_they_should(
    an_phu: Repository, golden: Golden, tmp_path: Path, word: str, item: str | None
) -> None:
    order = PaperOrder(2025, DAY, item=item)
    package = made(an_phu, word, order)
    golden(f"{word if word.startswith('audit') else 'audit-car'}.txt", text_of(package))
    path = tmp_path / "van-ban.docx"
    path.write_bytes(package)
    assert findings(package) == []
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize("word", ["audit-checklist", "audit-notes"])
def test_the_sheets_of_a_round_read_as_they_should(
    loaded: Loaded, golden: Golden, tmp_path: Path, word: str
) -> None:
    package = made(loaded(FILES, DAY), word, PaperOrder(2025, DAY, item="dot-1"))
    golden(f"{word}.txt", text_of(package))
    path = tmp_path / "phieu.docx"
    path.write_bytes(package)
    assert findings(package) == []
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


# The team


def test_a_decision_is_signed_by_whoever_has_the_power_to_set_up_the_team(
    an_phu: Repository,
) -> None:
    shown = text(
        an_phu, "audit-team", PaperOrder(2025, DAY, signer_post="Phó Chủ tịch", signer="Trần Thị B")
    )
    assert "KT. CHỦ TỊCH⏎PHÓ CHỦ TỊCH" in shown
    assert "TM." not in shown


def test_a_team_of_one_lead_says_so_without_rounds(loaded: Loaded) -> None:
    shown = text(loaded(FILES, DAY), "audit-team", ORDER)
    assert "Phó Trưởng phòng Kinh tế: Trưởng đoàn." in shown
    assert "Công chức Văn phòng: Thành viên." in shown


@pytest.mark.parametrize(
    ("team", "words"),
    [
        pytest.param("", "chưa ghi đoàn", id="nobody"),
        pytest.param(
            "    auditors: [{post: A}, {post: B}]\n", "phải có đúng một trưởng đoàn", id="no lead"
        ),
        pytest.param(
            "    auditors: [{post: A, unit: kinh-te, lead: true}]\n",
            "không có ai ngoài Phòng Kinh tế để đánh giá",
            id="own unit",
        ),
    ],
)
def test_a_team_that_cannot_be_is_not_printed(loaded: Loaded, team: str, words: str) -> None:
    with pytest.raises(Lacking, match=words):
        paper_of(BY_WORD["audit-team"], loaded({PROGRAMME: HEAD + team}, DAY), ORDER)


def test_grounds_are_in_force_on_the_day(an_phu: Repository) -> None:
    assert "19/2014/QĐ-TTg" in text(an_phu, "audit-team", ORDER)
    assert "19/2014/QĐ-TTg" not in text(an_phu, "audit-team", PaperOrder(2025, date(2014, 1, 1)))


# The programme


def test_the_programme_says_what_it_leaves_out_and_what_it_weighed(loaded: Loaded) -> None:
    before = (
        "items:\n"
        "  - {id: kph-09, found: 2024-09-10, source: Khác, unit: kinh-te, description: Trễ hạn}\n"
    )
    one = HEAD.replace("[van-phong, kinh-te]", "[kinh-te]").replace("da-danh-gia", "ke-hoach")
    files = {PROGRAMME: one + TEAM, "nam/2024/khong-phu-hop.yaml": before}
    shown = text(loaded(files, DAY), "audit-programme", ORDER)
    assert "Đơn vị chưa bố trí trong năm: Văn phòng HĐND và UBND." in shown
    assert "Phòng Kinh tế còn sự không phù hợp số\u00a009 chưa đóng, xem lại ở đợt 1" in shown


def test_the_programme_says_purpose_and_method_of_the_agency(loaded: Loaded) -> None:
    own = "purpose: Xem việc chuyển về cấp xã\nmethod: Chỉ xem hồ sơ\n"
    shown = text(loaded({PROGRAMME: own + HEAD + TEAM}, DAY), "audit-programme", ORDER)
    assert "Xem việc chuyển về cấp xã" in shown
    assert "Chỉ xem hồ sơ" in shown


# The report


def test_the_report_is_the_teams_unless_it_is_numbered_as_a_paper_of_the_agency(
    loaded: Loaded,
) -> None:
    repository = loaded(FILES, DAY)
    own = text(repository, "audit-report", ORDER)
    assert "ĐOÀN ĐÁNH GIÁ NỘI BỘ" in own
    assert "TRƯỞNG ĐOÀN" in own
    agencys = text(repository, "audit-report", PaperOrder(2025, DAY, number="88/BC-UBND"))
    assert "TM. ỦY BAN NHÂN DÂN⏎CHỦ TỊCH" in agencys
    assert "ĐOÀN ĐÁNH GIÁ NỘI BỘ" not in agencys


def test_the_report_counts_its_questions_and_says_what_was_not_asked(loaded: Loaded) -> None:
    lines = text(loaded(FILES, DAY), "audit-report", ORDER).splitlines()
    cells = [line.partition("] ")[2] for line in lines]
    start = cells.index("Cộng")
    assert cells[start : start + 6] == ["Cộng", "2", "1", "1", "0", "1"]


def test_the_lead_auditors_words_stand_where_the_blank_would(loaded: Loaded) -> None:
    said = PaperOrder(2025, DAY, paragraphs=("Hệ thống phù hợp và có hiệu lực.",))
    shown = text(loaded(FILES, DAY), "audit-report", said)
    assert "Hệ thống phù hợp và có hiệu lực." in shown
    assert "Nhận xét của Trưởng đoàn" not in shown


def test_a_report_of_an_audit_without_faults_says_so_and_asks_for_nothing_to_be_corrected(
    loaded: Loaded,
) -> None:
    shown = text(loaded({PROGRAMME: HEAD + TEAM}, DAY), "audit-report", ORDER)
    assert "không phát hiện điểm không phù hợp" in shown
    assert "nêu nguyên nhân" not in shown


def test_a_round_that_was_not_held_is_told_with_its_reason(loaded: Loaded) -> None:
    later = "  - {id: dot-2, state: ke-hoach, reason: Nhân sự thay đổi}\n"
    shown = text(loaded({PROGRAMME: HEAD + TEAM + later}, DAY), "audit-report", ORDER)
    assert "Đợt 2 chưa đánh giá, lý do: Nhân sự thay đổi." in shown


def test_what_became_of_earlier_findings_is_told(loaded: Loaded) -> None:
    before = (
        "items:\n"
        "  - {id: kph-07, found: 2024-09-10, source: Đánh giá nội bộ, description: A, closed: "
        "2024-10-01}\n"
        "  - {id: kph-08, found: 2024-09-10, source: Đánh giá nội bộ, description: B, due: "
        "2025-01-31}\n"
        "  - {id: kph-09, found: 2024-09-10, source: Phản ánh, description: C}\n"
    )
    shown = text(
        loaded({**FILES, "nam/2024/khong-phu-hop.yaml": before}, DAY), "audit-report", ORDER
    )
    assert (
        "01/02 điểm không phù hợp của lần đánh giá trước đã đóng; chưa đóng: "
        "sự không phù hợp số\u00a008 (hạn 31/01/2025)."
    ) in shown


# What cannot be printed


@pytest.mark.parametrize(
    ("word", "item", "files", "words"),
    [
        pytest.param(
            "audit-checklist", "dot-9", FILES, "năm 2025 không có đợt «dot-9»", id="unknown round"
        ),
        pytest.param(
            "audit-checklist", None, {PROGRAMME: HEAD}, "chưa có câu hỏi", id="no questions"
        ),
        pytest.param(
            "audit-notes", "dot-1", {PROGRAMME: HEAD}, "chưa ghi câu nào", id="nothing noted"
        ),
        pytest.param("audit-programme", None, {}, "chưa có đợt đánh giá nào", id="no programme"),
        pytest.param(
            "audit-report",
            None,
            {PROGRAMME: HEAD.replace("da-danh-gia", "ke-hoach")},
            "chưa có đợt nào đánh giá xong",
            id="nothing done",
        ),
        pytest.param(
            "audit-report",
            "dot-1",
            {PROGRAMME: "rounds:\n  - {id: dot-1, state: da-danh-gia, planned_to: 2025-09-15}\n"},
            "không ghi đơn vị, điều khoản, quy trình, câu hỏi hay phát hiện nào",
            id="done, and nothing told of it",
        ),
        pytest.param("car", None, FILES, "chưa biết in phiếu của sự việc nào", id="no key"),
        pytest.param("car", "kph-99", FILES, "không có «kph-99»", id="unknown key"),
    ],
)
def test_what_the_records_do_not_hold_is_lacking(
    loaded: Loaded, word: str, item: str | None, files: Mapping[str, str], words: str
) -> None:
    with pytest.raises(Lacking, match=words):
        paper_of(BY_WORD[word], loaded(files, DAY), PaperOrder(2025, DAY, item=item))


def test_a_question_keeps_its_number_on_the_sheet_of_its_unit(loaded: Loaded) -> None:
    lines = text(loaded(FILES, DAY), "audit-checklist", ORDER).splitlines()
    cells = [line.partition("] ")[2] for line in lines]
    assert cells[cells.index("8.5.2;⏎QT-TP-01") - 1] == "3"


def test_a_sheet_names_only_auditors_who_may_audit_the_unit(loaded: Loaded) -> None:
    shown = text(loaded(FILES, DAY), "audit-notes", PaperOrder(2025, DAY, item="dot-1"))
    of_economy = shown[shown.index("Đơn vị được đánh giá: Phòng Kinh tế") :]
    assert "Chuyên gia đánh giá: Công chức Văn phòng." in of_economy


def test_the_report_of_a_round_leaves_out_only_what_no_round_before_it_saw(loaded: Loaded) -> None:
    second = """\
  - id: dot-2
    state: da-danh-gia
    held: 2025-10-15
    units: [mot-cua]
    clauses: ['4.1']
"""
    repository = loaded({PROGRAMME: HEAD + TEAM + second}, DAY)
    first = text(repository, "audit-report", PaperOrder(2025, DAY, item="dot-1"))
    last = text(repository, "audit-report", PaperOrder(2025, DAY, item="dot-2"))
    assert "Phần chưa đánh giá: " in first
    assert "điều khoản\u00a04 (toàn bộ), " in first
    left = last.partition("Phần chưa đánh giá, tính cả đợt 1: ")[2].splitlines()[0]
    assert "4.2, 4.3" in left
    assert "4.1" not in left
