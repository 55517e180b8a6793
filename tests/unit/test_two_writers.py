"""Two people at one repository: one after the other, told who writes, nothing lost or stuck."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
import typer

from isoqms.cli.commands import app
from isoqms.cli.terminal import changing
from isoqms.errors import CannotWrite
from isoqms.history.errors import HistoryBusy, OthersEdits, StrandedChange
from isoqms.history.writing import journal, lock, patience
from isoqms.history.writing import steps as points
from isoqms.history.writing.lock import HOLDER, Holder, holder_of, paused, writing
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.history.writing.transaction import carry_out, set_aside, take_back

AUTHOR = ("UBND xã An Phú", ADDRESS)
WHEN = datetime(2025, 2, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))
DAY = ("--as-of", "2025-12-31")
A, B = PurePosixPath("a.md"), PurePosixPath("b.md")
HOLD = """
import sys, time
from pathlib import Path
from isoqms.history.writing.lock import writing
with writing(Path(sys.argv[1]), doing="isoqms issue", who="Thư ký ISO"):
    print("held", flush=True)
    time.sleep(60)
"""


def ask(root: Path, *words: str) -> str:
    command = ["git", "-c", "safe.directory=*", "-c", "user.name=x", "-c", "user.email=x@x", *words]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "kho"
    root.mkdir()
    create(root)
    for path in (A, B):
        (root / path).write_bytes(b"1\n")
    record(root, "Tạo kho", author=AUTHOR, when=WHEN, paths=(A, B))
    return root


def change(root: Path, content: bytes = b"2\n", seen: bytes | None = None) -> str:
    before = {} if seen is None else {A: seen}
    return carry_out(root, {A: content}, message="Sửa", author=AUTHOR, when=WHEN, seen=before)


@pytest.fixture
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


# The lock.


def test_the_second_writer_is_told_who_writes_where_and_since_when_and_a_dead_one_is_forgotten(
    root: Path, holder: subprocess.Popen[str]
) -> None:
    with pytest.raises(HistoryBusy) as refusal, writing(root, wait=0.2):
        pass
    said = str(refusal.value)
    assert said.startswith("Kho đang được Thư ký ISO (")
    assert "ghi bằng lệnh `isoqms issue` từ " in said
    found = holder_of(root)
    assert found is not None
    assert (found.pid, found.person) == (holder.pid, "Thư ký ISO")
    assert f"máy «{found.pc}»" in said
    holder.kill()
    holder.wait()
    with writing(root, wait=5):
        assert holder_of(root) != found
        with writing(root, wait=0):  # as often as needed within one process
            change(root)
    assert holder_of(root) is None


def test_a_writer_on_another_pc_is_believed_while_it_shows_signs_of_life(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_SILENCE", 0.3)
    file = root / ".git" / HOLDER
    other = Holder("Lan\x1b[2J", "lan", "PC-09", 7, "isoqms update", "2026-11-30T10:00:00+07:00")
    file.write_bytes(lock._written(other))
    told = r"Lan\[2J \(.*máy «PC-09»\).* từ 10:00:00 ngày 30/11"
    with pytest.raises(HistoryBusy, match=told), writing(root, wait=0.1):
        pass
    with writing(root, wait=5):  # silent for longer than a living one is
        found = holder_of(root)
        assert found is not None
        assert found.pc != "PC-09"


def test_nobody_waits_for_a_person_who_thinks_and_what_was_written_meanwhile_is_seen(
    root: Path,
) -> None:
    with writing(root):
        with paused(root):
            assert holder_of(root) is None
            ask(root, "commit", "--quiet", "--allow-empty", "-m", "Người khác")
        assert holder_of(root) is not None
        with pytest.raises(HistoryBusy, match="đã có một thay đổi khác"):
            change(root)
    assert holder_of(root) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_in_place_of_the_holder_hangs_nobody(root: Path) -> None:
    os.mkfifo(root / ".git" / HOLDER)
    with writing(root, wait=1):
        change(root)


# Somebody writes past the lock.


def interleaved(monkeypatch: pytest.MonkeyPatch, step: str, act: Callable[[], object]) -> None:
    """Once, when the writer has come to this step, somebody else acts."""
    done: list[str] = []

    def reached(at: str) -> None:
        if at == step and not done:
            done.append(at)
            act()

    monkeypatch.setattr(points, "reached", reached)


@pytest.mark.parametrize("step", ["objects", "journal", "locked", "references"])
@pytest.mark.parametrize("file", [A, B], ids=str)
def test_whoever_writes_past_the_lock_in_between_is_not_lost_and_nothing_is_stuck(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, file: PurePosixPath
) -> None:
    def other() -> None:
        (root / file).write_bytes(b"khac\n")
        # As git does it where it cannot have the index.
        tree = ask(root, "ls-tree", "HEAD")
        blob = ask(root, "hash-object", "-w", str(file))
        old = ask(root, "rev-parse", f"HEAD:{file}")
        made = subprocess.run(
            ["git", "mktree"],
            cwd=root,
            input=tree.replace(old, blob) + "\n",
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        commit = ask(root, "commit-tree", made, "-p", "HEAD", "-m", "Người khác")
        ask(root, "update-ref", "HEAD", commit)

    with monkeypatch.context() as patched:
        interleaved(patched, step, other)
        with pytest.raises((HistoryBusy, OthersEdits, CannotWrite)):
            change(root)
    assert ask(root, "log", "--format=%s") == "Người khác\nTạo kho"
    assert (root / file).read_bytes() == b"khac\n"
    assert not journal.interrupted(root)
    ask(root, "reset", "--quiet")
    change(root, seen=(root / A).read_bytes())
    assert ask(root, "log", "--format=%s") == "Sửa\nNgười khác\nTạo kho"


def test_a_change_is_not_written_over_what_was_read_before_another_one(root: Path) -> None:
    read = (root / A).read_bytes()
    change(root, b"cua nguoi kia\n")
    with pytest.raises(HistoryBusy, match=r"Tệp «a\.md» vừa được"):
        change(root, b"1\n2\n", seen=read)
    assert (root / A).read_bytes() == b"cua nguoi kia\n"
    with writing(root):
        ask(root, "commit", "--quiet", "--allow-empty", "-m", "Người khác")
        with pytest.raises(HistoryBusy, match="đã có một thay đổi khác"):
            change(root)


def test_a_text_that_only_the_index_has_is_not_lost(root: Path) -> None:
    (root / A).write_bytes(b"chi trong chi muc\n")
    ask(root, "add", "a.md")
    (root / A).write_bytes(b"1\n")
    with pytest.raises(OthersEdits):
        change(root, seen=b"1\n")
    assert ask(root, "show", ":a.md") == "chi trong chi muc"


# The journal.


def interrupted_at(root: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a change as a kill at this step leaves it."""
    copy = root.with_name("chet")
    with monkeypatch.context() as patched:
        interleaved(patched, step, lambda: shutil.copytree(root, copy))
        change(root)
    shutil.rmtree(root)
    copy.rename(root)


