"""What an agency is called: read however it is written, shown, never said twice on a paper."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from isoqms.actions.agency.init import plan_repository
from isoqms.actions.agency.understanding import told_by_name
from isoqms.actions.checking.validate import validate
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.agency.answers import answers_of
from isoqms.model.agency.settings import Agency
from isoqms.packs.agency_kinds import kind_meant
from isoqms.packs.founding import agency_of, broken, notes_on
from isoqms.packs.provinces import province_named, provinces
from isoqms.pages.layout.blocks import Letterhead
from isoqms.pages.papers.agency_paper import letterhead
from isoqms.pages.papers.order import PaperOrder, paper_of
from isoqms.repository import load

TODAY = date(2026, 11, 30)
BEFORE = date(2025, 6, 30)


def agency(name: str, province: str | None = None, as_of: date = TODAY) -> Agency:
    """As `init` understands it, with nothing said but the name and maybe the province."""
    said = {"name": name, "as_of": as_of, **({"province": province} if province else {})}
    return agency_of(answers_of(told_by_name(said)))


SKHCN = ("so", "Sở Khoa học và Công nghệ tỉnh Lâm Đồng", "SKHCN", "Giám đốc Sở")
BQL = (
    *("so", "Ban Quản lý các khu công nghiệp tỉnh Lâm Đồng", "BQLKCN"),
    "Trưởng ban Ban Quản lý các khu công nghiệp",
)
VP = ("so", "Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng", "VP", "Chánh Văn phòng UBND tỉnh")
TTT = ("so", "Thanh tra tỉnh Lâm Đồng", "TTT", "Chánh Thanh tra tỉnh")
CC = ("chi-cuc", "Chi cục Thủy lợi tỉnh Lâm Đồng", "CCTL", "Chi cục trưởng")
TT = (
    *("don-vi-su-nghiep", "Trung tâm Phục vụ hành chính công tỉnh Lâm Đồng"),
    *("TTPVHCC", "Giám đốc Trung tâm"),
)
XA = ("xa", "Ủy ban nhân dân xã Hòa Bình", "UBND", "Chủ tịch UBND xã")
P1 = ("phuong", "Ủy ban nhân dân Phường 1", "UBND", "Chủ tịch UBND phường")
LD = "Lâm Đồng"


@pytest.mark.parametrize(
    ("name", "province", "understood"),
    [
        ("Sở Khoa học và Công nghệ tỉnh Lâm Đồng", LD, SKHCN),
        ("Sở Khoa học và Công nghệ tỉnh Lâm Đồng", None, SKHCN),
        ("Sở Khoa học và Công nghệ", LD, SKHCN),
        ("Sở Khoa học và Công nghệ Lâm Đồng", LD, SKHCN),
        ("sở KH&CN", "lam dong", SKHCN),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "t. Lâm Đồng", SKHCN),
        ("Ban Quản lý các khu công nghiệp tỉnh Lâm Đồng", None, BQL),
        ("Ban Quản lý các khu công nghiệp", LD, BQL),
        ("Văn phòng UBND tỉnh Lâm Đồng", None, VP),
        ("Văn phòng Ủy ban nhân dân tỉnh", LD, VP),
        ("Thanh tra tỉnh Lâm Đồng", None, TTT),
        ("Thanh tra tỉnh", LD, TTT),
        ("Chi cục Thủy lợi", LD, CC),
        ("Chi cục Thủy lợi tỉnh Lâm Đồng", LD, CC),
        ("Trung tâm Phục vụ hành chính công", LD, TT),
        ("Trung tâm Phục vụ hành chính công tỉnh Lâm Đồng", None, TT),
        (
            "Ban Quản lý dự án đầu tư xây dựng",
            LD,
            (
                *("don-vi-su-nghiep", "Ban Quản lý dự án đầu tư xây dựng tỉnh Lâm Đồng"),
                *("BQLDAĐTXD", "Giám đốc Ban"),
            ),
        ),
        ("UBND x. Hòa Bình", "Đồng Nai", XA),
        ("UBND xã Hòa Bình, Đồng Nai", None, XA),
        ("UBND XÃ HÒA BÌNH, TỈNH ĐỒNG NAI", "Đồng Nai", XA),
        ("uỷ ban nhân dân xã hòa bình", "TP.HCM", XA),
        ("UBND phường 1, quận 3", "TP.HCM", P1),
        ("UBND P.1, Q.3, TP.HCM", None, P1),
        (
            "UBND tỉnh Lâm Đồng",
            None,
            ("ubnd-tinh", "Ủy ban nhân dân tỉnh Lâm Đồng", "UBND", "Chủ tịch UBND tỉnh"),
        ),
        (
            "UBND TP.HCM",
            None,
            (
                *("ubnd-tinh", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
                *("UBND", "Chủ tịch UBND thành phố"),
            ),
        ),
        (
            "UBND thành phố Đà Lạt",
            LD,
            ("huyen", "Ủy ban nhân dân thành phố Đà Lạt", "UBND", "Chủ tịch UBND thành phố"),
        ),
        (
            "UBND thị trấn Đắk Mâm, huyện Krông Nô",
            LD,
            ("thi-tran", "Ủy ban nhân dân thị trấn Đắk Mâm", "UBND", "Chủ tịch UBND thị trấn"),
        ),
        (
            "UBND đặc khu Phú Quý",
            LD,
            ("dac-khu", "Ủy ban nhân dân đặc khu Phú Quý", "UBND", "Chủ tịch UBND đặc khu"),
        ),
        (
            "Sở Xây dựng Hà Nội",
            "Hà Nội",
            ("so", "Sở Xây dựng thành phố Hà Nội", "SXD", "Giám đốc Sở"),
        ),
        (
            "Sở VHTT&DL",
            "Huế",
            (
                *("so", "Sở Văn hóa, Thể thao và Du lịch thành phố Huế"),
                *("SVHTTDL", "Giám đốc Sở"),
            ),
        ),
    ],
)
def test_a_name_tells_its_kind_its_province_its_symbol_and_its_head(
    name: str, province: str | None, understood: tuple[str, ...]
) -> None:
    found = agency(name, province)
    titles = {role.key: role.title for role in found.roles}
    assert (found.kind, found.full_name, found.symbol, titles["nguoi-dung-dau"]) == understood
    assert found.full_name.count(found.province) <= 1


@pytest.mark.parametrize("name", [each.name for each in provinces().provinces])
def test_every_province_is_said_once_whether_the_name_says_it_or_not(name: str) -> None:
    bare, whole = agency("Sở Nội vụ", name), agency(f"Sở Nội vụ {province_named(name, TODAY).name}")
    assert bare == whole
    assert whole.full_name == f"Sở Nội vụ {province_named(name, TODAY).name}"
    assert whole.symbol == "SNV"


def test_there_are_34_provinces_and_each_former_one_went_into_one_of_them() -> None:
    now = [each.name for each in provinces().provinces]
    assert len(now) == 34
    assert {each.into for each in provinces().former} <= set(now)
    assert len(provinces().former) == 63 - 34 + 1, "and Thừa Thiên Huế, which became a city"
    assert set(provinces().cities) <= set(now)


@pytest.mark.parametrize(
    ("name", "province", "words"),
    [
        ("Đảng ủy xã An Phú", LD, "là cơ quan của Đảng"),
        ("Tỉnh uỷ Lâm Đồng", LD, "là cơ quan của Đảng"),
        ("HĐND xã An Phú", LD, "không có Hội đồng nhân dân"),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh Lâm Đồng", LD, "không có Hội đồng nhân dân"),
        ("Văn phòng HĐND và UBND xã An Phú", LD, "hệ thống của Ủy ban nhân dân"),
        ("Ủy ban Mặt trận Tổ quốc xã An Phú", LD, "tổ chức chính trị - xã hội"),
        ("Công an xã An Phú", LD, "lực lượng vũ trang"),
        ("An Phú", LD, "chưa cho biết là cơ quan loại nào"),
        ("UBND xã An Phú", "BRVT", "nay thuộc Thành phố Hồ Chí Minh"),
        ("UBND xã An Phú", "Bình Thuận", "không còn từ ngày 01/7/2025, nay thuộc tỉnh Lâm Đồng"),
        ("UBND xã An Phú", "Lâm Đong Nai", "Không có tỉnh, thành phố"),
        ("UBND xã An Phú, tỉnh Đồng Nai", LD, "mà câu trả lời về tỉnh là «Lâm Đồng»"),
        ("CHI CỤC THỦY LỢI", LD, "chữ nào viết hoa"),
    ],
)
def test_what_is_none_of_ours_or_cannot_be_right_is_refused_with_words(
    name: str, province: str, words: str
) -> None:
    with pytest.raises(BadAnswer, match=words) as refusal:
        agency(name, province)
    assert refusal.value.hint


def test_a_province_that_has_ended_is_one_on_the_day_before() -> None:
    assert agency("UBND xã An Phú", "Bình Thuận", BEFORE).province == "Bình Thuận"
    assert agency("UBND huyện Krông Nô", "Đắk Nông").lead_agency.endswith("tỉnh Đắk Nông")


def test_the_district_that_a_ward_was_in_is_left_out_and_told() -> None:
    said = {"name": "UBND phường 1, quận 3", "province": "HCM", "as_of": TODAY}
    (note,) = notes_on(answers_of(told_by_name(said)))
    assert note == "Đã bỏ «quận 3» khỏi tên cơ quan: không còn cấp huyện từ ngày 01/7/2025."


@pytest.mark.parametrize("text", ["xa", "xã", "Xã", "UBND xã", "ubnd XÃ"])
def test_a_kind_is_known_by_whatever_the_list_shows(text: str) -> None:
    assert kind_meant(text) == "xa"


def test_a_long_name_is_broken_between_words_never_inside_one() -> None:
    assert broken("Ban Quản lý các khu công nghiệp") == ("Ban Quản lý", "các khu công nghiệp")
    assert broken("Trung tâm Y tế khu vực Đức Trọng")[-1].endswith("Đức Trọng")
    assert broken("Sở Nội vụ") == ("Sở Nội vụ",)


@pytest.mark.parametrize(
    ("parent", "lines"),
    [
        ("Sở Khoa học và Công nghệ tỉnh Lâm Đồng", ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",)),
        ("Sở NN&MT", ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG")),
        ("UBND tỉnh Lâm Đồng", ("UBND TỈNH LÂM ĐỒNG",)),
        ("Tổng công ty A", ("TỔNG CÔNG TY A",)),
    ],
)
def test_the_agency_above_is_named_in_the_corner_without_its_province(
    parent: str, lines: tuple[str, ...]
) -> None:
    said = {"name": "Chi cục Thủy lợi", "province": LD, "parent": parent, "as_of": TODAY}
    assert agency_of(answers_of(told_by_name(said))).parent_lines == lines


def test_a_new_agency_has_a_unit_that_drafts_its_papers() -> None:
    for name in ("UBND xã An Phú", "Sở Nội vụ", "Chi cục Thủy lợi", "Thanh tra tỉnh"):
        found = agency(name, LD)
        drafting = next(role.unit for role in found.roles if role.key == "thu-ky-iso")
        assert next(unit.symbol for unit in found.units if unit.key == drafting), name


# At the terminal.


class Terminal(io.StringIO):
    """A person who types these lines."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_init_asks_again_at_once_shows_what_it_understood_and_asks_for_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = ("HĐND xã Hòa Bình", "Hòa Bình", "tổng cục", "xã", "BRVT", "Đồng Nai")
    # The usual head, no scoring table, the usual folder, all as shown.
    typed(monkeypatch, *wrong, "", "", "", "")
    assert app(["init", "--as-of", "2026-01-05"]) == 0
    said = capsys.readouterr().err
    assert "Góc trái văn bản: ỦY BAN NHÂN DÂN / XÃ HÒA BÌNH" in said
    assert said.index("Hiểu là:") < said.index("Lưu ý:")
    settings = (tmp_path / "ubnd-xa-hoa-binh" / "isoqms.yaml").read_text(encoding="utf-8")
    assert "name: UBND xã Hòa Bình\n" in settings


