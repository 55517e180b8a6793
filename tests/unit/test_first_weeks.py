"""A repository just begun claims nothing; what a newcomer types is understood or refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from paper_check import text_of
from typer.testing import CliRunner

from isoqms.actions.agency.init import init
from isoqms.cli.commands import app
from isoqms.facts.composing.lines import Ground, paper
from isoqms.facts.composing.told import TOLD
from isoqms.facts.planning.risks import looked_at_in
from isoqms.facts.review.inputs import review_inputs
from isoqms.model.agency.answers import answers_of
from isoqms.packs.agency_names import read_name
from isoqms.packs.provinces import corrected_at, former_province
from isoqms.repository import Repository, load

DAY = date(2026, 12, 1)
ANSWERS = {
    "kind": "chi-cuc",
    "name": "Chi cục Kiểm lâm",
    "province": "Lâm Đồng",
    "parent": "Sở Nông nghiệp và Môi trường",
    "as_of": DAY,
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("moi") / "kho"
    init(root, answers_of({**ANSWERS, "scoring": ""}))
    return root


@pytest.fixture
def fresh(begun: Path, tmp_path: Path) -> Path:
    return shutil.copytree(begun, tmp_path / "kho")


def opened(root: Path) -> Repository:
    return load(root, DAY)


def run(root: Path, *words: str) -> str:
    return CliRunner().invoke(app, [*words, "-C", str(root), "--as-of", DAY.isoformat()]).output


def wrote(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# What the framework proposes is nobody's record


@pytest.mark.parametrize("name", sorted(TOLD))
def test_the_report_of_a_fresh_repository_tells_nothing(begun: Path, name: str) -> None:
    ground = Ground(opened(begun), 2026)
    told = [line for line in TOLD[name](ground) if name != "kinh_phi" or line.tung_khoan]
    assert told == []


def test_the_review_of_a_fresh_repository_only_names_what_is_missing(begun: Path) -> None:
    inputs = {each.point: each for each in review_inputs(opened(begun), 2026, DAY)}
    for point in ("c2", "d", "e", "f"):
        assert not inputs[point].told, point
        assert inputs[point].gaps, point


def test_a_risk_judged_anew_or_a_day_of_review_makes_the_table_the_agencys(fresh: Path) -> None:
    assert not looked_at_in(opened(fresh), 2026)
    wrote(fresh, "nam/2026/rui-ro.yaml", "likelihood: 3", "likelihood: 4")
    assert looked_at_in(opened(fresh), 2026)


def test_an_objective_of_the_agencys_own_is_told_before_it_is_decided(fresh: Path) -> None:
    assert not TOLD["muc_tieu"](Ground(opened(fresh), 2026))
    wrote(fresh, "nam/2026/muc-tieu.yaml", "target: 60", "target: 65")
    assert TOLD["muc_tieu"](Ground(opened(fresh), 2026))


def test_the_programme_is_silent_of_nonconformities_that_nobody_recorded(fresh: Path) -> None:
    wrote(fresh, "isoqms.yaml", '"[cần điền: tên phòng nghiệp vụ]"', "Phòng Nghiệp vụ")
    run(fresh, "save", "--no-input")
    run(fresh, "decision", "audit-programme")
    (printed,) = (fresh / "xuat").rglob("chuong-trinh-danh-gia-noi-bo.docx")
    text = text_of(printed.read_bytes())
    assert "kết quả lần đánh giá trước." in text
    assert "không còn điểm không phù hợp" not in text


def test_a_review_can_be_prepared_and_its_invitation_printed(fresh: Path) -> None:
    wrote(fresh, "isoqms.yaml", '"[cần điền: tên phòng nghiệp vụ]"', "Phòng Nghiệp vụ")
    wrote(fresh, "nam/2026/rui-ro.yaml", "likelihood: 3", "likelihood: 4")
    run(fresh, "save", "--no-input")
    where = ("--where", "Phòng họp", "--chair", "Chi cục trưởng", "--attendee", "Các phòng")
    run(fresh, "review", "prepare", "--held", "10/12/2026", *where, "--no-input")
    prepared = (fresh / "nam/2026/xem-xet.yaml").read_text(encoding="utf-8")
    assert "quá hạn theo bảng rủi ro, cơ hội của năm" in prepared
    assert "tre-han" not in prepared
    assert "Đã ghi" in run(fresh, "decision", "review-invitation")


# What is typed short, and what is typed twice


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("161/BC-UBND ngày 25/8/2026", "Báo cáo số 161/BC-UBND ngày 25/8/2026"),
        ("số 12/BB-CCKL", "Biên bản số 12/BB-CCKL"),
        ("45/QĐ-SNNMT.", "Quyết định số 45/QĐ-SNNMT"),
        ("Báo cáo số 161/BC-UBND", "Báo cáo số 161/BC-UBND"),
        ("45/SNNMT-VP ngày 01/3/2026", "45/SNNMT-VP ngày 01/3/2026"),
        ("hồ sơ đợt 1", "hồ sơ đợt 1"),
        ("", ""),
    ],
)
def test_a_paper_of_which_only_the_number_was_typed_gets_its_kind(typed: str, said: str) -> None:
    assert paper(typed) == said


def test_a_conclusion_that_says_nothing_is_none(fresh: Path) -> None:
    (fresh / "nam/2026/xem-xet.yaml").write_text(
        "reviews:\n  - held: 2026-11-20\n    minutes: 12/BB-CCKL ngày 20/11/2026\n    outputs:\n"
        "      - {point: a, text: Mua máy quét}\n      - {point: b, text: Không}\n",
        encoding="utf-8",
    )
    (line,) = TOLD["xem_xet"](Ground(opened(fresh), 2026))
    assert (line.ket_luan, line.bien_ban) == ("01", "Biên bản số 12/BB-CCKL ngày 20/11/2026")


def test_a_budget_of_which_one_line_has_amounts_tells_that_line(fresh: Path) -> None:
    item = '  - item: "Đào tạo, phổ biến"\n'
    wrote(fresh, "nam/2026/nguon-luc.yaml", item, f"{item}    planned: 10\n    spent: 9.5\n")
    (line,) = TOLD["kinh_phi"](Ground(opened(fresh), 2026))
    assert line.tung_khoan == "đào tạo, phổ biến: dự toán 10 triệu đồng, đã chi 9,5 triệu đồng"


# Rows


@pytest.mark.parametrize(
    "words",
    [
        ("audit-round",),
        ("cases", "--set", "start=1/1/2026", "--set", "end=31/3/2026"),
        ("online-share", "--set", "start=1/1/2026", "--set", "end=31/3/2026"),
    ],
)
def test_a_row_that_tells_nothing_is_not_written(fresh: Path, words: tuple[str, ...]) -> None:
    assert "Chưa có gì để ghi" in run(fresh, "new", *words, "--no-input")


def test_blanks_of_a_period_are_told_for_they_are_not_none(fresh: Path) -> None:
    words = ("--set", "start=1/1/2026", "--set", "end=31/3/2026", "--set", "received=14")
    said = run(fresh, "new", "cases", *words, "--set", "late=0", "--no-input")
    blank = "«Kỳ trước chuyển sang», «Đang giải quyết trong hạn», «Đang giải quyết quá hạn»"
    assert f"Còn trống: {blank}; để trống là chưa biết" in said


def team(root: Path) -> list[str]:
    (audit,) = opened(root).rows_of(2026).rounds
    return [each.post for each in audit.record.auditors]


def test_a_member_of_a_team_is_taken_away_and_another_takes_the_place(fresh: Path) -> None:
    for post in ("Trưởng phòng Pháp chế", "Văn thư", "Kế toán"):
        run(fresh, "update", "audit-round", "dot-1", "--set", f"auditors.post={post}", "--no-input")
    wrong = run(fresh, "update", "audit-round", "dot-1", "--remove", "auditors.4", "--no-input")
    assert "auditors.2 (Văn thư)" in wrong
    run(fresh, "update", "audit-round", "dot-1", "--remove", "auditors.1", "--no-input")
    assert team(fresh) == ["Văn thư", "Kế toán"]
    instead = ("--remove", "Đoàn đánh giá.văn thư", "--set", "auditors.post=Chuyên viên")
    run(fresh, "update", "audit-round", "dot-1", *instead, "--no-input")
    assert team(fresh) == ["Kế toán", "Chuyên viên"]
    both = ("--remove", "auditors.1", "--remove", "auditors.2")
    run(fresh, "update", "audit-round", "dot-1", *both, "--no-input")
    assert team(fresh) == []


# Names


def test_a_renaming_tells_files_with_counts_and_lines_when_asked(begun: Path) -> None:
    words = ("rename", "Chi cục Thủy lợi", "--correct", "--dry-run")
    short, whole = run(begun, *words), run(begun, *words, "--all")
    assert "HUONG-DAN.md: 2 dòng" in short
    assert "tệp nữa" in short
    assert "HUONG-DAN.md:1:" not in short
    assert "HUONG-DAN.md:1:" in whole


def test_what_the_pack_says_of_provinces_can_be_corrected(fresh: Path) -> None:
    own = fresh / "goi/tinh-thanh/viet-nam.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "id: viet-nam\nchecked: 2026-12-01\ncities: []\nprovinces: [{name: Nam Tây Nguyên}]\n"
        "former: [{name: Lâm Đồng, into: Nam Tây Nguyên, ends: 2026-11-01}]\n",
        encoding="utf-8",
    )
    assert "Tỉnh Lâm Đồng không còn từ ngày 01/11/2026" in run(fresh, "validate")
    renamed = run(
        fresh, "rename", "--province", "Nam Tây Nguyên", "--since", "1/11/2026", "--dry-run"
    )
    assert "Chi cục Kiểm lâm tỉnh Nam Tây Nguyên" in renamed
    with corrected_at(fresh):
        assert former_province("Lâm Đồng") is not None
    assert former_province("Lâm Đồng") is None


def test_an_office_that_is_one_in_a_province_needs_no_name_of_its_own() -> None:
    assert read_name("Văn phòng Đăng ký đất đai").kind.id == "don-vi-su-nghiep"


def test_the_centre_of_a_commune_belongs_to_its_committee(tmp_path: Path) -> None:
    name = "Trung tâm Phục vụ hành chính công xã Mê Linh"
    words = ["init", str(tmp_path / "kho"), "--name", name, "--province", "Hà Nội", "--no-input"]
    assert "đơn vị thuộc Ủy ban nhân dân" in CliRunner().invoke(app, words).output
