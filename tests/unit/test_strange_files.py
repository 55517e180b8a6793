"""Links, pipes and names that come with a folder from elsewhere: told of, never followed."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hostile import FILES, IN_FORCE, laid, special_files

from isoqms.cli.commands import app
from isoqms.wording import sort_key

MakeRepository = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def root(make_repository: MakeRepository) -> Path:
    folder = make_repository(FILES)
    laid(folder)
    return folder


@pytest.fixture
def outside(root: Path) -> Path:
    folder = root.parent / "ben-ngoai"
    folder.mkdir()
    (folder / "la.md").write_text("---\ncode: LA\ntitle: BÍ MẬT\nkind: khac\n---\n", "utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code: int = app([*words])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize("name", ["isoqms.yaml", "chinh-sach.md"])
def test_a_file_of_the_top_that_leads_out_is_not_read(
    name: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / name).rename(outside / name)
    (root / name).symlink_to(outside / name)
    code, told = run(capsys, "validate", "-C", str(root))
    assert code in (1, 2)
    assert "trỏ ra ngoài kho" in told


@pytest.mark.parametrize("name", ["tai-lieu", "nam", "quyet-dinh", "mau", "goi", "xuat", "du-thao"])
def test_a_folder_that_leads_out_is_one_finding(
    name: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if (root / name).exists():
        (root / name).rename(outside / name)
    (root / name).symlink_to(outside)
    code, told = run(capsys, "validate", "-C", str(root))
    assert code == 1
    assert f"{name}:1:1: error [QMS011] Đường dẫn tắt trỏ ra ngoài kho" in told
    assert "BÍ MẬT" not in told


def test_no_paper_is_written_through_a_link(
    root: Path, outside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Lying there too, so that the folder itself looks like a repository.
    (outside / "isoqms.yaml").write_bytes((root / "isoqms.yaml").read_bytes())
    (root / "xuat").symlink_to(outside)
    before = sorted(outside.rglob("*"))
    monkeypatch.chdir(root)
    for words in (
        ("report", "--year", "2025"),
        ("export", "khong-phu-hop", "--year", "2025"),
        ("decision", "audit-programme", "--year", "2025"),
        ("list", "--format", "docx", "-o", "xuat/danh-muc.docx"),
    ):
        code, told = run(capsys, *words)
        assert code == 2, told
    assert sorted(outside.rglob("*")) == before


@pytest.mark.parametrize(
    ("target", "words"),
    [
        pytest.param("../../ben-ngoai/la.md", "trỏ ra ngoài kho", id="out"),
        pytest.param("/dev/zero", "trỏ ra ngoài kho", id="a device outside"),
        pytest.param("vong.md", "trỏ vòng", id="itself"),
        pytest.param("khong-co.md", "trỏ tới chỗ không có gì", id="nothing"),
        pytest.param("../nam", "trỏ tới một thư mục của kho", id="a folder inside"),
    ],
)
def test_where_a_link_leads_is_told_truthfully(
    target: str, words: str, root: Path, outside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outside.is_dir()
    (root / "tai-lieu" / "vong.md").symlink_to(target)
    told = run(capsys, "validate", "-C", str(root))[1]
    assert f"tai-lieu/vong.md:1:1: error [QMS011] Đường dẫn tắt {words}, không được đọc." in told


def test_pipes_and_sockets_are_findings(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("tai-lieu/la", "mau"):
        for file in special_files(root / folder):
            name = file.relative_to(root).as_posix()
            told = run(capsys, "validate", "-C", str(root))[1]
            assert f"{name}:1:1: error [QMS019]" in told
    assert run(capsys, "list", "-C", str(root))[0] == 0


def test_a_pipe_as_the_settings_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "isoqms.yaml").unlink()
    os.mkfifo(root / "isoqms.yaml")
    code, told = run(capsys, "validate", "-C", str(root))
    assert code == 2
    assert "không phải là tệp" in told


def test_a_document_that_cannot_be_opened_is_one_finding(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run(capsys, "validate", "-C", str(root))[1].splitlines()
    (root / IN_FORCE).unlink()
    os.mkfifo(root / IN_FORCE)
    told = run(capsys, "validate", "-C", str(root))[1].splitlines()
    added = [line for line in told if "[QMS" in line and line not in before]
    assert len(added) == 1
    assert f"{IN_FORCE}:1:1: error [QMS019]" in added[0]


@pytest.mark.parametrize("file", ["so.xlsx", "ky.pdf", "tra-loi.yaml"])
def test_a_pipe_that_a_command_is_given_keeps_it_not_waiting(
    file: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(root / file)
    given = str(root / file)
    inside = ("-C", str(root), "--no-input")
    signed = ("--number", "12/KH-UBND", "--signed", "2026-01-05", "--pdf", given)
    words = {
        "so.xlsx": ("import", given, "-C", str(root)),
        "ky.pdf": ("decision", "record", "plan", *signed, *inside),
        "tra-loi.yaml": ("init", str(root.parent / "moi"), "--answers", given, "--no-input"),
    }[file]
    assert run(capsys, *words)[0] == 2


@pytest.mark.parametrize("code", ["CON", "con.x", "LPT1", "nul", "aux.1", "com9"])
def test_a_code_that_windows_cannot_have_is_refused(
    code: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("new", "procedure", code, "--title", "Thử", "--no-input", "-C", str(root))
    assert run(capsys, *words)[0] == 2
    assert not list(root.rglob(f"{code}*"))


ENDLESS = "9" * 5000
"""More digits than Python reads."""


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("new", "year", ENDLESS), id="year"),
        pytest.param(("new", "year", "²"), id="year of no digit"),
        pytest.param(("show", f"QT@{ENDLESS}"), id="revision"),
        pytest.param(("diff", "CSCL", "--from", ENDLESS), id="diff"),
        pytest.param(("diff", "CSCL", "--from", "²"), id="diff of no digit"),
        pytest.param(("update", "conclusion", ENDLESS, "--set", "done=2026-01-05"), id="row"),
        pytest.param(("audit", "note", "dot-1", "1", "--result", ENDLESS), id="result"),
        pytest.param(("decision", "survey-report", ENDLESS), id="survey"),
        pytest.param(("decision", "survey-report", "²"), id="survey of no digit"),
    ],
)
def test_digits_without_end_and_digits_that_are_none_are_refused(
    words: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, *words, "-C", str(root))[0] == 2


def test_a_law_may_have_whatever_digits_in_its_number_and_title(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (f"{ENDLESS}/2020/NĐ-CP", "²/2020/NĐ-CP", "٣/2020/NĐ-CP"):
        given = ("--set", f"number={number}", "--set", "title=Đất 100 m²", "--set", "issuer=A")
        issued = ("--set", "issued=2020-01-02", "--set", "effective=2020-01-02")
        words = ("new", "law", *given, *issued, "--no-input", "-C", str(root))
        assert run(capsys, *words)[0] in (0, 2)
    assert run(capsys, "list", "--external", "-C", str(root))[0] == 0
    assert sorted(["m²", "m10", "m2"], key=sort_key) == ["m²", "m2", "m10"]


def test_a_law_with_a_path_for_its_number_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--set", "number=../../x", "--set", "title=A", "--set", "issuer=B")
    code, told = run(capsys, "new", "law", *given, "--no-input", "-C", str(root))
    assert code == 2
    assert "không phải là số, ký hiệu văn bản" in told


@pytest.mark.parametrize(
    ("words", "usual"),
    [
        (("validate",), 1),
        (("list",), 0),
        (("new", "procedure", "--title", "Thử", "--no-input"), 0),
    ],
)
def test_a_reader_that_hangs_up_changes_nothing(
    words: tuple[str, ...], usual: int, root: Path
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "isoqms", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writing)
    assert done.returncode == usual
    assert "Lỗi" not in done.stderr
