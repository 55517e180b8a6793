"""A repository that came with its git folder.

None of its settings starts a program, no object stands for another.
"""

import ast
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from hostile import plant
from made_history import git

import isoqms
from isoqms.cli.commands import app
from isoqms.history.program import program
from isoqms.history.sealing.signing import CannotSign, signature, signing_key
from isoqms.history.writing.recording import ADDRESS, create, record

WHEN = datetime(2025, 12, 31, 9, tzinfo=timezone(timedelta(hours=7)))
IN_FORCE = "tai-lieu/bieu-mau/BM-NB-01-01.md"
FORM = "---\ncode: BM-NB-01-01\ntitle: Sổ\nkind: bieu-mau\n---\n\nGhi hằng ngày.\n"
POLICY = "---\ncode: CSCL\ntitle: Chính sách chất lượng\nkind: chinh-sach\n---\n\nPhục vụ dân.\n"
DECISION = """\
number: 5/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: CSCL, revision: 1}
  - {code: BM-NB-01-01, revision: 1}
"""
FILES = {"chinh-sach.md": POLICY, IN_FORCE: FORM, "quyet-dinh/2025/5-QD-UBND.yaml": DECISION}


@pytest.fixture
def root(make_repository: Callable[[Mapping[str, str | bytes]], Path]) -> Path:
    folder = make_repository(FILES)
    create(folder)
    files = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    paths = [PurePosixPath(path.as_posix()) for path in files if path.parts[0] != ".git"]
    record(folder, "Tạo kho", author=("UBND xã An Phú", ADDRESS), when=WHEN, paths=paths)
    return folder


def run(*words: str) -> int:
    """The exit code of a command, as a user would type it."""
    code: int = app([*words])
    return code


COMMANDS = {
    "validate": ("validate",),
    "list": ("list",),
    "history": ("history", "CSCL"),
    "new": ("new", "procedure", "--title", "Thử", "--no-input"),
    "new, dry": ("new", "procedure", "--title", "Thử", "--no-input", "--dry-run"),
    "revise": ("revise", "CSCL", "--reason", "Sửa", "--request", "Bà Hoa"),
    "withdraw": ("withdraw", "BM-NB-01-01", "--reason", "Không dùng"),
    "undo": ("undo",),
    "verify": ("verify",),
    "restore": ("restore", "--all"),
    "backup": ("backup", "../usb.zip"),
}


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_partial_copy_starts_no_program_to_fetch_what_it_lacks(
    root: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = git(root, "rev-parse", "HEAD:tai-lieu")
    (root / ".git" / "objects" / lacking[:2] / lacking[2:]).unlink()
    canary = tmp_path / "da-chay"
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": ".",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": f"touch '{canary}'; false",
    }.items():
        git(root, "config", name, value)
    monkeypatch.chdir(root)
    run(*words)
    assert not canary.exists()
    # The trap is a real one: plain git falls into it.
    subprocess.run(["git", "cat-file", "-p", lacking], cwd=root, check=False, capture_output=True)
    assert canary.exists()


