"""A change is written whole or not at all.

Killed at any step, refused for any reason, nothing of anybody's is lost.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history.errors import CannotUndo, HistoryBusy, NoHistory, OthersEdits, UnfinishedChange
from isoqms.history.reading.paths import paths_ever
from isoqms.history.writing import journal, walk
from isoqms.history.writing import steps as points
from isoqms.history.writing.journal import interrupted
from isoqms.history.writing.lock import HOLDER, LOCK
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.history.writing.transaction import carry_out, finish, recorded, take_back
from isoqms.history.writing.undoing import walk_back, way_again, way_back

LOGS = {"logs", "ORIG_HEAD"}
AUTHOR = ("UBND xã An Phú", ADDRESS)
WHEN = datetime(2025, 2, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))
START = {"a.md": b"1\n", "b/c.md": b"2\n", "b/d.md": b"3\n", "khac/e.md": b"4\n"}
CHANGES = {
    PurePosixPath("a.md"): b"1, s\xe1\xbb\xada\n",
    PurePosixPath("b/c.md"): None,
    PurePosixPath("mới/Số một.md"): b"m\xe1\xbb\x9bi\n",
    PurePosixPath("khac/e.md"): None,
}
TAG = ("qd/2025/1", "Quyết định số 1/QĐ-UBND")
posix_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed child is made by fork")


def ask(root: Path, *words: str) -> str:
    command = ["git", "-c", "safe.directory=*", "-c", "core.quotepath=false", *words]
    return subprocess.run(
        command, cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def make(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    create(root)
    for name, content in START.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
    record(root, "Tạo kho", author=AUTHOR, when=WHEN, paths=map(PurePosixPath, START))
    return root


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for each test."""
    return make(tmp_path_factory.mktemp("gốc") / "kho")


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "Hồ sơ ISO" / "Kho tài liệu"))


def change(
    root: Path, changes: dict[PurePosixPath, bytes | None] = CHANGES, message: str = "Đổi"
) -> str:
    return carry_out(root, changes, message=message, author=AUTHOR, when=WHEN)


def undone(root: Path, reason: str = "") -> str:
    """What was taken back."""
    way = way_back(root)
    walk_back(way, author=AUTHOR, when=WHEN, reason=reason)
    return way.title


def redone(root: Path) -> str:
    way = way_again(root)
    walk_back(way, author=AUTHOR, when=WHEN)
    return way.title


def redone_twice(root: Path) -> None:
    """Redone after a second thought was written over what would come back."""
    (root / "b/d.md").write_bytes(b"mot y khac\n")
    redone(root)


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in sorted(root.rglob("*")) if ".git" not in path.relative_to(root).parts)
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in found
    }


def state(root: Path) -> tuple[object, ...]:
    """All that a person or a program can see.

    Files, folders, references, index, and what git's own folder holds.
    """
    git = root / ".git"
    return (
        files(root),
        {
            path.relative_to(git): path.read_bytes()
            for path in git.glob("refs/**/*")
            if path.is_file()
        },
        ask(root, "ls-files", "--stage"),
        ask(root, "status", "--porcelain", "--ignored"),
        sorted(path.name for path in git.iterdir() if path.name not in LOGS | {LOCK, HOLDER}),
    )


def test_one_commit_holds_everything_and_its_tag_points_at_it(root: Path) -> None:
    commit = carry_out(
        root, CHANGES, message="Ban hành\n\nTheo 1/QĐ-UBND", author=AUTHOR, when=WHEN, tag=TAG
    )
    assert ask(root, "log", "-1", "--format=%H|%an|%ae|%cI|%s|%b") == (
        f"{commit}|UBND xã An Phú|{ADDRESS}|2025-02-03T08:00:00+07:00|Ban hành|Theo 1/QĐ-UBND"
    )
    assert ask(root, "rev-parse", "HEAD~1^{tree}") != ask(root, "rev-parse", "HEAD^{tree}")
    assert files(root) == {
        "a.md": "1, sửa\n".encode(),
        "b": b"/",
        "b/d.md": b"3\n",
        "mới": b"/",
        "mới/Số một.md": "mới\n".encode(),
    }
    assert ask(root, "status", "--porcelain") == ""
    assert ask(
        root,
        "for-each-ref",
        "refs/tags",
        "--format=%(refname) %(objecttype) %(*objectname) %(subject)",
    ) == (f"refs/tags/qd/2025/1 tag {commit} Quyết định số 1/QĐ-UBND")
    assert ask(root, "fsck", "--strict") == ""
    assert recorded(root, PurePosixPath("mới/Số một.md")) == "mới\n".encode()
    assert recorded(root, PurePosixPath("b/c.md")) is None


