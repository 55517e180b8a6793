"""The same on Windows, where one is at hand.

ISOQMS_WINDOWS names a folder with two programs: `isoqms`, this program as Windows runs it, and
`python`, the Python that runs it. A small Windows (Wine) will do; drive Z: is this machine's disk.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import BASE
from hostile import FILES, IN_FORCE, laid
from made_history import git

WINDOWS = os.environ.get("ISOQMS_WINDOWS", "")
pytestmark = pytest.mark.skipif(not WINDOWS, reason="no Windows at hand (ISOQMS_WINDOWS)")

HOLD = """\
import ctypes, subprocess, sys
open_file = ctypes.windll.kernel32.CreateFileW
open_file.restype = ctypes.c_void_p
assert open_file(sys.argv[1], 0x80000000, 0, None, 3, 0x80, None) not in (None, 2**64 - 1)
done = subprocess.run([sys.executable, "-m", "isoqms", *sys.argv[2:]], capture_output=True)
sys.stdout.buffer.write(done.stdout + done.stderr)
sys.exit(done.returncode)
"""
"""Runs a command while another program holds a file and lets nobody in."""
HANG_UP = """\
import subprocess, sys
command = [sys.executable, "-m", "isoqms", *sys.argv[1:]]
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdout.close()
sys.stdout.buffer.write(process.stderr.read())
sys.exit(process.wait())
"""
"""Runs a command whose reader has seen enough."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "Hồ sơ ISO" / "kho"
    for name, text in {**BASE, **FILES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    laid(folder)
    return folder


def there(path: Path) -> str:
    """A path as Windows writes it."""
    return "Z:" + str(path).replace("/", "\\")


def started(program: str, *words: str, here: Path) -> tuple[int, str]:
    done = subprocess.run(
        [str(Path(WINDOWS, program)), *words],
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout


def script(root: Path, text: str, *words: str) -> tuple[int, str]:
    file = root.parent / "chay.py"
    file.write_text(text, encoding="utf-8")
    return started("python", there(file), *words, here=root)


def test_a_repository_below_the_top_of_a_work_tree_is_read(root: Path) -> None:
    (root / ".git").rename(root.parent / ".git")
    shutil.rmtree(root.parent / ".git")
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-qm", "Tạo")
    code, told = started("isoqms", "history", "CSCL", here=root)
    assert code == 0, told
    (root / "chinh-sach.md").write_text(FILES["chinh-sach.md"] + "Thêm.\n", encoding="utf-8")
    git(root.parent, "commit", "-qam", "Sửa")
    assert "QMS402" in started("isoqms", "validate", here=root)[1]


def test_what_is_typed_is_taken_as_typed(root: Path) -> None:
    words = ("new", "procedure", "--title", "~50 hồ sơ %TEMP% *", "--no-input")
    assert started("isoqms", *words, here=root)[0] == 0
    assert git(root, "log", "-1", "--format=%s").endswith("~50 hồ sơ %TEMP% *")


@pytest.mark.parametrize("code", ["CON", "con.x", "LPT1", "NUL"])
def test_a_code_that_windows_cannot_have_is_refused(code: str, root: Path) -> None:
    code_, told = started("isoqms", "new", "procedure", code, "--title", "T", here=root)
    assert code_ == 2, told
    assert git(root, "rev-list", "--count", "HEAD") == "1"


@pytest.mark.parametrize(
    ("words", "usual"),
    [(("validate",), 1), (("new", "procedure", "--title", "T", "--no-input"), 0)],
    ids=["reads", "writes"],
)
def test_a_reader_that_hangs_up_is_no_fault(words: tuple[str, ...], usual: int, root: Path) -> None:
    code, told = script(root, HANG_UP, *words)
    assert code == usual, told
    assert "Lỗi" not in told


@pytest.mark.parametrize(
    ("file", "words", "said"),
    [
        ("isoqms.yaml", ("validate",), "đang mở ở chương trình khác"),
        (IN_FORCE, ("validate",), f"{IN_FORCE}:1:1: error [QMS001] Không mở được tệp."),
        (
            ".git/refs/heads/main",
            ("new", "procedure", "--title", "T", "--no-input"),
            "Không mở được tệp «.git/refs/heads/main» của lịch sử",
        ),
    ],
)
def test_a_file_that_another_program_holds_is_named(
    file: str, words: tuple[str, ...], said: str, root: Path
) -> None:
    code, told = script(root, HOLD, there(root / file), *words)
    assert code in (1, 2), told
    assert said in told
    assert "QMS408" not in told


def test_no_program_of_the_current_folder_is_started(root: Path) -> None:
    # Whatever it is: to start it would fail the command, in a way of its own.
    for name in ("git.exe", "ssh-keygen.exe", "git.cmd"):
        (root / name).write_bytes(b"MZ")
    assert started("isoqms", "history", "CSCL", here=root)[0] == 0
    assert started("isoqms", "new", "procedure", "--title", "T", "--no-input", here=root)[0] == 0
