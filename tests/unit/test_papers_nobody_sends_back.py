"""Papers that a clerk (văn thư) would send back are refused, or their open places are told."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from paper_check import text_of
from year_samples import COMMUNE

from isoqms.actions.agency.demo import demo
from isoqms.actions.control.show import show_docx
from isoqms.actions.papers.decision import print_paper
from isoqms.actions.papers.standing import NotYetTrue
from isoqms.errors import BadAnswer
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.layout.blocks import Blank, Column, Heading, Paper, Paragraph, Row, Table
from isoqms.pages.layout.printed import printed, raw_keys
from isoqms.pages.papers.open_places import open_places
from isoqms.pages.papers.order import Lacking, PaperOrder
from isoqms.repository import Repository, load
from isoqms.wording import matter

Loaded = Callable[..., Repository]

DAY: Final = date(2025, 12, 31)
AUDITS: Final = "nam/2025/danh-gia-noi-bo.yaml"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(root, "an-phu")
    return root


@pytest.fixture
def an_phu(sample: Path) -> Repository:
    return load(sample, DAY)


@pytest.fixture
def copy(sample: Path, tmp_path: Path) -> Callable[[str, str, str], Repository]:
    """The sample with one text put in the place of another in a file."""

    def changed(path: str, old: str, new: str) -> Repository:
        root = tmp_path / "kho"
        if not root.exists():
            shutil.copytree(sample, root)
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(root, DAY)

    return changed


def words_of(repository: Repository, word: str, **order: Any) -> str:
    """The words of a paper, with plain spaces and hyphens."""
    content = print_paper(repository, BY_WORD[word], an_order(**order)).content
    return text_of(content).replace("\N{NO-BREAK SPACE}", " ").replace("\u2011", "-")


def an_order(year: int = 2025, day: date = DAY, **order: Any) -> PaperOrder:
    return PaperOrder(year, day, **order)


# Open places


def test_each_open_place_is_told_with_where_it_stands() -> None:
    columns = (Column("TT", 10), Column("Biện pháp", 60), Column("Thời hạn", 30), Column("x", 9))
    rows = (
        Row(("1", "Thêm quầy", "", "x")),
        Row(("2", "Sửa phiếu", "", "")),
        Row(("3", "", "", "")),
    )
    paper = Paper(
        None,
        (
            Paragraph("Thời gian: …… giờ ……, ngày 20 tháng 11 năm 2025."),
            Heading(1, "II.", "Kết quả"),
            Blank("Ý kiến thảo luận:"),
            Paragraph("Người đứng đầu [cần điền: tên phòng] ký ngày …… tháng …… năm ……."),
            Heading(1, "IV.", "Biện pháp"),
            Table(columns, rows),
        ),
    )
    assert [each.line for each in open_places(paper)] == [
        "đầu văn bản: «Thời gian: …… giờ ……, ngày 20 tháng …»",
        "mục II: dòng chấm «Ý kiến thảo luận»",
        "mục II: «Người đứng đầu [cần điền: tên phòng] ký ngày …… tháng …… …» (2 chỗ)",
        "mục IV: bảng «TT, Biện pháp, Thời hạn, x»: dòng chưa ghi gì",
        "mục IV: bảng, cột «Thời hạn» bỏ trống (2 chỗ)",
    ]


def test_the_minutes_tell_what_is_filled_in_by_hand(an_phu: Repository) -> None:
    notes = "\n".join(print_paper(an_phu, BY_WORD["review-minutes"], an_order()).notes)
    assert "Còn 3 chỗ để trống trong nội dung; điền tay khi họp, ký:" in notes
    assert "mục 1: dòng chấm «Ý kiến thảo luận»" in notes


def test_a_mark_to_fill_in_keeps_a_decision_back_and_its_line_is_told(loaded: Loaded) -> None:
    path = "nam/2026/muc-tieu.yaml"
    objectives = COMMUNE[path].replace("text: ", "text: '[cần điền: tên phòng]' # ", 1)
    repository = loaded({**COMMUNE, path: objectives}, date(2026, 6, 30))
    with pytest.raises(NotYetTrue, match=r"tên phòng: nam/2026/muc-tieu\.yaml, dòng \d+"):
        print_paper(repository, BY_WORD["policy-objectives"], an_order(2026, date(2026, 6, 30)))


def test_a_key_that_nobody_bears_keeps_a_paper_back(
    copy: Callable[[str, str, str], Repository],
) -> None:
    changed = copy("nam/2025/ke-hoach.yaml", "role: thu-ky-iso", "role: khong-co-vai-tro")
    with pytest.raises(NotYetTrue, match="«khong-co-vai-tro»"):
        print_paper(changed, BY_WORD["plan"], an_order())


# Number and signer


@pytest.mark.parametrize(
    ("word", "order", "refused"),
    [
        ("plan", {"number": "5/QĐ-UBND"}, "không có «KH» của tên loại"),
        ("letter", {"number": "15/TB-UBND"}, "ghi chữ viết tắt tên loại «TB»"),
        ("steering-board", {"number": "5/QĐ-BCĐ"}, "mang ký hiệu «BCĐ»"),
        ("plan", {"signer_post": "Trưởng phòng Kinh tế"}, r"phải ký thừa lệnh \(TL\.\)"),
        ("plan", {"signer_post": "Chủ tịch UBND huyện Krông Nô"}, "là của «UBND huyện Krông Nô»"),
        ("plan", {"signer_post": "Giám đốc Sở Nội vụ"}, "là của «Sở Nội vụ»"),
        ("plan", {"signer_post": "THS. PHÓ CHỦ TỊCH"}, "không ghi học hàm"),
        ("plan", {"signer": "TS. Lê Thị Ánh Nguyệt"}, "không ghi học hàm"),
        ("plan", {"signer": "nguyễn văn An"}, "phải viết hoa"),
    ],
)
def test_what_cannot_stand_on_such_a_paper_of_the_agency_is_refused(
    an_phu: Repository, word: str, order: dict[str, Any], refused: str
) -> None:
    with pytest.raises(BadAnswer, match=refused):
        print_paper(an_phu, BY_WORD[word], an_order(**order))


@pytest.mark.parametrize(
    "order",
    [
        {"signer_post": "Phó Chủ tịch", "signer": "Lê Thị Ánh Nguyệt"},
        {"signer_post": "Chủ tịch UBND xã An Phú"},
        {"signer_post": "TL. Chủ tịch, Chánh Văn phòng HĐND và UBND"},
        {"number": "5/KH-UBND"},
    ],
)
def test_what_fits_is_printed(an_phu: Repository, order: dict[str, str]) -> None:
    assert words_of(an_phu, "plan", **order)


def test_a_letter_is_kept_by_the_unit_that_its_number_names(an_phu: Repository) -> None:
    told = words_of(
        an_phu,
        "letter",
        number="221/UBND-TTHCC",
        summary="Sở Nội vụ kiểm tra.",
        addressees=("Sở Nội vụ",),
        paragraphs=("Đề nghị chuẩn bị.",),
    )
    assert "V/v Sở Nội vụ kiểm tra\n" in told.replace("⏎", " ")
    assert "- Lưu: VT, TTHCC." in told


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("Triển khai Nghị định số 118/2025/NĐ-CP", "triển khai Nghị định số 118/2025/NĐ-CP"),
        ("Nghị định số 118/2025/NĐ-CP", "Nghị định số 118/2025/NĐ-CP"),
        ("Ủy ban nhân dân tỉnh kiểm tra.", "Ủy ban nhân dân tỉnh kiểm tra"),
        ("về việc về triển khai", "triển khai"),
        ("V/v: Ban hành quy chế", "ban hành quy chế"),
        ("Phòng Kinh tế báo cáo", "Phòng Kinh tế báo cáo"),
        ("Phòng chống cháy", "phòng chống cháy"),
    ],
)
def test_a_name_keeps_its_capital_behind_about(summary: str, shown: str) -> None:
    assert matter(summary) == shown


# As of the day


def test_a_paper_bears_no_number_that_it_got_later(an_phu: Repository, sample: Path) -> None:
    assert "Số: 95/BC-UBND" in words_of(an_phu, "survey-report")
    before = load(sample, date(2025, 10, 20))
    told = words_of(before, "survey-report", day=date(2025, 10, 20))
    assert "95/BC-UBND" not in told


def test_minutes_do_not_tell_what_came_after_the_meeting(an_phu: Repository) -> None:
    told = words_of(an_phu, "review-minutes")
    assert "21/11/2025" not in told
    assert "thực hiện bằng văn bản riêng" in told


def test_nobody_is_sorry_before_anything_is_late(an_phu: Repository) -> None:
    order = an_order(item="AP-251118-0163", signed=date(2025, 11, 20))
    with pytest.raises(Lacking, match="đến ngày 20/11/2025 chưa quá ngày hẹn trả 02/12/2025"):
        print_paper(an_phu, BY_WORD["apology"], order)


def test_a_round_that_is_still_to_be_held_is_not_reported(
    copy: Callable[[str, str, str], Repository],
) -> None:
    changed = copy(AUDITS, "held: 2025-09-30", "held: 2026-04-01")
    with pytest.raises((Lacking, NotYetTrue), match=r"chưa đánh giá xong|01/4/2026"):
        print_paper(changed, BY_WORD["audit-report"], an_order(item="dot-1"))


# What the records do not hold, or deny


FINDING: Final = """\
      - kind: khong-phu-hop
        clause: 8.5.2
        document: QT-MC-01
        text: 3 trong 20 phiếu kiểm soát được xem thiếu giờ giao nhận
        evidence: Phiếu kiểm soát hồ sơ tháng 8, tháng 9
        nonconformity: kph-01
        unit: mot-cua
