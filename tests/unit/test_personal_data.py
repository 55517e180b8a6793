"""What tells of one person is found in every form in which people write it, and nothing else is."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_history import git

from isoqms.cli.commands import app
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.source.personal_data import PersonalKind, may_tell_of_persons, personal_data

WHEN = datetime(2025, 7, 1, 9, tzinfo=timezone(timedelta(hours=7)))


class Terminal(io.StringIO):
    """A person who types these lines."""

    def isatty(self) -> bool:
        return True


MOBILES = [
    "0912345678",
    "0912-345-678",
    "0912.345.678",
    "0912 34 56 78",
    "09 12 34 56 78",
    "091 234 5678",
    "(0912) 345678",
    "(0912345678)",
    "+84 912 345 678",
    "+84912345678",
    "(+84) 912345678",
    "+84 (0) 912 345 678",
    "84912345678",
    "zalo.me/0912345678",
    "SĐT:0912345678.",
    "Đt.0912345678",
    "don_0912345678.pdf",
    "don-0912345678.pdf",
]
IDENTITIES = [
    "căn cước 068085001234",
    "068 085 001 234.",
    "068.085.001.234",
    "068-085-001-234",
    "068085001234/CCCD",
    "CCCD:068085001234",
]
OLD_IDENTITIES = [
    "CMND 245123456",
    "CMND số: 245 123 456",
    "chứng minh nhân dân số 245.123.456",
    "số CMT: 245123456",
]
ADDRESSES = ["a@gmail.com", "A@GMAIL.COM", "a@proton.me", "a@live.com", "a@ymail.com"]


@pytest.mark.parametrize("text", MOBILES)
def test_a_mobile_number_is_the_same_however_it_is_written(text: str) -> None:
    (seen,) = personal_data(text)
    assert (seen.kind, seen.sign) == (PersonalKind.MOBILE, "0912345678")


@pytest.mark.parametrize("text", IDENTITIES)
def test_an_identity_number_is_found_in_every_grouping(text: str) -> None:
    (seen,) = personal_data(text)
    assert (seen.kind, seen.sign) == (PersonalKind.IDENTITY, "068085001234")


@pytest.mark.parametrize("text", OLD_IDENTITIES)
def test_nine_digits_are_an_old_identity_number_after_its_name(text: str) -> None:
    (seen,) = personal_data(text)
    assert (seen.kind, seen.sign) == (PersonalKind.OLD_IDENTITY, "245123456")


@pytest.mark.parametrize("text", ADDRESSES)
def test_a_private_address_is_found_in_capitals_too(text: str) -> None:
    (seen,) = personal_data(f"gửi về {text}")
    assert (seen.kind, seen.sign) == (PersonalKind.MAIL, text.lower())


def test_two_numbers_beside_each_other_are_two() -> None:
    assert [seen.sign for seen in personal_data("0912345678/0983111222")] == [
        "0912345678",
        "0983111222",
    ]


@pytest.mark.parametrize("text", [*MOBILES, *IDENTITIES, *OLD_IDENTITIES, *ADDRESSES])
def test_what_is_found_is_never_repeated_in_full(text: str) -> None:
    (seen,) = personal_data(text)
    assert len(seen.shown) <= 4


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("000.00.15.H38-221003-0012", id="dossier code, older form"),
        pytest.param("H15.50.05.13-261008-0975", id="dossier code"),
        pytest.param("1.011442.000.00.00.H38", id="procedure code"),
        pytest.param("2545/QĐ-UBND ngày 30/9/2022", id="decision"),
        pytest.param("0912345678/QĐ-UBND", id="decision with a long number"),
        pytest.param("0912345678/UBND-VP", id="letter with a long number"),
        pytest.param("Mã số thuế 0312345678", id="tax code of Ho Chi Minh City"),
        pytest.param("MST: 0312345678", id="tax code by its short name"),
        pytest.param("0312345678-001", id="tax code of a branch"),
        pytest.param("mã số doanh nghiệp: 0912345678", id="number of an enterprise"),
        pytest.param("tiếp nhận 20.290 hồ sơ, 012.345.678.901 đồng", id="counts and money"),
        pytest.param("từ 05.10.2025-12.10", id="days"),
        pytest.param("02633822111", id="the office's own line"),
        pytest.param("+84 263 3822 111", id="the office's own line from abroad"),
        pytest.param("245123456", id="nine digits alone"),
        pytest.param("097000000000", id="no province has this number"),
        pytest.param("06808500123", id="eleven digits"),
        pytest.param("0680850012345", id="thirteen digits"),
        pytest.param("sha256 a068085001234b", id="digits inside a checksum"),
        pytest.param("ubnd@anphu.lamdong.gov.vn", id="an agency's address"),
        pytest.param("căn cước Nghị định 30/2020/NĐ-CP", id="a basis in law"),
    ],
)
def test_numbers_of_the_trade_are_no_personal_data(text: str) -> None:
    assert list(personal_data(text)) == []


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 9999), st.integers(0, 99))
def test_no_dossier_code_is_taken_for_a_person(day: date, serial: int, unit: int) -> None:
    for code in (
        f"000.{unit:02d}.15.H38-{day:%y%m%d}-{serial:04d}",
        f"H15.50.{unit:02d}.13-{day:%y%m%d}-{serial:06d}",
    ):
        assert list(personal_data(f"Hồ sơ {code} trễ hạn")) == []


# Before it is recorded.

NEW = ("new", "complaint", "--set", "Ngày nhận=4/8/2025", "--as-of", "2025-08-05")
CALLED = (*NEW, "--set", "Nội dung=Gọi lại số 0912-345-678")
REGISTER = "nam/2025/khieu-nai.yaml"


@pytest.fixture
def root(make_repository: Callable[[Mapping[str, str | bytes]], Path]) -> Path:
    folder = make_repository({REGISTER: "complaints: []\n"})
    create(folder)
    paths = [
        PurePosixPath(path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    ]
    record(folder, "Tạo kho", author=("UBND xã An Phú", ADDRESS), when=WHEN, paths=paths)
    return folder


def test_personal_data_is_not_recorded_where_nobody_can_be_asked(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(root, "rev-parse", "HEAD")
    assert app([*CALLED, "-C", str(root), "--no-input"]) == 2
    said = capsys.readouterr().err
    assert "số điện thoại di động «091…»" in said
    assert "345" not in said
    assert (root / REGISTER).read_text(encoding="utf-8") == "complaints: []\n"
    assert git(root, "rev-parse", "HEAD") == before


@pytest.mark.parametrize(("answer", "code", "kept"), [("y", 0, True), ("n", 2, False)])
def test_at_a_terminal_the_person_is_asked_before_it_is_recorded(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    kept: bool,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    assert app([*CALLED, "-C", str(root)]) == code
    assert ("0912-345-678" in (root / REGISTER).read_text(encoding="utf-8")) is kept


@pytest.mark.parametrize(
    ("more", "settings"),
    [
        pytest.param(("--keep-personal-data",), "", id="the person says so"),
        pytest.param((), "public_contacts: ['0912.345.678']\n", id="the number is the agency's"),
    ],
)
def test_what_may_be_kept_is_recorded(root: Path, more: tuple[str, ...], settings: str) -> None:
    with (root / "isoqms.yaml").open("a", encoding="utf-8") as stream:
        stream.write(settings)
    assert app([*CALLED, "-C", str(root), "--no-input", *more]) == 0
    assert "0912-345-678" in git(root, "show", f"HEAD:{REGISTER}")


def test_what_is_recorded_already_is_not_asked_about_again(root: Path) -> None:
    assert app([*CALLED, "-C", str(root), "--no-input", "--keep-personal-data"]) == 0
    again = (*NEW, "--set", "Nội dung=Số 0912345678 lại gọi", "-C", str(root), "--no-input")
    assert app([*again]) == 0


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((*NEW, "--set", "Nội dung=Hỏi", "--author", "Lan 0912345678"), id="author"),
        pytest.param(("new", "procedure", "--title", "Hỏi a@gmail.com"), id="title"),
        pytest.param(("new", "internal", "--title", "CCCD 068.085.001.234"), id="identity"),
    ],
)
def test_every_place_in_which_a_person_may_write_is_looked_at(
    root: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(root, "rev-parse", "HEAD")
    assert app([*words, "-C", str(root), "--no-input"]) == 2
    assert "dữ liệu cá nhân" in capsys.readouterr().err
    assert git(root, "rev-parse", "HEAD") == before


@pytest.mark.parametrize("text", [*MOBILES, *IDENTITIES, *OLD_IDENTITIES, *ADDRESSES])
def test_no_text_is_passed_over_that_tells_of_a_person(text: str) -> None:
    assert may_tell_of_persons(f"Ghi chú: {text}".encode())


@given(st.text(st.sampled_from("0984 .-()+@abhgmilcomCMND123")))
def test_what_may_be_passed_over_holds_nothing(text: str) -> None:
    assert may_tell_of_persons(text.encode()) or not list(personal_data(text))
