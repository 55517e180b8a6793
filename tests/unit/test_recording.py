"""What was written is recorded.

The same for everybody, and without running what a folder brings along.
"""

import os
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from isoqms.errors import CannotWrite
from isoqms.history import GitMissing
from isoqms.history.writing.recording import create, record

AUTHOR = ("UBND xã An Phú", "kho-tai-lieu@isoqms.invalid")
WHEN = datetime(2025, 2, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))


def ask(root: Path, *words: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "safe.directory=*", *words]
    return subprocess.run(
        command, cwd=root, check=True, capture_output=True, encoding="utf-8", env=clean
    ).stdout.strip()


def kept(root: Path, message: str, **files: str | bytes | None) -> str:
    """The commit after writing (or removing) `a="text"` as `a.md`."""
    for name, content in files.items():
        path = root / f"{name}.md"
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = [PurePosixPath(f"{name}.md") for name in files]
    return record(root, message, author=AUTHOR, when=WHEN, paths=paths)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "Hồ sơ ISO" / "UBND xã An Phú"
    folder.mkdir(parents=True)
    create(folder)
    return folder


def test_the_files_author_and_time_are_those_that_were_given(root: Path) -> None:
    commit = kept(root, "Tạo kho tài liệu", a="một\n", b="hai\n")
    assert ask(root, "log", "--format=%H|%an|%ae|%aI|%cI|%s") == (
        f"{commit}|UBND xã An "
        "Phú|kho-tai-lieu@isoqms.invalid|2025-02-03T08:00:00+07:00|2025-02-03T08:00:00+07:00|Tạo "
        "kho tài liệu"
    )
    assert ask(root, "ls-files") == "a.md\nb.md"
    assert ask(root, "status", "--porcelain") == ""
    assert ask(root, "branch", "--show-current") == "main"


def test_the_same_files_give_the_same_commit_elsewhere(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "khác"
    other.mkdir()
    create(other)
    assert kept(root, "m", a="một\n") == kept(other, "m", a="một\n")


def test_line_ends_of_windows_do_not_change_the_commit(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "khác"
    other.mkdir()
    create(other)
    assert kept(root, "m", a="một\nhai\n") == kept(other, "m", a="một\r\nhai\r\n")


def test_bytes_that_are_no_text_stay_as_they_are(root: Path) -> None:
    kept(root, "m", a=b"\0\r\n")
    assert ask(root, "cat-file", "-s", "HEAD:a.md") == "3"


def test_a_second_commit_follows_the_first_and_keeps_what_was_not_named(root: Path) -> None:
    first = kept(root, "một", a="1\n", b="1\n")
    kept(root, "hai", a="2\n")
    assert ask(root, "rev-parse", "HEAD^") == first
    assert ask(root, "show", "HEAD:a.md") == "2"
    assert ask(root, "show", "HEAD:b.md") == "1"


def test_a_file_that_is_gone_is_recorded_as_gone(root: Path) -> None:
    kept(root, "một", a="1\n", b="1\n")
    kept(root, "hai", a=None)
    assert ask(root, "ls-tree", "--name-only", "HEAD") == "b.md"


def test_a_name_with_diacritics_is_kept(root: Path) -> None:
    (root / "Sổ tay.md").write_text("x\n", encoding="utf-8")
    record(root, "m", author=AUTHOR, when=WHEN, paths=[PurePosixPath("Sổ tay.md")])
    assert ask(root, "-c", "core.quotepath=false", "ls-files") == "Sổ tay.md"


def test_no_hook_filter_or_watcher_of_the_folder_is_run(root: Path) -> None:
    kept(root, "một", a="1\n")
    trap = f"touch '{root}/da-chay'; cat"
    hooks = root / ".git" / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\n{trap}\n")
        (hooks / name).chmod(0o755)
    for name in ("filter.bay.clean", "core.fsmonitor", "gpg.program"):
        ask(root, "config", name, trap)
    ask(root, "config", "commit.gpgSign", "true")
    (root / ".gitattributes").write_text("*.md filter=bay\n")
    kept(root, "hai", a="2\n")
    assert not (root / "da-chay").exists()


def test_the_users_own_configuration_is_not_read(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "nhà"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\n name = Người Khác\n[init]\n defaultBranch = khac\n[broken\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Người Khác")
    kept(root, "m", a="1\n")
    monkeypatch.undo()
    assert ask(root, "log", "--format=%an %cn") == "UBND xã An Phú UBND xã An Phú"


def test_a_git_that_calls_us_does_not_lead_us_elsewhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nơi khác"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "chỉ mục khác"))
    kept(root, "m", a="1\n")
    assert not (tmp_path / "nơi khác").exists()
    assert not (tmp_path / "chỉ mục khác").exists()


def test_without_git_the_sentence_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitMissing, match="chưa cài") as refusal:
        create(tmp_path)
    assert "git-scm.com" in refusal.value.hint


def test_a_folder_that_keeps_no_history_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("1\n")
    with pytest.raises(CannotWrite):
        record(tmp_path, "m", author=AUTHOR, when=WHEN, paths=[PurePosixPath("a.md")])


def test_a_commit_that_fails_at_the_last_step_leaves_everything_as_it_was(root: Path) -> None:
    first = kept(root, "một", a="1\n")
    (root / ".git" / "refs" / "heads" / "main.lock").touch()
    with pytest.raises(CannotWrite):
        kept(root, "hai", a="2\n")
    (root / ".git" / "refs" / "heads" / "main.lock").unlink()
    assert ask(root, "rev-parse", "HEAD") == first
    assert ask(root, "diff", "--cached", "--name-only") == ""
    assert not (root / ".git" / "index.lock").exists()


def test_another_program_that_is_writing_is_waited_for_by_nobody(root: Path) -> None:
    kept(root, "một", a="1\n")
    (root / ".git" / "index.lock").touch()
    with pytest.raises(CannotWrite, match="chương trình khác"):
        kept(root, "hai", a="2\n")
    assert (root / ".git" / "index.lock").exists()


def test_what_somebody_else_staged_stays_staged(root: Path) -> None:
    kept(root, "một", a="1\n")
    (root / "b.md").write_text("b\n")
    ask(root, "add", "b.md")
    kept(root, "hai", a="2\n")
    assert ask(root, "ls-tree", "--name-only", "HEAD") == "a.md"
    assert ask(root, "diff", "--cached", "--name-only") == "b.md"