def test_init_writes_nothing_where_the_person_sees_that_it_understood_wrongly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "Sở Nội vụ", "Lâm Đồng", "", "", "k")
    assert app(["init", str(tmp_path / "kho")]) == 2
    assert not (tmp_path / "kho").exists()


def test_the_head_that_is_answered_stands_in_settings_and_framework() -> None:
    said = {"name": "Ban Dân tộc", "province": LD, "head": "Phụ trách Ban", "as_of": TODAY}
    plan = plan_repository(answers_of(told_by_name(said)))
    assert not [path for path, text in plan.items() if "Giám đốc Sở" in text]
    assert [path for path, text in plan.items() if "Phụ trách Ban" in text]


def test_no_repository_is_made_inside_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "isoqms.yaml").write_text("name: A\n", encoding="utf-8")
    said = ("--name", "UBND xã An Phú", "--province", "Lâm Đồng", "--no-input")
    assert app(["init", str(tmp_path / "con"), *said]) == 2
    assert "nằm trong kho đã có" in capsys.readouterr().err


# A new name.


def made(root: Path, name: str, *more: str) -> Path:
    said = ("--name", name, "--province", "Lâm Đồng", "--no-input", "--as-of", "2026-01-05")
    assert app(["init", str(root), *said, *more]) == 0
    return root


