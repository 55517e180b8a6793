"""On a terminal nothing from a file moves the screen, renames the window, or turns a line."""

import ast
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BASE
from hostile import FILES, laid
from made_history import git

import isoqms

NASTY = "\x1b]0;pwn\x07\x1b[2J\u202e\x9b31m"
IN_YAML = r"\e]0;pwn\a\e[2J\u202e\x9b31m"
OURS = re.compile(r"\x1b\[[0-9;]*m")
"""Colours, which are the program's own."""
RAW = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = (
    "status --all",
    "validate",
    "list",
    "list --records",
    "show QT-NB-01",
    "history CSCL",
    "diff CSCL",
    "update nonconformity kph-01 --year 2025 --set unit=kinh-te --no-input",
    "audit --year 2025",
    "audit checklist dot-1 --year 2025 --dry-run",
    "review --year 2025",
    "decision",
    "report --year 2025 --dry-run",
    "score --year 2025",
    "announce --check",
    "export",
    "verify",
    "undo --dry-run",
    "new internal-audit --no-input",
    "restore --all --dry-run",
    "save --dry-run --no-input",
    "revise QT-NB-01 --no-input",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("man-hinh") / "kho"
    # What a person wrote, wherever a person may write.
    hidden = {
        "Chính sách chất lượng": f'"Chính sách {IN_YAML}"',
        "Chưa lưu phiếu": f'"Chưa lưu {IN_YAML}"',
        "Ban hành hệ thống tài liệu": f'"Ban hành {IN_YAML}"',
        "Thư ký ISO": f'"Thư ký {IN_YAML}"',
        "Công chức Phòng Kinh tế": f'"Công chức {IN_YAML}"',
        "name: UBND xã An Phú": f'name: "UBND xã An Phú{IN_YAML}"',
    }
    for name, text in {**BASE, **FILES}.items():
        for plain, nasty in hidden.items():
            text = text.replace(plain, nasty)  # noqa: PLW2901 - one after the other
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    laid(folder)
    address = ("-c", "user.email=kho-tai-lieu@isoqms.invalid", "-c", f"user.name=x{NASTY}")
    git(folder, *address, "commit", "-q", "--allow-empty", "-m", f"Sửa {NASTY} x")
    (folder / "tai-lieu" / f"x{NASTY.replace('/', '')}.md").write_text("x\n", encoding="utf-8")
    return folder


def on_a_terminal(root: Path, line: str) -> str:
    """All that the command writes to a terminal of its own."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "isoqms", *line.split()],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=its,
        close_fds=True,
    ) as process:
        os.close(its)
        said = b"".join(_chunks(ours))
        process.wait(20)
    os.close(ours)
    return said.decode("utf-8", "replace")


def _chunks(terminal: int) -> Iterator[bytes]:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


@pytest.mark.parametrize("line", COMMANDS)
def test_nothing_of_a_file_steers_the_terminal(line: str, root: Path) -> None:
    said = OURS.sub("", on_a_terminal(root, line))
    assert said
    assert RAW.findall(said) == []
    assert "Lỗi của chương trình" not in said


def test_words_leave_the_command_line_by_one_door() -> None:
    top = Path(isoqms.__file__).parent / "cli"
    doors = {"echo", "secho", "prompt", "confirm", "print"}
    found = set()
    for path in sorted(top.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in doors:
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                if owner in ("typer", "sys"):
                    found.add(path.name)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "print",
                "sys.stdout.write",
            ):
                found.add(path.name)
    assert found == {"say.py"}
