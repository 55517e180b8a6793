"""Reading the history of a repository, be it as odd as it may, and never running what it says."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from made_history import BEGIN, VIETNAM, Step, git, make_history

from isoqms.history import (
    GitMissing,
    History,
    HistoryUnavailable,
    IncompleteHistory,
    NothingRecorded,
    NotRecorded,
    ShallowHistory,
    UnreadableHistory,
    read_history,
    try_history,
)
from isoqms.history.reading.changes import changed_since

TEXT = "tai-lieu/QT-01.md"
TWICE = (Step({TEXT: "một\n"}), Step({TEXT: "hai\n"}, author="Lê Văn C", subject="Sửa quy trình"))


def told(history: History, path: str = TEXT) -> list[tuple[int, bytes | None]]:
    """For each version: the place of its commit on the line, and its content."""
    versions = history.versions(path)
    texts = history.texts(version.blob for version in versions if version.blob)
    return [(version.commit.position, texts.get(version.blob or "")) for version in versions]


def test_each_version_of_a_path_is_known_with_its_commit_and_content(tmp_path: Path) -> None:
    ids = make_history(tmp_path, (*TWICE, Step({"khac.txt": "x"}), Step({TEXT: None})))
    history = read_history(tmp_path)
    assert told(history) == [(0, b"m\xe1\xbb\x99t\n"), (1, b"hai\n"), (3, None)]
    assert tuple(commit.id for commit in history.commits) == ids
    second = history.commits[1]
    assert (second.author, second.subject) == ("Lê Văn C", "Sửa quy trình")
    assert second.when == BEGIN + timedelta(days=2)
    assert second.when.utcoffset() == timedelta(hours=7)


def test_the_content_at_a_commit_is_what_stood_there_then(tmp_path: Path) -> None:
    make_history(tmp_path, (Step({"a": "x"}), *TWICE, Step({"a": "y"}), Step({TEXT: None})))
    history = read_history(tmp_path)
    first, second = (version.blob for version in history.versions(TEXT)[:2])
    assert [history.blob_at(TEXT, commit) for commit in history.commits] == [
        None,
        first,
        second,
        second,
        None,
    ]
    assert history.blob_at("khong-co.md", history.commits[-1]) is None


@pytest.mark.parametrize(
    "path", ["Xã Đông Hà/quy trình số 1.md", "a 'b' #c.md", "-n.md", ":(top)x.md"]
)
def test_a_path_is_read_as_it_is_written(tmp_path: Path, path: str) -> None:
    make_history(tmp_path, (Step({path: "x"}),))
    assert told(read_history(tmp_path), path) == [(0, b"x")]


@pytest.mark.parametrize(
    "content", [b"", b"no line end", b"\r\nx\r\n", b"0\x001 blob 2\n", b"\n" * 70_000]
)
def test_content_comes_back_to_the_byte(tmp_path: Path, content: bytes) -> None:
    make_history(tmp_path, (Step({TEXT: content, "b": "sau"}),))
    history = read_history(tmp_path)
    blobs = [history.versions(path)[0].blob or "" for path in (TEXT, "b")]
    assert history.texts(blobs) == {blobs[0]: content, blobs[1]: b"sau"}


def test_a_commit_without_a_subject_or_a_change_is_a_commit(tmp_path: Path) -> None:
    make_history(tmp_path, (Step({TEXT: "một\n"}, subject=""), Step(), Step({TEXT: "hai\n"})))
    history = read_history(tmp_path)
    assert told(history) == [(0, b"m\xe1\xbb\x99t\n"), (2, b"hai\n")]
    assert [commit.subject for commit in history.commits] == ["", "Cập nhật", "Cập nhật"]


def test_what_a_side_line_held_stands_before_the_entry_that_joined_it(
    tmp_path: Path,
) -> None:
    steps = (
        Step({TEXT: "một\n", "a": "1"}),
        Step({TEXT: "nháp\n"}, branch="viec", start="main"),
        Step({TEXT: "hai\n"}, branch="viec"),
        Step({"a": "2"}),
        Step({TEXT: "hai\n"}, merge="viec", subject="Hợp nhất"),
    )
    make_history(tmp_path, steps)
    history = read_history(tmp_path)
    assert told(history) == [(0, "một\n".encode()), (2, "nháp\n".encode()), (3, b"hai\n")]
    joined = [commit.joined_by and commit.joined_by.subject for commit in history.commits]
    assert joined == [None, None, "Hợp nhất", "Hợp nhất", None]
    assert [commit.subject for commit in history.line] == ["Cập nhật", "Cập nhật", "Hợp nhất"]


def test_what_a_joining_did_not_take_is_found_and_does_not_stand(tmp_path: Path) -> None:
    ours, theirs = b"c\xe1\xbb\xa7a ta\n", b"c\xe1\xbb\xa7a h\xe1\xbb\x8d\n"
    steps = (
        Step({TEXT: "một\n"}),
        Step({TEXT: theirs}, branch="viec", start="main"),
        Step({TEXT: ours}),
        Step({"a": "1"}, merge="viec"),
        Step({"a": "2"}),
    )
    _, side, *_ = make_history(tmp_path, steps)
    for only in ((), (TEXT,)):
        history = read_history(tmp_path, only)
        assert [content for _, content in told(history)] == ["một\n".encode(), ours, theirs, ours]
        there = history.commit(side)
        assert there is not None
        assert history.texts([history.blob_at(TEXT, there) or ""]) != {}
        assert history.blob_at(TEXT, history.line[-1]) == history.versions(TEXT)[1].blob


def test_a_side_line_knows_nothing_of_what_was_published_beside_it(tmp_path: Path) -> None:
    steps = (
        Step({TEXT: "một\n"}),
        Step({"b": "1"}, branch="viec", start="main"),
        Step({TEXT: "hai\n"}),
        Step({"c": "1"}, merge="viec"),
    )
    first, side, *_ = make_history(tmp_path, steps)
    history = read_history(tmp_path)
    there, begin = history.commit(side), history.commit(first)
    assert there
    assert begin
    assert history.blob_at(TEXT, there) == history.blob_at(TEXT, begin)


def test_git_is_given_no_name_that_only_windows_knows(tmp_path: Path) -> None:
    """On Windows `os.devnull` is `nul`, which git looks for in the folder of the repository."""
    make_history(tmp_path, (Step({f"xa/{TEXT}": "một\n"}), Step({f"xa/{TEXT}": "hai\n"})))
    program = (
        "import os, pathlib, sys; os.devnull = 'nul'\n"
        "from isoqms.history import read_history\n"
        f"print(len(read_history(pathlib.Path(sys.argv[1])).versions({TEXT!r})))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "xa")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("2", "")


def test_the_order_is_that_of_recording_when_clocks_jump(tmp_path: Path) -> None:
    days = [datetime(year, 1, 1, tzinfo=VIETNAM) for year in (2024, 1999, 2031)]
    make_history(tmp_path, (Step({TEXT: str(day.year)}, when=day) for day in days))
    history = read_history(tmp_path)
    assert told(history) == [(0, b"2024"), (1, b"1999"), (2, b"2031")]
    assert [commit.when for commit in history.commits] == days


def test_what_is_not_recorded_yet_is_no_history(tmp_path: Path) -> None:
    make_history(tmp_path, TWICE)
    (tmp_path / TEXT).write_bytes(b"hai\r\n")
    (tmp_path / "moi.md").write_bytes(b"x")
    git(tmp_path, "add", "moi.md")
    history = read_history(tmp_path)
    assert told(history) == [(0, b"m\xe1\xbb\x99t\n"), (1, b"hai\n")]
    assert history.versions("moi.md") == ()


def test_a_detached_head_is_the_end_of_the_line(tmp_path: Path) -> None:
    first, _ = make_history(tmp_path, TWICE)
    git(tmp_path, "checkout", "-q", "--detach", first)
    assert told(read_history(tmp_path)) == [(0, b"m\xe1\xbb\x99t\n")]


def test_a_bare_repository_is_read_the_same(tmp_path: Path) -> None:
    make_history(tmp_path, TWICE, bare=True)
    assert told(read_history(tmp_path)) == [(0, b"m\xe1\xbb\x99t\n"), (1, b"hai\n")]


def test_a_repository_inside_a_larger_one_has_its_own_paths_and_all_commits(tmp_path: Path) -> None:
    inside = f"Tỉnh/xa-an-phu/{TEXT}"
    steps = (
        Step({TEXT: "của tỉnh"}),
        Step({inside: "của xã"}),
        Step({"x": "y"}, tag="moc"),
        Step({inside: "hai"}),
    )
    make_history(tmp_path, steps)
    history = read_history(tmp_path / "Tỉnh/xa-an-phu")
    assert told(history) == [(1, "của xã".encode()), (3, b"hai")]
    assert list(history.by_path) == [TEXT]
    sealed = history.commit(history.tags[0].target)
    assert sealed is not None
    assert sealed.position == 2


def test_a_repository_with_long_ids_is_read_the_same(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    make_history(tmp_path, TWICE)
    history = read_history(tmp_path)
    assert told(history) == [(0, b"m\xe1\xbb\x99t\n"), (1, b"hai\n")]
    assert len(history.commits[0].id) == 64
    (tmp_path / TEXT).write_bytes(b"ba\n")
    assert changed_since(tmp_path, "HEAD") == {PurePosixPath(TEXT)}


def test_a_link_holds_no_text_and_permissions_are_no_version(tmp_path: Path) -> None:
    make_history(tmp_path, TWICE)
    (tmp_path / TEXT).chmod(0o755)
    (tmp_path / "noi.md").symlink_to("/etc/passwd")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "quyền")
    history = read_history(tmp_path)
    assert len(history.versions(TEXT)) == 2
    assert history.versions("noi.md") == ()


def test_annotated_tags_come_with_target_and_message_and_light_ones_do_not(tmp_path: Path) -> None:
    signature = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"
    steps = (
        Step({"a": "1"}, tag="qd/2545", message="Ban hành\n\n101 tài liệu\n"),
        Step({"a": "2"}, tag="qd/2546", message=f"Thu hồi\n{signature}"),
    )
    ids = make_history(tmp_path, steps)
    git(tmp_path, "tag", "nhe")
    first, second = read_history(tmp_path).tags
    assert (first.name, first.target, first.message, first.signed) == (
        "qd/2545",
        ids[0],
        "Ban hành\n\n101 tài liệu",
        False,
    )
    assert (first.tagger, first.when) == ("Trần Thị B", BEGIN + timedelta(days=1))
    assert (second.name, second.target, second.message, second.signed) == (
        "qd/2546",
        ids[1],
        "Thu hồi",
        True,
    )
    assert second.id == git(tmp_path, "rev-parse", "qd/2546")


def test_a_tag_beside_the_published_line_seals_nothing_on_it(tmp_path: Path) -> None:
    steps = (
        Step({"a": "1"}),
        Step({"a": "2"}, branch="viec", start="main", tag="moc", message="m"),
        Step({"a": "3"}),
    )
    make_history(tmp_path, steps)
    history = read_history(tmp_path)
    assert history.commit(history.tags[0].target) is None
    assert history.commit(history.commits[1].id) == history.commits[1]


def shallow(tmp_path: Path) -> Path:
    make_history(tmp_path / "goc", TWICE)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}/goc", "kho")
    return tmp_path / "kho"


def empty(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return tmp_path


def broken(tmp_path: Path) -> Path:
    make_history(tmp_path, TWICE)
    (tmp_path / ".git/refs/heads/main").write_text(f"{'1' * 40}\n")
    return tmp_path


@pytest.mark.parametrize(
    ("make", "refusal", "advice"),
    [
        pytest.param(lambda folder: folder, NotRecorded, "restore --from", id="no git at all"),
        pytest.param(empty, NothingRecorded, "lần đầu", id="nothing recorded yet"),
        pytest.param(shallow, ShallowHistory, "git fetch --unshallow", id="a shallow clone"),
        pytest.param(broken, UnreadableHistory, "sao lưu", id="a broken repository"),
        pytest.param(
            lambda folder: folder / "khong-co", UnreadableHistory, "", id="no such folder"
        ),
    ],
)
def test_where_there_is_no_whole_history_the_refusal_says_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], refusal: type[HistoryUnavailable], advice: str
) -> None:
    root = make(tmp_path)
    with pytest.raises(refusal) as caught:
        read_history(root)
    assert str(caught.value).startswith(("«", "Kho", "Không", "Lịch sử"))
    assert advice in caught.value.hint
    history = try_history(root)
    assert isinstance(history.unavailable, refusal)
    assert (history.commits, history.texts([])) == ((), {})


def test_without_git_the_refusal_says_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, TWICE)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitMissing) as caught:
        read_history(tmp_path)
    assert "Cài Git" in caught.value.hint


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_program_called_git_in_the_repository_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, TWICE)
    script(tmp_path / "git", f"touch {tmp_path}/ran")
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    assert len(read_history(tmp_path).commits) == 2
    assert not (tmp_path / "ran").exists()


def test_nothing_that_the_settings_of_a_repository_name_is_run(tmp_path: Path) -> None:
    root, ran = tmp_path / "kho", tmp_path / "ran"
    make_history(
        root, (*TWICE, Step({".gitattributes": "* filter=bad diff=bad\n"}, tag="moc", message="m"))
    )
    bad = script(tmp_path / "bad", f'echo "$0 $@" >> {ran}\nexit 1')
    for name in (
        "post-checkout",
        "pre-commit",
        "reference-transaction",
        "post-index-change",
        "fsmonitor-watchman",
    ):
        shutil.copy(bad, root / ".git/hooks" / name)
    settings = {
        "core.fsmonitor": bad,
        "core.pager": bad,
        "pager.log": bad,
        "core.sshCommand": bad,
        "core.askPass": bad,
        "core.alternateRefsCommand": bad,
        "diff.external": bad,
        "diff.bad.textconv": bad,
        "diff.bad.command": bad,
        "filter.bad.clean": bad,
        "filter.bad.smudge": bad,
        "filter.bad.process": bad,
        "gpg.program": bad,
        "gpg.ssh.program": bad,
        "log.showSignature": "true",
        "alias.log": f"!{bad}",
        "credential.helper": f"!{bad}",
    }
    for name, value in settings.items():
        git(root, "config", name, value)
    # Signed, so that asking for signatures would run the program.
    raw = git(root, "cat-file", "commit", "HEAD").split("\n\n", 1)
    signed = (
        f"{raw[0]}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n"
        f"\n{raw[1]}\n"
    )
    (tmp_path / "commit").write_text(signed)
    commit = git(
        root,
        "-c",
        "core.fsmonitor=",
        "hash-object",
        "-t",
        "commit",
        "-w",
        str(tmp_path / "commit"),
        "--no-filters",
    )
    (root / ".git/refs/heads/main").write_text(f"{commit}\n")
    subprocess.run(["git", "-C", str(root), "log", "-p"], check=False, capture_output=True)
    assert ran.exists(), "plain git does run them"
    ran.unlink()
    assert told(read_history(root)) == [(0, b"m\xe1\xbb\x99t\n"), (1, b"hai\n")]
    assert not ran.exists()


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"log.showRoot": "false"}, id="the first commit hidden"),
        pytest.param(
            {"log.diffMerges": "off", "log.follow": "true", "diff.renames": "copies"},
            id="merges hidden",
        ),
        pytest.param(
            {"diff.orderFile": "khong-co", "diff.noprefix": "true", "diff.relative": "true"},
            id="an order",
        ),
        pytest.param(
            {"format.pretty": "full", "log.date": "relative", "color.ui": "always"},
            id="other words",
        ),
        pytest.param(
            {"i18n.logOutputEncoding": "UTF-16", "core.quotePath": "true"}, id="other letters"
        ),
        pytest.param({"core.abbrev": "7", "core.bare": "true"}, id="short ids"),
    ],
)
def test_settings_of_a_repository_change_no_answer(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    steps = (
        Step({TEXT: "một\n", "a": "1"}),
        Step({TEXT: "hai\n"}, branch="viec", start="main"),
        Step({"a": "2"}),
        Step({TEXT: "hai\n"}, merge="viec", author="Đỗ Ký"),
    )
    make_history(tmp_path, steps)
    plain = read_history(tmp_path)
    for name, value in settings.items():
        git(tmp_path, "config", name, value)
    assert read_history(tmp_path) == plain
    assert told(plain) == [(0, b"m\xe1\xbb\x99t\n"), (2, b"hai\n")]


def test_files_changed_since_a_point_are_found_without_filters_and_line_ends(
    tmp_path: Path,
) -> None:
    root, ran = tmp_path / "Kho xã", tmp_path / "ran"
    files = {f"a/{name}": "một\n" for name in ("như cũ", "crlf", "đổi", "mất", "bỏ")}
    first, *_ = make_history(
        root, (Step({**files, ".gitattributes": "* filter=bad\n"}), Step({"a/thêm": "x"}))
    )
    bad = script(tmp_path / "bad", f"touch {ran}\nexec cat")
    git(root, "config", "filter.bad.clean", bad)
    (root / "a/crlf").write_bytes(b"m\xe1\xbb\x99t\r\n")
    (root / "a/đổi").write_bytes(b"hai\n")
    (root / "a/mất").unlink()
    git(root, "rm", "-q", "--cached", "a/bỏ")
    (root / "a/bỏ").unlink()
    (root / "a/mới").write_bytes(b"x")
    (root / "a/bỏ qua").write_bytes(b"x")
    (root / ".gitignore").write_bytes("bỏ qua\n".encode())
    ran.unlink(missing_ok=True)
    found = {str(path) for path in changed_since(root / "a", first)}
    assert found == {"đổi", "mất", "bỏ", "thêm", "mới"}
    assert not ran.exists()
    git(root, "hash-object", "--path", "a/đổi", "a/đổi")
    assert ran.exists(), "plain git does run the filter"


def test_a_replaced_commit_and_a_graft_do_not_change_the_line(tmp_path: Path) -> None:
    first, second, third = make_history(tmp_path, (*TWICE, Step({TEXT: "ba\n"})))
    plain = read_history(tmp_path)
    git(tmp_path, "replace", "--graft", third, first)
    (tmp_path / ".git/info/grafts").write_text(f"{second}\n")
    assert read_history(tmp_path) == plain


def test_the_surroundings_of_a_hook_do_not_lead_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path / "kho", TWICE)
    make_history(tmp_path / "khac", (Step({"x": "y"}),))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "khac/.git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "khac/.git/objects"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'log.showRoot=false'")
    monkeypatch.setenv("LANGUAGE", "vi")
    assert len(told(read_history(tmp_path / "kho"))) == 2


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away"
)
def test_a_repository_of_another_user_is_read(tmp_path: Path) -> None:
    make_history(tmp_path / "kho", TWICE)
    os.chown(tmp_path / "kho", 4321, 4321)
    os.chown(tmp_path / "kho/.git", 4321, 4321)
    refused = subprocess.run(
        ["git", "-C", str(tmp_path / "kho"), "log"], check=False, capture_output=True
    )
    assert refused.returncode, "plain git does refuse it"
    assert len(told(read_history(tmp_path / "kho"))) == 2


def test_a_copy_without_its_texts_fetches_nothing_and_says_so(tmp_path: Path) -> None:
    make_history(tmp_path / "goc", TWICE)
    git(tmp_path / "goc", "config", "uploadpack.allowFilter", "true")
    git(
        tmp_path,
        "clone",
        "-q",
        "--filter=blob:none",
        "--no-checkout",
        f"file://{tmp_path}/goc",
        "kho",
    )
    bad = script(tmp_path / "bad", f"touch {tmp_path}/ran")
    git(tmp_path / "kho", "config", "remote.origin.uploadpack", bad)
    history = read_history(tmp_path / "kho")
    with pytest.raises(IncompleteHistory) as caught:
        told(history)
    assert "--filter" in caught.value.hint
    assert not (tmp_path / "ran").exists()


def test_the_number_of_processes_does_not_grow_with_documents_and_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"tai-lieu/QT-{number:03}.md" for number in range(300)]
    make_history(
        tmp_path / "kho", (Step({path: f"{path} {turn}" for path in paths}) for turn in range(3))
    )
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    script(tmp_path / "bin/git", f'echo x >> {tmp_path}/calls\nexec {real} "$@"')
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    history = read_history(tmp_path / "kho")
    texts = history.texts(
        version.blob or "" for path in paths for version in history.versions(path)
    )
    assert len(texts) == 900
    assert (tmp_path / "calls").read_text().count("x") == 3