def renamed(root: Path, *words: str, day: str = "2026-02-01") -> int:
    return int(app(["rename", *words, "-C", str(root), "--as-of", day, "--yes", "--no-input"]))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new board's repository with a symbol of its own choice, made once."""
    return made(tmp_path_factory.mktemp("ban") / "kho", "Ban Dân tộc", "--symbol", "DT")


@pytest.fixture
def ban(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "kho"))


def test_a_new_agency_that_is_renamed_is_what_init_makes_of_the_new_name(ban: Path) -> None:
    assert renamed(ban, "Sở Dân tộc và Tôn giáo", "--symbol", "SDTTG") == 0
    said = {"name": "Sở Dân tộc và Tôn giáo", "province": LD, "as_of": date(2026, 1, 5)}
    wanted = plan_repository(answers_of(told_by_name(said)))
    assert {path: (ban / path).read_text(encoding="utf-8") for path in wanted} == wanted


def test_what_a_person_chose_or_wrote_stays_and_a_title_that_boards_have_is_only_told(
    ban: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = ban / "du-thao" / "chinh-sach.md"
    own = "\nTrưởng ban ký. Ban Dân tộc Quốc hội là nơi khác. Ban Dân tộc lo việc này.\n"
    policy.write_text(policy.read_text(encoding="utf-8") + own, encoding="utf-8", newline="\n")
    capsys.readouterr()
    assert renamed(ban, "Sở Dân tộc và Tôn giáo") == 0
    assert "symbol: DT\n" in (ban / "isoqms.yaml").read_text(encoding="utf-8")
    now = "Trưởng ban ký. Ban Dân tộc Quốc hội là nơi khác. Sở Dân tộc và Tôn giáo lo việc này."
    assert now in policy.read_text(encoding="utf-8")
    assert "làm Trưởng ban" in (ban / "du-thao/he-thong/MT-HTQLCL.md").read_text(encoding="utf-8")


def test_a_renaming_is_told_before_it_is_written_and_needs_a_yes(
    ban: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (ban / "isoqms.yaml").read_bytes()
    words = ["rename", "--head", "Quyền Trưởng ban", "-C", str(ban), "--as-of", "2026-02-01"]
    assert app([*words, "--no-input"]) == 2
    assert "Người đứng đầu: Trưởng ban → Quyền Trưởng ban" in capsys.readouterr().out
    assert app([*words, "--dry-run"]) == 0
    assert (ban / "isoqms.yaml").read_bytes() == before
    assert app(["rename", "Đảng ủy xã", "-C", str(ban), "--yes"]) == 2
    assert "là cơ quan của Đảng" in capsys.readouterr().err


def test_a_province_that_is_merged_changes_by_one_command_and_keeps_what_was_chosen(
    tmp_path: Path,
) -> None:
    said = ("--name", "Sở Nội vụ", "--province", "Bình Thuận", "--symbol", "NV", "--no-input")
    root = tmp_path / "kho"
    assert app(["init", str(root), *said, "--as-of", "2025-01-05"]) == 0
    words = ("--province", "Lâm Đồng", "--since", "2025-07-01")
    assert renamed(root, *words, day="2025-07-02") == 0
    now = load(root, date(2025, 7, 1)).agency.record
    assert (now.full_name, now.parent_lines, now.place, now.symbol, now.lead_agency) == (
        *("Sở Nội vụ tỉnh Lâm Đồng", ("UBND TỈNH LÂM ĐỒNG",), "Lâm Đồng", "NV"),
        "Sở Khoa học và Công nghệ tỉnh Lâm Đồng",
    )
    assert load(root, date(2025, 6, 30)).agency.record.full_name == "Sở Nội vụ tỉnh Bình Thuận"
    drafts = (root / "du-thao").rglob("*.md")
    assert not [file for file in drafts if "Bình Thuận" in file.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample commune under its new name, since July 2026."""
    root = tmp_path_factory.mktemp("mau") / "kho"
    assert app(["demo", str(root), "--quiet"]) == 0
    assert renamed(root, "UBND phường Phú An", day="2026-07-02") == 2, "signed under the old name"
    words = ("UBND phường Phú An", "--since", "2026-07-01")
    assert renamed(root, *words, day="2026-07-02") == 0
    return root


def test_what_was_issued_and_the_past_stay_as_they_were(sample: Path) -> None:
    assert load(sample, date(2026, 6, 30)).agency.record.name == "UBND xã An Phú"
    assert load(sample, date(2026, 7, 1)).agency.record.name == "UBND phường Phú An"
    assert "UBND xã An Phú" in (sample / "tai-lieu/he-thong/QT-HT-01.md").read_text("utf-8")
    told = ["git", "-C", str(sample), "diff", "--name-only", "HEAD~1"]
    changed = subprocess.run(told, check=True, capture_output=True, encoding="utf-8").stdout
    assert {name.partition("/")[0] for name in changed.split()} == {
        *("isoqms.yaml", "HUONG-DAN.md", "boi-canh", "du-thao"),
    }


@pytest.mark.parametrize(
    ("signed", "corner"),
    [("2026-06-30", "XÃ AN PHÚ"), ("2026-07-01", "PHƯỜNG PHÚ AN")],
)
def test_a_paper_bears_the_name_of_its_day(sample: Path, signed: str, corner: str) -> None:
    repository = load(sample, date(2026, 7, 2))
    order = PaperOrder(2026, date(2026, 7, 2), signed=date.fromisoformat(signed))
    paper = paper_of(BY_WORD["steering-board"], repository, order)
    assert isinstance(paper.letterhead, Letterhead)
    assert paper.letterhead.agency_lines[-1].upper() == corner


def test_the_old_name_and_symbol_are_no_faults_of_another_agency(sample: Path) -> None:
    found = {each.rule for each in validate(sample, date(2026, 7, 2)).diagnostics}
    assert not found & {"QMS113", "QMS111", "QMS519"}


@pytest.mark.parametrize(
    ("head", "full_name", "headed"),
    [
        ("Chánh Thanh tra", "Thanh tra tỉnh A", "Chánh Thanh tra tỉnh A"),
        ("Chánh Văn phòng", "Văn phòng Ủy ban B", "Chánh Văn phòng Ủy ban B"),
        ("Giám đốc", "Sở Nội vụ", "Giám đốc Sở Nội vụ"),
        ("Chi cục trưởng", "Chi cục C", "Chi cục trưởng Chi cục C"),
    ],
)
def test_what_title_and_name_have_in_common_is_said_once(
    head: str, full_name: str, headed: str
) -> None:
    named = {"head": head, "full_name": full_name}
    assert agency("Sở Nội vụ", LD).model_copy(update=named).headed == headed


def test_the_place_of_a_paper_begins_with_a_capital() -> None:
    named = agency("Sở Nội vụ", LD).model_copy(update={"place": "thị trấn Đắk Mâm"})
    assert letterhead(named, "KH", 2026, None, None).place == "Thị trấn Đắk Mâm"