def test_a_file_as_young_as_the_index_is_looked_at_with_no_filter(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "da-chay"
    (root / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    os.utime(root / IN_FORCE, (2**31 - 1, 2**31 - 1))
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    git(root, "config", "filter.x.clean", f"touch '{canary}'; cat")
    monkeypatch.chdir(root)
    assert run("new", "procedure", "--title", "Thử", "--no-input") == 0
    assert not canary.exists()
    # The trap is a real one: plain git falls into it.
    git(root, "update-index", "--force-remove", "khong-co")
    assert canary.exists()


def test_an_object_put_in_the_place_of_another_is_not_recorded(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = git(root, "rev-parse", "HEAD^{tree}")
    false = tmp_path / "gia"
    shutil.copytree(root, false)
    (false / IN_FORCE).write_text(FORM + "VĂN BẢN GIẢ\n", encoding="utf-8")
    git(false, "commit", "-qam", "giả")
    git(root, "fetch", "-q", str(false))
    git(root, "replace", before, git(root, "rev-parse", "FETCH_HEAD^{tree}"))
    assert "GIẢ" in git(root, "show", f"HEAD:{IN_FORCE}")
    monkeypatch.chdir(root)
    assert run("new", "procedure", "--title", "Thử", "--no-input") == 0
    changed = git(root, "--no-replace-objects", "diff", "--name-only", "HEAD^", "HEAD")
    assert changed.splitlines() == ["du-thao/noi-bo/QT-NB-01.md"]


def test_git_is_started_by_one_module_only() -> None:
    top = Path(isoqms.__file__).parent
    starters = {
        path.relative_to(top).as_posix()
        for path in top.rglob("*.py")
        if {"subprocess", "git"} & {name.partition(".")[0] for name in _imported(path)}
    }
    # The other one starts ssh-keygen, which signs.
    assert starters == {"history/command.py", "history/sealing/signing.py"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_repository_says_which_key_signs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "config", "gpg.format", "ssh")
    git(root, "config", "user.signingkey", "khoa-cua-kho")
    assert signing_key(root) is None
    own = root.parent / "cua-toi"
    own.write_text("[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = /nhà/Đặng Thư/khoá\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    assert signing_key(root) == "/nhà/Đặng Thư/khoá"


def test_a_pipe_for_a_key_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "khoa")
    with pytest.raises(CannotSign, match="không phải là tệp"):
        signature(b"x", str(tmp_path / "khoa"))


@pytest.mark.parametrize("search", ["", ".", "{here}", "con", "{here}:con:", "{link}"])
def test_no_program_is_taken_from_the_folder_one_stands_in(
    search: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "kho"
    for folder in (here, here / "con"):
        folder.mkdir()
        (folder / "git").write_text("#!/bin/sh\n")
        (folder / "git").chmod(0o755)
    (tmp_path / "loi-tat").symlink_to(here)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", search.format(here=here, link=tmp_path / "loi-tat"))
    assert program("git") is None


@pytest.mark.parametrize("named", ["../khac/.git", "../khac/.git/"])
def test_a_folder_that_names_the_history_of_another_is_not_let_write_there(
    named: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "khac"
    shutil.copytree(root, other)
    shutil.rmtree(root / ".git")
    (root / ".git").write_text(f"gitdir: {named}\n", encoding="utf-8")
    before = git(other, "rev-parse", "HEAD")
    monkeypatch.chdir(root)
    assert run("new", "procedure", "--title", "Thử", "--no-input") == 2
    assert git(other, "rev-parse", "HEAD") == before


@pytest.mark.parametrize(
    "path", [".git/hooks/x", "../x", "a.md:x", "CON", ".GIT::$INDEX_ALLOCATION/x"]
)
def test_a_history_from_elsewhere_brings_no_file_to_a_strange_place(
    path: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "ghi-chu.txt").write_text("Một.\n", encoding="utf-8")
    plant(root, path)
    monkeypatch.chdir(root)
    hooks, before = root / ".git/hooks", sorted(root.parent.glob("[!.]*/[!.]*"))
    assert run("undo", "--last", "--yes") == 2
    assert f"«{path}»: tên này" in capsys.readouterr().err
    assert run("restore", path, "--yes", "--no-input") == 2
    assert sorted(root.parent.glob("[!.]*/[!.]*")) == before
    assert not list(hooks.glob("*"))


FAR = ("//may-la/chung", "\\\\may-la\\chung", "//./pipe/x", "//?/UNC/may-la/chung")
NAMING = ("gitdir", "commondir", "objects/info/alternates", "include.path", "core.worktree")


@pytest.mark.parametrize(
    ("place", "far"), [*((place, FAR[0]) for place in NAMING), *((NAMING[3], far) for far in FAR)]
)
def test_no_file_of_git_leads_to_another_pc(
    place: str,
    far: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if place == "gitdir":
        shutil.rmtree(root / ".git")
        (root / ".git").write_text(f"gitdir: {far}\n", encoding="utf-8")
    elif "." in place:
        git(root, "config", place, far)
    else:
        (root / ".git" / place).write_text(f"{far}\n", encoding="utf-8")
    monkeypatch.chdir(root)
    for words in (COMMANDS["new"], ("verify",), ("history", "CSCL"), ("undo",), ("status",)):
        assert run(*words) in (1, 2), words
        assert "đường dẫn sang một máy khác" in "".join(capsys.readouterr()), words