def test_an_interrupted_change_that_no_longer_fits_is_set_aside_by_one_command(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted_at(root, "references", monkeypatch)
    with pytest.raises(Exception, match="vẫn đưa về hoặc ghi nốt được"):
        set_aside(root)
    (root / ".git/index.lock").unlink()
    ask(root, "commit", "--quiet", "--allow-empty", "-m", "Người khác")
    with pytest.raises(StrandedChange, match="không còn khớp") as refusal:
        take_back(root)
    assert "`isoqms undo --forget`" in refusal.value.hint
    with pytest.raises(StrandedChange):  # every command leads there, not only undo
        change(root)
    kept = set_aside(root)
    assert json.loads(kept.read_bytes())["message"] == "Sửa"
    assert (root / A).read_bytes() == b"1\n"
    change(root)
    assert ask(root, "log", "--format=%s") == "Sửa\nNgười khác\nTạo kho"


HEX = "1" * 40
FILE = {"path": "a.md", "old": "", "new": "", "before": "", "after": ""}
MADE = FILE | {"new": f"100644 {HEX}", "after": HEX}


ELSEWHERE = (
    *("C:a", "\\\\may-chu\\chung\\a", "//may-chu/chung/a", "\\\\.\\pipe\\a", "..\\a", "GIT~1/x"),
    *(".git::$INDEX_ALLOCATION/hooks/x", ".Git. /x", "b/.gi\u200ct/x", "git~10/x"),
)
"""What Windows takes for another place, or for git's own folder."""
NOT_ON_WINDOWS = ("a.md:x", "b/CON", "nul.txt", "b/Com1.yaml", "a.md.", "a.md ", "b ./x", "a?")


@pytest.mark.parametrize(
    "wrong",
    [
        {"old": "--index-output=/x"},
        {"new": "HEAD"},
        {"branch": "refs/heads/../../x"},
        {"branch": "--exec=x"},
        {"refs": [["../../trong", HEX, HEX]]},
        {"refs": [["refs/remotes/x", HEX, HEX]]},
        {"refs": [["refs/heads/x.lock", HEX, HEX]]},
        {"touched": [FILE | {"path": "../a"}]},
        {"touched": [FILE | {"path": "/a"}]},
        {"touched": [FILE | {"path": "C:/a"}]},
        {"touched": [FILE | {"path": "b\\..\\a"}]},
        {"touched": [FILE | {"path": "x/.GIT/config"}]},
        {"touched": [FILE | {"path": 5}]},
        *({"touched": [FILE | {"path": each}]} for each in ELSEWHERE),
        *({"touched": [MADE | {"path": each}]} for each in NOT_ON_WINDOWS),
        {"touched": [FILE | {"old": f"120000 {HEX}"}]},
        {"touched": [FILE | {"after": "x"}]},
        {"message": None, "refs": None},
    ],
    ids=repr,
)
def test_nothing_of_a_journal_from_elsewhere_is_done_unless_all_of_it_is_ours(
    root: Path, wrong: dict[str, object]
) -> None:
    head = ask(root, "rev-parse", "HEAD")
    data = {
        "message": "x",
        "branch": "refs/heads/main",
        "old": head,
        "new": head,
        "touched": [],
        "refs": [],
    }
    file = root / ".git" / journal.NAME
    file.write_text(json.dumps(data), encoding="utf-8")
    assert journal.read(root / ".git") is not None
    file.write_text(json.dumps(data | wrong), encoding="utf-8")
    with pytest.raises(journal.DamagedJournal):
        journal.read(root / ".git")
    with pytest.raises(StrandedChange, match="chưa làm gì theo nó"):
        take_back(root)
    set_aside(root)
    change(root)


def test_a_hostile_journal_overwrites_nothing_and_no_command_breaks_on_it(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    root = make_repository({})
    create(root)
    record(root, "Tạo", author=AUTHOR, when=WHEN, paths=[PurePosixPath("isoqms.yaml")])
    own = tmp_path / "quan-trong.txt"
    own.write_text("quan trọng", encoding="utf-8")
    (root / ".git/index").unlink()
    head = ask(root, "rev-parse", "HEAD")
    file = root / ".git" / journal.NAME
    data = {
        "message": "x",
        "branch": "refs/heads/main",
        "old": f"--index-output={own}",
        "new": head,
        "touched": [],
        "refs": [],
    }
    for content in (json.dumps(data), '{"message":' + "[" * 100_000 + "}"):
        file.write_text(content, encoding="utf-8")
        assert app(["validate", str(root), *DAY]) < 2
        assert "isoqms undo --forget" in capsys.readouterr().err
        assert app(["undo", "-C", str(root)]) == 2
        assert app(["undo", "--forget", "-C", str(root)]) == 0
        assert app(["undo", "--forget", "-C", str(root)]) == 2
        capsys.readouterr()
    assert own.read_text(encoding="utf-8") == "quan trọng"
    assert len(list((root / ".git").glob("isoqms-da-bo-*.json"))) == 2


# The machine.


def test_a_file_that_a_scanner_holds_for_a_moment_is_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {"left": 3}
    replace = Path.replace

    def scanned(self: Path, target: Path) -> Path:
        if held["left"]:
            held["left"] -= 1
            raise PermissionError(errno.EACCES, "being used by another process", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", scanned)
    change(root)
    assert (root / A).read_bytes() == b"2\n"
    monkeypatch.setattr(patience, "PATIENCE", 0.1)
    held["left"] = 1000
    with pytest.raises(Exception, match=r"a\.md|chưa đưa được kho về"):
        change(root, b"3\n")
    held["left"] = 0
    if journal.interrupted(root):
        take_back(root)
    assert (root / A).read_bytes() == b"2\n"
    assert ask(root, "status", "--porcelain") == ""


def test_the_words_of_git_and_a_fitting_advice_come_with_the_refusal(root: Path) -> None:
    (root / ".git/index").write_bytes(b"hong")
    with pytest.raises(CannotWrite, match="lịch sử của kho tài liệu: fatal:") as refusal:
        change(root)
    assert "bản sao lưu" in refusal.value.hint
    early = datetime(1960, 1, 1, tzinfo=UTC)
    (root / ".git/index").unlink()
    ask(root, "reset", "--quiet")
    with pytest.raises(CannotWrite, match="date") as refusal:
        carry_out(root, {A: b"2\n"}, message="x", author=AUTHOR, when=early)
    assert "--as-of" in refusal.value.hint
    with pytest.raises(CannotWrite, match="disallowed") as refusal:
        carry_out(root, {A: b"2\n"}, message="x", author=("<>", ADDRESS), when=WHEN)
    assert "--author" in refusal.value.hint


def test_a_name_that_git_leaves_out_is_refused_not_half_recorded(root: Path) -> None:
    ask(root, "config", "core.protectHFS", "true")
    strange = PurePosixPath("x/.g\u200cit/b.md")
    with pytest.raises(CannotWrite, match="tệp «x/"):
        carry_out(root, {strange: b"1\n", A: b"2\n"}, message="x", author=AUTHOR, when=WHEN)
    assert ask(root, "log", "--format=%s") == "Tạo kho"
    assert ask(root, "status", "--porcelain") == ""


# Commands.


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for each test."""
    root = tmp_path_factory.mktemp("co-quan") / "kho"
    asked = ("--kind", "xa", "--name", "UBND xã A", "--province", "Lâm Đồng", "--no-input")
    assert app(["init", str(root), *asked, "--as-of", "2025-01-05"]) == 0
    return root


@pytest.fixture
def agency(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "co-quan"))


def test_six_complaints_at_once_are_six_rows_with_six_keys(agency: Path) -> None:
    def begun(number: int) -> subprocess.Popen[bytes]:
        words = ("new", "complaint", "--set", f"subject=Việc {number}", "--no-input")
        command = [sys.executable, "-m", "isoqms", *words, "-C", str(agency), *DAY]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    running = [begun(number) for number in range(6)]
    said = [process.communicate()[0].decode("utf-8") for process in running]
    ended = [process.returncode for process in running]
    text = ask(agency, "show", "HEAD:nam/2025/khieu-nai.yaml")
    there = [text.count(f"Việc {number}") for number in range(6)]
    assert set(ended) <= {0, 2}, said
    assert there == [1 if code == 0 else 0 for code in ended], said
    assert sum(there) >= 2
    keys = [line.split()[-1] for line in text.splitlines() if line.lstrip("- ").startswith("id:")]
    assert len(keys) == len(set(keys)) == sum(there)


def test_who_was_asked_while_the_file_changed_is_told_and_asked_again(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("update", "context", "--set", "reviewed=2025-03-01", "--no-input", "-C", str(agency))
    answers = iter(["2025-11-10", "2025-11-12"])

    def answered(*_: object, **__: object) -> str:
        said = next(answers)
        if said.endswith("10"):  # meanwhile, at the next desk
            make = ("review", "prepare", "--held", "2025-11-01", "--no-input", "-C", str(agency))
            done = subprocess.run(
                [sys.executable, "-m", "isoqms", *make, *DAY], capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr.decode()
        return said

    assert app([*words, *DAY]) == 0
    monkeypatch.setattr(changing, "asks", lambda *, quiet: not quiet)
    monkeypatch.setattr("isoqms.cli.review.review.asks", lambda *, quiet: not quiet)
    monkeypatch.setattr(typer, "prompt", answered)
    assert app(["review", "prepare", "-C", str(agency), *DAY]) == 0
    assert "Trong lúc chờ trả lời, tệp nam/2025/" in capsys.readouterr().err


def at_the_next_desk(agency: Path, *words: str) -> None:
    command = [sys.executable, "-m", "isoqms", *words, "-C", str(agency), *DAY]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_two_answers_to_one_question_are_both_shown_and_mine_is_offered_again(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ("--set", "subject=Chậm", "--set", "received=2025-09-01")
    at_the_next_desk(agency, "new", "complaint", *settings, "--no-input")
    other = ("update", "complaint", "pa-01", "--set", "answered=2025-10-01", "--author", "Chị Lan")
    asked: list[str] = []
    answers = iter(["10/11/2025", "Đã xin lỗi", "c", ""])

    def answered(question: str, **_: object) -> str:
        asked.append(question)
        if len(asked) == 1:
            at_the_next_desk(agency, *other)
        return next(answers)

    for module in ("terminal.changing", "records.update", "records.recording"):
        monkeypatch.setattr(f"isoqms.cli.{module}.asks", lambda *, quiet: not quiet)
    monkeypatch.setattr(typer, "prompt", answered)
    assert app(["update", "complaint", "pa-01", "-C", str(agency), *DAY]) == 0
    err = capsys.readouterr().err
    assert "nam/2025/khieu-nai.yaml: Chị Lan ghi ngày 31/12/2025." in err
    assert "nay là «01/10/2025»; bạn trả lời «10/11/2025»." in err
    assert "Enter: Đã xin lỗi" in asked[-1]
    text = (agency / "nam/2025/khieu-nai.yaml").read_text("utf-8")
    assert "answered: 2025-11-10" in text
    assert "result: Đã xin lỗi" in text


def test_a_draft_edited_at_the_question_is_told_before_it_is_issued(
    agency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = next((agency / "du-thao").rglob("*.md"))
    code = draft.read_text("utf-8").partition("code: ")[2].split()[0]
    answers = iter(["01/QĐ-UBND", "10/11/2025", "01/QĐ-UBND", "10/11/2025"])
    asked: list[str] = []

    def answered(question: str, **_: object) -> str:
        asked.append(question)
        if len(asked) == 2:
            draft.write_text(draft.read_text("utf-8") + "\nThêm.\n", "utf-8", newline="\n")
        return next(answers)

    for module in ("terminal.changing", "control.issue"):
        monkeypatch.setattr(f"isoqms.cli.{module}.asks", lambda *, quiet: not quiet)
    monkeypatch.setattr(typer, "prompt", answered)
    app(["issue", "--only", code, "-C", str(agency), *DAY])
    assert f"{draft.relative_to(agency).as_posix()} đã được sửa" in capsys.readouterr().err
    assert len(asked) == 4


def test_another_line_than_the_agencys_own_is_told_and_written(
    agency: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new", "complaint", "--set", "subject=A", "--no-input", "-C", str(agency), *DAY]
    capsys.readouterr()
    assert app(words) == 0
    assert "bản riêng" not in capsys.readouterr().err
    ask(agency, "checkout", "--quiet", "-b", "thu")
    assert app(words) == 0
    assert "Kho đang mở ở bản riêng «thu»" in capsys.readouterr().err