"""


def test_a_report_does_not_deny_what_its_notes_say(
    copy: Callable[[str, str, str], Repository],
) -> None:
    changed = copy(AUDITS, FINDING, "")
    with pytest.raises(Lacking, match="có 01 câu kết luận không phù hợp mà không thành phát hiện"):
        print_paper(changed, BY_WORD["audit-report"], an_order(item="dot-1"))


MEMBERS: Final = """\
steering_board:
  - {{role: {first}, post: Chủ tịch UBND xã}}
  - {{role: {second}, post: Trưởng phòng Kinh tế}}
"""


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [
        ("Thành viên", "Phó Trưởng ban", r"người đứng đầu \(Trưởng ban\)"),
        ("Trưởng ban", "Trưởng ban", "một người đứng đầu .đang ghi Trưởng ban: Chủ tịch UBND xã"),
    ],
)
def test_a_board_has_one_head(loaded: Loaded, first: str, second: str, missing: str) -> None:
    members = MEMBERS.format(first=first, second=second)
    repository = loaded({**COMMUNE, "nam/2026/nguon-luc.yaml": members}, date(2026, 6, 30))
    with pytest.raises(Lacking, match=missing):
        print_paper(repository, BY_WORD["steering-board"], an_order(2026, date(2026, 6, 30)))


def test_a_programme_with_an_empty_round_is_refused_and_its_lists_are_whole(
    an_phu: Repository, copy: Callable[[str, str, str], Repository]
) -> None:
    told = words_of(an_phu, "audit-programme")
    assert "mục khác" not in told + words_of(an_phu, "audit-report")
    assert "10.3" in told
    changed = copy(AUDITS, "    units:\n      - mot-cua\n      - van-phong\n", "")
    with pytest.raises(Lacking, match="Đợt «dot-1» chưa ghi đơn vị được đánh giá"):
        print_paper(changed, BY_WORD["audit-programme"], an_order())


def test_nothing_is_posted_of_an_announcement_without_its_list(loaded: Loaded) -> None:
    made = "announcements:\n  - {decision: 9/QĐ-UBND, announced: 2026-06-30}\n"
    bare = {path: text for path, text in COMMUNE.items() if not path.startswith("tai-lieu/")}
    repository = loaded({**bare, "nam/2026/cong-bo.yaml": made}, date(2026, 6, 30))
    with pytest.raises(
        Lacking, match="thủ tục hành chính, hoạt động nội bộ hoặc phạm vi đã công bố"
    ):
        print_paper(repository, BY_WORD["posting"], an_order(2026, date(2026, 6, 30)))


def test_the_objectives_of_the_year_issued_again_replace_those_issued_before(
    an_phu: Repository,
) -> None:
    told = words_of(an_phu, "policy-objectives")
    assert (
        "có hiệu lực kể từ ngày ký và thay thế Mục tiêu chất lượng, Kế hoạch thực hiện kèm theo "
        "Quyết định số 60/QĐ-UBND ngày 18 tháng 8" in told
    )
    assert "theo Quyết định số 60/QĐ-UBND ngày 18 tháng 8 năm 2025 tiếp tục được áp dụng" in told
    assert "Kết quả năm trước" not in told


# What papers are written in


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ba đã đóng, kph-03 đang làm", "ba đã đóng, sự không phù hợp số 03 đang làm"),
        ("sự không phù hợp kph-03", "sự không phù hợp số 03"),
        ("Số kph-03, ngày 30/9/2025", "Số 03, ngày 30/9/2025"),
        ("kph-03", "03"),
        ("đợt dot-2", "đợt 2"),
        ("chọn «Hài lòng»", "chọn “Hài lòng”"),
        ("nêu ở nam/2025/muc-tieu.yaml", "nêu ở Mục tiêu chất lượng năm 2025"),
        ("ghi ngày xong vào ke-hoach.yaml", "ghi ngày xong vào Kế hoạch năm"),
        ("Lập dự toán (bằng «isoqms new budget»)", "Lập dự toán"),
        ("BM-HT-06-01, 118/QĐ-UBND", "BM-HT-06-01, 118/QĐ-UBND"),
    ],
)
def test_keys_files_commands_and_quotes_become_what_papers_write(text: str, shown: str) -> None:
    assert printed(text) == shown


INTERNAL: Final = re.compile(r"\bisoqms [a-z]|\b[a-z]+_[a-z]+\b|\.yaml\b|\.md\b|[«»]")


@pytest.mark.parametrize("word", ["audit-report", "review-minutes", "survey-report", "plan"])
def test_no_key_path_or_command_stands_on_a_paper_that_is_signed(
    an_phu: Repository, word: str
) -> None:
    told = words_of(an_phu, word)
    assert not INTERNAL.findall(told)
    assert not raw_keys(told)


def test_a_draft_shows_its_own_revision(sample: Path) -> None:
    repository = load(sample, date(2026, 6, 30))
    told = text_of(show_docx(repository, "QT-KD-01@draft")[1])
    assert "Gộp bước phân công vào bước thẩm định" in told