def test_the_first_commit_of_a_branch_can_be_made_and_taken_back(tmp_path: Path) -> None:
    create(tmp_path)
    before = state(tmp_path)
    commit = change(tmp_path, {PurePosixPath("a.md"): b"1\n"})
    assert ask(tmp_path, "rev-list", "HEAD") == commit
    with pytest.raises(CannotUndo, match="lần ghi đầu tiên"):
        undone(tmp_path)
    assert before != state(tmp_path)


# Killed.


class Steps:
    """The steps of a change, counted.

    The one with the number `fatal` is the last thing that the program does.
    """

    def __init__(self, fatal: int = -1, *, error: BaseException | None = None) -> None:
        self.names: list[str] = []
        self.fatal = fatal
        self.error = error

    def __call__(self, step: str) -> None:
        self.names.append(step)
        if len(self.names) - 1 == self.fatal:
            if self.error:
                raise self.error
            os._exit(9)


def killed(act: Callable[[], object], steps: Steps, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether `act`, in a process of its own, was killed at its step."""
    child = os.fork()
    if not child:
        monkeypatch.setattr(points, "reached", steps)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def counted(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    steps = Steps()
    with monkeypatch.context() as patched:
        patched.setattr(points, "reached", steps)
        act()
    return steps.names


@pytest.fixture
def fresh(original: Path, tmp_path: Path) -> Callable[[], Path]:
    """Copies of one repository, each in a folder of its own, with an edit not recorded yet."""
    numbers = iter(range(1000))

    def copy() -> Path:
        root = Path(shutil.copytree(original, tmp_path / f"kho {next(numbers)}"))
        (root / "a.md").write_bytes(b"1, so\xe1\xba\xa1n d\xe1\xbb\x9f\r\n")
        return root

    return copy


def tagged(root: Path) -> str:
    """The change, upon an edit of `a.md` that was not recorded yet and is taken up."""
    seen = {PurePosixPath("a.md"): (root / "a.md").read_bytes()}
    return carry_out(root, CHANGES, message="Đổi", author=AUTHOR, when=WHEN, tag=TAG, seen=seen)


@posix_only
def test_killed_at_any_step_it_is_as_before_or_undo_brings_it_back_or_finishing_carries_it_through(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fresh()
    before = state(whole)
    names = counted(lambda: tagged(whole), monkeypatch)
    after = state(whole)
    assert {
        "blobs",
        "journal",
        "locked",
        "file beside",
        "references",
        "file",
        "file gone",
        "index",
    } <= set(names)
    for step in range(len(names)):
        back = fresh()
        assert killed(lambda root=back: tagged(root), Steps(step), monkeypatch), names[step]  # type: ignore[misc]
        if interrupted(back) is None:
            assert state(back) == before, names[step]
            continue
        with pytest.raises(UnfinishedChange, match="bị ngắt"):
            change(back)
        take_back(back)
        assert state(back) == before, names[step]
    for step in (
        names.index("lock"),
        names.index("references"),
        names.index("file"),
        names.index("index done"),
    ):
        on = fresh()
        assert killed(lambda root=on: tagged(root), Steps(step), monkeypatch)  # type: ignore[misc]
        assert finish(on) == "Đổi"
        assert state(on) == after, names[step]


@posix_only
def test_killed_while_it_is_brought_back_it_can_still_be_brought_back(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    half = fresh()
    before = state(half)
    names = counted(lambda: tagged(half), monkeypatch)
    middle = len(names) - 1 - names[::-1].index("file")
    half = fresh()
    assert killed(lambda: tagged(half), Steps(middle), monkeypatch)
    step = 0
    while killed(lambda: take_back(half), Steps(step), monkeypatch):
        step += 1
        if interrupted(half) is None:
            break
    assert step > 5
    if interrupted(half):
        take_back(half)
    assert state(half) == before


@posix_only
def test_killed_while_a_change_is_undone_the_change_is_still_there_or_can_be_brought_back(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed() -> Path:
        root = fresh()
        seen = {PurePosixPath("a.md"): (root / "a.md").read_bytes()}
        carry_out(root, CHANGES, message="Đổi", author=AUTHOR, when=WHEN, seen=seen)
        return root

    root = changed()
    done = state(root)
    names = counted(lambda: undone(root), monkeypatch)
    for step in range(0, len(names), 2):
        root = changed()
        assert killed(lambda root=root: undone(root), Steps(step), monkeypatch)  # type: ignore[misc]
        if interrupted(root):
            take_back(root)
        assert state(root) == done, names[step]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()], ids=repr)
def test_whatever_goes_wrong_everything_is_as_before(
    fresh: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    root = fresh()
    before = state(root)
    count = len(counted(lambda: tagged(fresh()), monkeypatch))
    for step in range(isinstance(error, OSError), count, 2):
        with monkeypatch.context() as patched:
            patched.setattr(points, "reached", Steps(step, error=error))
            with pytest.raises((OSError, KeyboardInterrupt, IsoqmsError)):
                tagged(root)
        assert state(root) == before, step


@pytest.mark.parametrize("written", [b"", b'{"message": "x', b"[]"], ids=repr)
def test_a_journal_that_was_not_written_to_its_end_means_that_nothing_happened(
    root: Path, written: bytes
) -> None:
    before = state(root)
    (root / ".git" / journal.NAME).write_bytes(written)
    assert interrupted(root / "b") == journal.Interruption("")
    assert take_back(root) == ""
    assert state(root) == before


def test_references_that_moved_only_in_part_are_brought_back_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(root)
    with monkeypatch.context() as patched:
        patched.setattr(walk, "_back_out", lambda *_: None)
        patched.setattr(walk, "_put", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            carry_out(root, CHANGES, message="Đổi", author=AUTHOR, when=WHEN, tag=TAG)
    ask(root, "update-ref", "-d", "refs/tags/qd/2025/1")
    take_back(root)
    assert state(root) == before


@pytest.mark.parametrize("written", [b"", b"new"], ids=["empty", "written"])
def test_locks_that_a_killed_git_left_on_references_do_not_stay(
    root: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    before = state(root)
    with monkeypatch.context() as patched:
        patched.setattr(walk, "_back_out", lambda *_: None)
        patched.setattr(walk, "_move", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change(root)
    held = journal.read(root / ".git")
    assert held
    for name in (
        "refs/heads/main.lock",
        "HEAD.lock",
        "packed-refs.lock",
        "packed-refs.new",
        "isoqms-chi-muc.lock",
    ):
        (root / ".git" / name).write_bytes(
            held.new.encode() if written and "refs/" in name else b""
        )
    take_back(root)
    assert state(root) == before
    change(root)


def test_a_lock_of_somebody_elses_git_stays_and_is_told_of(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(walk, "_back_out", lambda *_: None)
        patched.setattr(walk, "put", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change(root)
    lock = root / ".git/refs/heads/main.lock"
    lock.write_bytes(b"1" * 40)
    with pytest.raises(CannotWrite):
        take_back(root)
    assert lock.exists()
    lock.unlink()
    take_back(root)
    assert files(root)["a.md"] == b"1\n"


def test_what_somebody_wrote_into_a_file_after_the_kill_is_not_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(walk, "_back_out", lambda *_: None)
        patched.setattr(walk, "_put", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change(root)
    (root / "a.md").write_bytes(b"cua nguoi khac\n")
    with pytest.raises(OthersEdits, match=r"«a\.md»"):
        take_back(root)
    assert (root / "a.md").read_bytes() == b"cua nguoi khac\n"
    assert interrupted(root)
    (root / "a.md").write_bytes(b"1\n")
    assert take_back(root) == "Đổi"
    assert files(root)["a.md"] == b"1\n"


# Refused, and nothing is changed.


@pytest.fixture
def unchanged(root: Path) -> Iterator[Path]:
    """The repository.

    Whatever the test does to it before it asks for `state` must still be so at the end.
    """
    yield root
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
    root.chmod(0o755)


def refused(root: Path, error: type[IsoqmsError], words: str) -> None:
    before = state(root)
    with pytest.raises(error, match=words) as refusal:
        change(root)
    assert refusal.value.hint
    assert state(root) == before


def test_edits_that_nobody_recorded_are_refused_and_kept(root: Path) -> None:
    (root / "a.md").write_bytes(b"1, nguoi khac sua\n")
    refused(root, OthersEdits, r"«a\.md»")
    (root / "a.md").write_bytes(b"1\n")
    (root / "b/c.md").write_bytes(b"2, nguoi khac sua\n")
    refused(root, OthersEdits, r"«b/c\.md»")


def test_a_file_that_nobody_recorded_is_not_overwritten(root: Path) -> None:
    (root / "mới").mkdir()
    (root / "mới/Số một.md").write_bytes(b"cua nguoi khac\n")
    refused(root, OthersEdits, "«mới/Số một.md»")


def test_what_somebody_staged_of_a_file_is_refused_and_of_others_stays_staged(root: Path) -> None:
    (root / "a.md").write_bytes(b"khac\n")
    ask(root, "add", "a.md")
    (root / "a.md").write_bytes(b"1\n")
    refused(root, OthersEdits, r"«a\.md»")
    ask(root, "reset", "-q")
    (root / "b/d.md").write_bytes(b"khac\n")
    ask(root, "add", "b/d.md")
    change(root)
    assert ask(root, "diff", "--cached", "--name-only") == "b/d.md"
    assert ask(root, "diff", "--name-only") == ""


def test_line_ends_of_windows_are_no_edit(root: Path) -> None:
    (root / "a.md").write_bytes(b"1\r\n")
    change(root)
    assert ask(root, "show", "HEAD:a.md") == "1, sửa"
    undone(root)
    assert (root / "a.md").read_bytes() == b"1\r\n"


def test_a_read_only_folder_or_file_is_refused(unchanged: Path) -> None:
    (unchanged / "b").chmod(0o555)
    refused(unchanged, CannotWrite, "thư mục")
    (unchanged / "b").chmod(0o755)
    (unchanged / "a.md").chmod(0o444)
    refused(unchanged, CannotWrite, r"a\.md» đang mở trong chương trình khác hoặc chỉ được đọc")


@pytest.mark.parametrize("mark", [".~lock.a.md#", "~$md"], ids=["LibreOffice", "Word"])
def test_a_file_that_is_open_in_word_is_refused(root: Path, mark: str) -> None:
    (root / mark).write_bytes(b"x")
    refused(root, CannotWrite, "đang mở")


def test_a_link_that_leads_elsewhere_is_not_written_through(root: Path, tmp_path: Path) -> None:
    (tmp_path / "nơi khác").mkdir()
    (root / "mới").symlink_to(tmp_path / "nơi khác")
    refused(root, CannotWrite, "ngoài kho")
    (root / "mới").unlink()
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(tmp_path / "b.md")
    refused(root, CannotWrite, "đường dẫn tắt")
    assert list((tmp_path / "nơi khác").iterdir()) == []


def test_a_locked_index_is_refused_and_the_lock_of_others_stays(root: Path) -> None:
    (root / ".git/index.lock").write_bytes(b"")
    refused(root, CannotWrite, "chương trình khác")
    assert (root / ".git/index.lock").exists()


def test_a_locked_branch_is_refused(root: Path) -> None:
    (root / ".git/refs/heads/main.lock").touch()
    refused(root, CannotWrite, "lịch sử")


def test_a_full_disk_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        before = state(root)
        with pytest.raises(CannotWrite) as refusal:
            change(root)
        assert "dung lượng" in refusal.value.hint
    assert state(root) == before


def test_a_file_that_is_opened_in_word_while_we_write_brings_everything_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[Path] = []
    replace = Path.replace

    def sharing(self: Path, target: Path) -> Path:
        if self.suffix == ".tmp" and moved:
            raise PermissionError(errno.EACCES, "being used by another process")
        moved.append(self)
        return replace(self, target)

    before = state(root)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", sharing)
        patched.setattr(Path, "unlink", _locked_unlink(Path.unlink))
        with pytest.raises(IsoqmsError):
            change(root)
    if interrupted(root):
        take_back(root)
    assert state(root) == before


def _locked_unlink(unlink: Callable[..., None]) -> Callable[..., None]:
    def act(self: Path, missing_ok: bool = False) -> None:
        if self.name == "e.md":
            raise PermissionError(errno.EACCES, "being used by another process")
        unlink(self, missing_ok=missing_ok)

    return act


@pytest.mark.parametrize("mark", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "rebase-merge", "rebase-apply"])
def test_a_merge_or_rebase_under_way_is_refused(root: Path, mark: str) -> None:
    (root / ".git" / mark).write_text(ask(root, "rev-parse", "HEAD"))
    refused(root, HistoryBusy, "dở dang")


def test_an_old_point_of_the_history_is_refused(root: Path) -> None:
    ask(root, "checkout", "-q", "--detach")
    refused(root, HistoryBusy, "thời điểm cũ")


def test_a_bare_repository_and_a_folder_without_history_are_refused(tmp_path: Path) -> None:
    (tmp_path / "trần").mkdir()
    ask(tmp_path / "trần", "init", "-q", "--bare")
    with pytest.raises(NoHistory, match="chỉ chứa lịch sử"):
        change(tmp_path / "trần")
    (tmp_path / "không").mkdir()
    with pytest.raises(NoHistory, match="thiếu thư mục ẩn"):
        change(tmp_path / "không")
    assert list((tmp_path / "không").iterdir()) == []


def test_a_tag_that_exists_is_refused(root: Path) -> None:
    ask(root, "tag", "qd/2025/1")
    before = state(root)
    with pytest.raises(HistoryBusy, match="«qd/2025/1»"):
        carry_out(root, CHANGES, message="Đổi", author=AUTHOR, when=WHEN, tag=TAG)
    assert state(root) == before


@pytest.mark.parametrize(
    "path",
    [
        *("../a.md", "/a.md", ".git/config", "b/.GIT/x", "b/../../a", "C:a.md", "a:b", "b/a\\b"),
        *(".git::$INDEX_ALLOCATION/x", ".git ./x", "GIT~1/x", "git~12/x", ".g\u200cit/x"),
    ],
)
def test_paths_that_lead_out_or_into_the_history_are_refused(root: Path, path: str) -> None:
    before = state(root)
    with pytest.raises(CannotWrite, match="Không ghi tệp «"):
        change(root, {PurePosixPath(path): b"x"})
    assert state(root) == before


# Foreign surroundings.


def test_a_repository_in_a_subfolder_of_another_is_recorded_there_and_nothing_else_moves(
    tmp_path: Path,
) -> None:
    outer = make(tmp_path / "ngoài")
    inner = outer / "Kho xã"
    inner.mkdir()
    (outer / "a.md").write_bytes(b"dang sua\n")
    change(inner, {PurePosixPath("tai-lieu/x.md"): b"x\n"})
    assert ask(outer, "show", "--name-only", "--format=") == "Kho xã/tai-lieu/x.md"
    assert ask(outer, "status", "--porcelain") == "M a.md"
    assert recorded(inner, PurePosixPath("tai-lieu/x.md")) == b"x\n"
    assert paths_ever(inner, "tai-lieu", "du-thao") == {PurePosixPath("tai-lieu/x.md")}
    (outer / "Kho hai").mkdir()
    with pytest.raises(CannotUndo, match="chưa có thay đổi nào"):
        undone(outer / "Kho hai")
    assert way_back(inner).files == (PurePosixPath("tai-lieu/x.md"),)
    undone(inner)
    assert not (inner / "tai-lieu").exists()
    assert inner.exists()


def test_a_second_work_tree_is_a_repository_like_any_other(root: Path, tmp_path: Path) -> None:
    ask(root, "worktree", "add", "-q", "-b", "khac", str(tmp_path / "cây hai"))
    other = tmp_path / "cây hai"
    change(other)
    assert ask(other, "status", "--porcelain") == ""
    assert files(root)["a.md"] == b"1\n"
    undone(other)
    assert files(other) == files(root)
    assert ask(other, "rev-parse", "HEAD^{tree}") == ask(root, "rev-parse", "HEAD^{tree}")


def test_no_hook_filter_watcher_or_signing_program_of_the_folder_runs(root: Path) -> None:
    trap = f"touch '{root}/da-chay'; cat"
    hooks = root / ".git" / "hooks"
    hooks.mkdir()
    for name in (
        "pre-commit",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "post-checkout",
    ):
        (hooks / name).write_text(f"#!/bin/sh\n{trap}\n")
        (hooks / name).chmod(0o755)
    for name in (
        "filter.bay.clean",
        "filter.bay.smudge",
        "core.fsmonitor",
        "gpg.program",
        "diff.external",
    ):
        ask(root, "config", name, trap)
    for name in ("commit.gpgSign", "tag.gpgSign", "log.showSignature"):
        ask(root, "config", name, "true")
    (root / ".gitattributes").write_text("*.md filter=bay diff=bay\n")
    (root / ".git/info").mkdir(exist_ok=True)
    carry_out(root, CHANGES, message="Đổi", author=AUTHOR, when=WHEN, tag=TAG)
    paths_ever(root, "a.md")
    (root / "da-chay").unlink(missing_ok=True)
    undone(root)
    redone(root)
    assert not (root / "da-chay").exists()


# Undone.


def test_undone_everything_is_as_before_also_what_was_not_recorded_then(root: Path) -> None:
    change(root, {PurePosixPath("b/d.md"): b"33\n"}, "một")
    (root / "a.md").write_bytes(b"dang soan\n")
    (root / "nháp.txt").write_bytes(b"x")
    before = seen_in(root)
    seen = {PurePosixPath("a.md"): b"dang soan\n"}
    carry_out(root, CHANGES, message="hai", author=AUTHOR, when=WHEN, seen=seen)
    after = seen_in(root)
    assert way_back(root).title == "hai"
    for _ in range(2):
        assert undone(root) == "hai"
        assert seen_in(root) == before
        assert redone(root) == "hai"
        assert seen_in(root) == after
    (root / "b/d.md").write_bytes(b"dang soan nua\n")
    d = PurePosixPath("b/d.md")
    more = {d: b"dang soan nua, ghi them\n"}
    taken = {d: b"dang soan nua\n"}
    carry_out(root, more, message="ba", author=AUTHOR, when=WHEN, seen=taken)
    assert [undone(root), files(root)["b/d.md"]] == ["ba", b"dang soan nua\n"]
    with pytest.raises(OthersEdits, match=r"«b/d\.md»"):
        redone_twice(root)
    (root / "b/d.md").write_bytes(b"33\n")
    assert undone(root) == "hai"
    assert undone(root) == "một"
    assert files(root)["a.md"] == b"dang soan\n"
    assert files(root)["b/d.md"] == b"3\n"
    assert ask(root, "rev-list", "--count", "HEAD") == "11", "nothing leaves the history"
    assert ask(root, "fsck", "--strict") == ""


def seen_in(root: Path) -> tuple[object, ...]:
    """What a person sees: the files, what is recorded of them, what is not."""
    tree = ask(root, "rev-parse", "HEAD^{tree}")
    return files(root), tree, ask(root, "status", "--porcelain")


def test_what_was_recorded_as_it_lay_there_goes_with_its_entry_and_comes_back_with_it(
    root: Path,
) -> None:
    (root / "a.md").write_bytes(b"sua tay\r\n")
    (root / "b/c.md").unlink()
    saved: dict[PurePosixPath, bytes | None] = {
        PurePosixPath("a.md"): b"sua tay\n",
        PurePosixPath("b/c.md"): None,
    }
    seen = {PurePosixPath("a.md"): b"sua tay\r\n"}
    carry_out(root, saved, message="Sửa tay", author=AUTHOR, when=WHEN, seen=seen)
    assert files(root)["a.md"] == b"sua tay\n"
    undone(root)
    assert [files(root)["a.md"], files(root)["b/c.md"]] == [b"1\n", b"2\n"]
    redone(root)
    assert [files(root)["a.md"], "b/c.md" in files(root)] == [b"sua tay\n", False]


def test_a_draft_that_was_never_recorded_and_is_issued_comes_back_as_a_draft(root: Path) -> None:
    draft, issued = PurePosixPath("du-thao/x.md"), PurePosixPath("tai-lieu/x.md")
    (root / "du-thao").mkdir()
    (root / draft).write_bytes(b"x\n")
    before = files(root), ask(root, "status", "--porcelain")
    files_ = {draft: None, issued: b"x\n"}
    carry_out(root, files_, message="Ban hành", author=AUTHOR, when=WHEN, seen={draft: b"x\n"})
    assert (root / issued).read_bytes() == b"x\n"
    assert not (root / draft).exists()
    assert way_back(root).files == (draft, issued)
    undone(root)
    assert (files(root), ask(root, "status", "--porcelain")) == before


def test_what_was_written_since_is_not_undone_over(root: Path) -> None:
    change(root)
    (root / "mới/Số một.md").write_bytes(b"sua tiep\n")
    before = state(root)
    with pytest.raises(OthersEdits, match="đã được sửa sau thay đổi này"):
        undone(root)
    assert state(root) == before


def test_what_a_signed_decision_did_is_known_by_its_tag_and_the_tag_stays(root: Path) -> None:
    seen = {PurePosixPath("a.md"): b"dang soan\n"}
    (root / "a.md").write_bytes(b"dang soan\n")
    carry_out(root, CHANGES, message="Ban hành", author=AUTHOR, when=WHEN, tag=TAG, seen=seen)
    assert way_back(root).tag == TAG[0]
    decision = PurePosixPath("mới/Số một.md")
    way = way_back(root)
    kept = {decision: b"h\xe1\xbb\xa7y\n"}
    walk_back(way, author=AUTHOR, when=WHEN, reason="Ghi nhầm", instead=kept)
    assert ask(root, "tag") == TAG[0]
    assert files(root)["a.md"] == b"dang soan\n"
    assert ask(root, "show", "HEAD:mới/Số một.md") == "hủy"
    assert ask(root, "log", "-1", "--format=%B").splitlines() == [
        "Bỏ: Ban hành",
        "",
        "Lý do: Ghi nhầm",
        "",
        f"Isoqms-Undoes: {way.change.id}",
    ]


def test_what_others_have_already_is_undone_by_a_further_entry_and_theirs_is_not(
    root: Path, tmp_path: Path
) -> None:
    change(root)
    ask(tmp_path, "clone", "-q", str(root), str(tmp_path / "bản sao"))
    assert undone(tmp_path / "bản sao") == "Đổi"
    assert files(tmp_path / "bản sao")["a.md"] == b"1\n"
    ask(root, "pull", "-q", "--ff-only", str(tmp_path / "bản sao"), "main")
    assert redone(root) == "Đổi", "what was undone elsewhere can be brought back here"
    (root / "b/d.md").write_bytes(b"tay\n")
    ask(root, "-c", "user.name=Hoa", "-c", "user.email=hoa@example.vn", "commit", "-qam", "Sửa tay")
    with pytest.raises(CannotUndo, match="«Sửa tay»"):
        undone(root)
    with pytest.raises(CannotUndo, match="Không có gì để làm lại"):
        redone(root)
    empty = tmp_path / "rỗng"
    empty.mkdir()
    create(empty)
    with pytest.raises(CannotUndo, match="chưa có thay đổi nào"):
        undone(empty)


def test_a_message_that_only_looks_like_that_of_an_undoing_is_not_believed(root: Path) -> None:
    first = change(root)
    forged = f"Bỏ: Đổi\n\nIsoqms-Undoes: {first}"
    (root / "a.md").write_bytes(b"tay\n")
    name = ("-c", "user.name=Hoa", "-c", "user.email=hoa@example.vn")
    ask(root, *name, "commit", "-qam", forged)
    with pytest.raises(CannotUndo, match="không do một lệnh của isoqms ghi"):
        undone(root)


def test_changes_on_both_sides_of_a_joining_are_undone_the_last_one_first(root: Path) -> None:
    ask(root, "branch", "bên")
    change(root, {PurePosixPath("a.md"): b"A\n"}, "một")
    ask(root, "checkout", "-q", "bên")
    later = WHEN + timedelta(hours=1)
    files_: dict[PurePosixPath, bytes | None] = {PurePosixPath("b/d.md"): b"D\n"}
    carry_out(root, files_, message="hai", author=AUTHOR, when=later)
    ask(root, "checkout", "-q", "main")
    name = ("-c", "user.name=Hoa", "-c", "user.email=hoa@example.vn")
    ask(root, *name, "merge", "-q", "--no-ff", "-m", "Gộp", "bên")
    assert [undone(root), undone(root)] == ["hai", "một"]
    assert files(root) == {**{name: START[name] for name in START}, "b": b"/", "khac": b"/"}


def test_nothing_interrupted_is_said_so(root: Path) -> None:
    assert interrupted(root) is None
    with pytest.raises(NoHistory, match="Không có thay đổi nào bị ngắt"):
        take_back(root)


def test_the_store_of_objects_is_not_needed_to_know_of_an_interruption() -> None:
    code = (
        "import sys; from isoqms.history.writing.journal import interrupted; "
        "sys.exit('gitdb' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
