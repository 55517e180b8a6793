"""What was deleted or altered by hand comes back byte for byte; a lost history is told as lost."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from controlled_history import BM01, DRAFT, QT01, QT02, lay, make
from made_history import git

from isoqms.actions.changing.restore import plan_restore
from isoqms.cli.commands import app

DECISION = "quyet-dinh/2024/2-QD-UBND.yaml"
SCOPE = "boi-canh/pham-vi.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("goc") / "kho")


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "kho", symlinks=True))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], root: Path) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = app([*arguments, "-C", str(root)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def recorded(root: Path, path: str, entry: str = "HEAD") -> bytes:
    return git(root, "show", f"{entry}:{path}").encode() + b"\n"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("QT-01", QT01, id="a document by its code"),
        pytest.param("qt-01", QT01, id="in small letters"),
        pytest.param(QT02, QT02, id="a document by its file"),
        pytest.param("tai-lieu\\noi-bo\\QT-02.md", QT02, id="with the strokes of Windows"),
        pytest.param(DRAFT, DRAFT, id="a draft"),
        pytest.param("du-thao", DRAFT, id="a folder"),
        pytest.param(DECISION, DECISION, id="a decision"),
        pytest.param("--all", QT01, id="everything"),
        pytest.param(
            "isoqms.yaml", "isoqms.yaml", id="the settings, without which nothing is read"
        ),
    ],
)
def test_what_was_deleted_comes_back_and_nothing_is_recorded(
    root: Path, run: Run, name: str, path: str
) -> None:
    before, content = git(root, "rev-parse", "HEAD"), (root / path).read_bytes()
    (root / path).unlink()
    code, out, err = run("restore", name)
    assert (code, err) == (0, "")
    assert path in out
    assert (root / path).read_bytes() == content
    assert git(root, "status", "--short") == ""
    assert git(root, "rev-parse", "HEAD") == before


def test_without_the_settings_every_command_says_how_they_come_back(root: Path, run: Run) -> None:
    (root / "isoqms.yaml").unlink()
    for words in (["validate"], ["status"], ["backup", str(root.with_name("usb"))]):
        code, _, err = run(*words)
        assert (code, "isoqms restore isoqms.yaml" in err) == (2, True), words


def test_edits_are_shown_asked_for_and_kept_before_they_are_overwritten(
    root: Path, run: Run
) -> None:
    issued = (root / QT01).read_bytes()
    edited = issued + "Sửa trộm.\n".encode()
    (root / QT01).write_bytes(edited)
    code, out, err = run("restore", "QT-01")
    assert code == 2
    assert "+ Sửa trộm." in out
    assert "--yes" in err
    assert (root / QT01).read_bytes() == edited
    assert run("restore", "QT-01", "--yes", "--dry-run")[0] == 0
    assert (root / QT01).read_bytes() == edited
    assert run("restore", "QT-01", "--yes")[0] == 0
    assert (root / QT01).read_bytes() == issued
    (copy,) = (root / "xuat/truoc-khi-khoi-phuc").rglob("*.md")
    assert copy.read_bytes() == edited


def test_a_text_altered_by_an_entry_comes_back_as_it_was_issued_by_a_further_entry(
    root: Path, run: Run
) -> None:
    issued = (root / QT01).read_bytes()
    (root / QT01).write_bytes(issued + "Sửa trộm.\n".encode())
    git(root, "commit", "-qam", "sửa")
    assert "isoqms restore QT-01" in run("validate", "--as-of", "2026-12-31")[1]
    # Deleted besides: the entry still goes from what was recorded.
    (root / QT01).unlink()
    assert run("restore", "QT-01")[0] == 0
    assert (root / QT01).read_bytes() == recorded(root, QT01) == issued
    assert git(root, "log", "-1", "--format=%s").startswith("Khôi phục QT-01")
    assert b"tr\xe1\xbb\x99m" in recorded(root, QT01, "HEAD^")
    assert "QMS402" not in run("validate", "--as-of", "2026-12-31")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["BM-01"], "không còn hiệu lực", id="withdrawn"),
        pytest.param([BM01], "không còn hiệu lực", id="withdrawn, by its file"),
        pytest.param(["QT-08"], "không còn hiệu lực", id="never here"),
        pytest.param(
            ["QT-01", "--as-of", "2024-02-01"], "isoqms show QT-01@1", id="replaced since"
        ),
        pytest.param(["QT-77"], "Không có mã tài liệu", id="unknown"),
        pytest.param([DRAFT, "--as-of", "2024-02-01"], "không có tệp", id="not there on that day"),
        pytest.param([SCOPE, "--as-of", "2020-01-01"], "chưa có gì", id="before the repository"),
        pytest.param(["../ngoai.md"], "Không có mã tài liệu", id="outside"),
        pytest.param([], "restore --all", id="nothing named"),
        pytest.param(["--begin-anew"], "restore --from", id="begun anew over a history"),
    ],
)
def test_what_must_not_come_back_so_stays_away(
    root: Path, run: Run, words: list[str], said: str
) -> None:
    before = git(root, "rev-parse", "HEAD")
    code, _, err = run("restore", *words)
    assert (code, said in err) == (2, True), err
    assert (git(root, "status", "--short"), git(root, "rev-parse", "HEAD")) == ("", before)


def test_an_older_state_of_a_register_is_a_further_entry(root: Path, run: Run) -> None:
    then = (root / SCOPE).read_bytes()
    (root / SCOPE).write_bytes("statement: Phạm vi khác\n".encode())
    git(root, "commit", "-qam", "đổi")
    code, out, _ = run("restore", SCOPE, "--as-of", "2024-12-31", "--yes")
    assert (code, "thêm một lần ghi" in out) == (0, True)
    assert (root / SCOPE).read_bytes() == recorded(root, SCOPE) == then
    assert "31/12/2024" in git(root, "log", "-1", "--format=%s")


def test_a_state_that_breaks_what_is_whole_now_is_refused(root: Path, run: Run) -> None:
    good = (root / "isoqms.yaml").read_bytes()
    (root / "isoqms.yaml").write_bytes(b"name: [\n")
    git(root, "commit", "-qam", "hong", "--date=2025-01-01")
    (root / "isoqms.yaml").write_bytes(good)
    git(root, "commit", "-qam", "sua")
    code, _, err = run("restore", "isoqms.yaml", "--as-of", "2030-01-01")
    assert (code, "Không có gì phải khôi phục" in err) == (0, False)
    assert (root / "isoqms.yaml").read_bytes() == good


def test_a_renamed_folder_is_seen_as_renamed_and_its_causes_are_told_first(
    root: Path, run: Run
) -> None:
    (root / "tai-lieu/noi-bo").rename(root / "tai-lieu/noi-bo-cu")
    (root / QT01.replace("noi-bo", "noi-bo-cu")).unlink()
    _, out, _ = run("status", "--as-of", "2026-12-31")
    assert "1. 3 tệp đã ghi nhận không còn trong thư mục" in out
    assert "Lệnh: isoqms restore --all" in out
    code, out, err = run("restore", "--all")
    assert (code, "Đã khôi phục 3 tệp" in out) == (0, True)
    assert "2 tệp có nội dung y hệt nằm ở tai-lieu/noi-bo-cu" in err


def test_the_messages_about_a_missing_document_name_the_command(root: Path, run: Run) -> None:
    (root / QT02).unlink()
    _, out, _ = run("validate", "--as-of", "2026-12-31")
    assert "Lỡ xóa thì đưa tệp về: `isoqms restore QT-02`" in out
    assert "Có phải «QT-02»?" not in out
    code, _, err = run("revise", "QT-02", "--no-input")
    assert (code, "isoqms restore QT-02" in err) == (2, True)


def test_a_signed_paper_comes_back_as_the_one_whose_sum_was_recorded(tmp_path: Path) -> None:
    signed, false = b"%PDF-1.4 that", b"%PDF-1.4 gia"
    total = hashlib.sha256(signed).hexdigest()
    pdf = "quyet-dinh/2024/2.pdf"
    root = make(tmp_path / "kho")
    more = f"file: {{path: {pdf}, sha256: {total}}}\n"
    (root / DECISION).write_text((root / DECISION).read_text("utf-8") + more, "utf-8")
    (root / pdf).write_bytes(signed)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "ghi bản ký")
    (root / pdf).write_bytes(false)
    git(root, "commit", "-qam", "tráo")
    (piece,) = plan_restore(root, (pdf,), date(2026, 12, 31)).pieces
    assert (piece.content, piece.is_last) == (signed, False)


# A folder without its history

LOST = "thiếu thư mục ẩn .git"


def gone(root: Path) -> None:
    shutil.rmtree(root / ".git")


def empty(root: Path) -> None:
    gone(root)
    (root / ".git").mkdir()


def nowhere(root: Path) -> None:
    gone(root)
    (root / ".git").write_text("gitdir: /khong/co\n")


def headless(root: Path) -> None:
    (root / ".git/HEAD").write_bytes(b"\0" * 20)


def lost_entry(root: Path) -> None:
    (root / ".git/refs/heads/main").write_text("")


@pytest.mark.parametrize(
    ("spoil", "cause", "remedy"),
    [
        pytest.param(gone, LOST, "isoqms backup", id="left behind"),
        pytest.param(empty, "thư mục ẩn .git trống", "restore --from", id="empty"),
        pytest.param(nowhere, "chỉ tới một nơi không có", "restore --from", id="led nowhere"),
        pytest.param(headless, "bị hỏng", "restore --from", id="no head"),
        pytest.param(lost_entry, "hỏng", "restore --from", id="the last entry lost"),
    ],
)
def test_a_history_that_is_not_there_is_told_with_its_cause_and_remedy(
    root: Path, run: Run, spoil: Callable[[Path], None], cause: str, remedy: str
) -> None:
    spoil(root)
    usb = root.with_name("usb.zip")
    for words in (["verify"], ["validate"], ["restore", "--all"], ["backup", str(usb)]):
        code, out, err = run(*words)
        told = out + err
        assert code in (1, 2), words
        assert (cause in told, remedy in told, "git init" in told) == (True, True, False), words
    assert not usb.exists()


def test_a_history_begun_anew_says_so_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(tmp_path / "kho")
    (root / "boi-canh/ghi-chu.md").write_text("Gọi ông A, 0912 345 678.\n", "utf-8")
    assert app(["restore", "--begin-anew", "-C", str(root), "--dry-run"]) == 0
    assert "«boi-canh/ghi-chu.md» có vẻ có dữ liệu cá nhân" in capsys.readouterr().err
    assert app(["restore", "--begin-anew", "-C", str(root)]) == 2
    assert not (root / ".git").exists()
    assert app(["restore", "--begin-anew", "-C", str(root), "--yes"]) == 0
    assert git(root, "status", "--short") == ""
    assert git(root, "log", "--format=%s").startswith("Bắt đầu lại lịch sử ngày ")
    capsys.readouterr()
    app(["verify", "-C", str(root)])
    assert "Lịch sử của kho bắt đầu lại ngày" in capsys.readouterr().out


def test_the_old_draft_of_a_withdrawn_code_does_not_come_back(root: Path, run: Run) -> None:
    draft = "du-thao/bieu-mau/BM-01.md"
    (root / draft).parent.mkdir(parents=True, exist_ok=True)
    (root / draft).write_text("---\ncode: BM-01\ntitle: Sổ\nkind: bieu-mau\n---\n", "utf-8")
    git(root, "add", draft)
    git(root, "commit", "-qm", "soạn")
    (root / draft).unlink()
    git(root, "commit", "-qam", "bỏ")
    code, _, err = run("restore", draft)
    assert code == 2
    assert "«BM-01» không còn hiệu lực (thu hồi theo" in err
    assert "`isoqms show BM-01@1`" in err
    assert not (root / draft).exists()
