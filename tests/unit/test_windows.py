"""The same on Windows, where one is at hand.

ISOQMS_WINDOWS names a folder with two programs: `isoqms`, this program as Windows runs it, and
`python`, the Python that runs it. A small Windows (Wine) will do; drive Z: is this machine's disk.
On Wine, and so not shown here: links cannot be made (the call does nothing, a junction fails), a
folder beyond 260 letters is not resolved, names that differ by case only are two names, and hooks
that are scripts are not started, for there is no shell; hooks that are programs are.
"""

import io
import json
import os
import re
import shlex
import shutil
import sysconfig
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import BASE
from hostile import FAULTS, FILES, FORM, IN_FORCE, Hostile, Means, laid, lose, make_hostile, plant
from made_history import git
from test_canary import ENDS, LINES, lay
from windows_at_hand import (
    ALL_BUT_DELETING,
    FOLDER,
    NOTHING_SHARED,
    READING_SHARED,
    Ended,
    Windows,
    started,
    there,
    windows_at_hand,
)

from isoqms.history.blobs import blob_id

pytestmark = pytest.mark.skipif(not FOLDER, reason="no Windows at hand (ISOQMS_WINDOWS)")

DAY = ("--as-of", "2026-01-05")
REGISTER = "nam/2025/khong-phu-hop.yaml"
NEW = ("new", "procedure", "--title", "T", "--no-input")
UPDATE = ("update", "nonconformity", "kph-01", "--year", "2025", "--set", "unit=kinh-te")
MORE = ("--set", "found=2025-07-01", "--set", "source=khac", "--set", "unit=van-phong")
WRITING = (*UPDATE, "--no-input", *DAY)
SIGNED = ("--number", "17/QĐ-UBND", "--signed", "2026-01-05", "--signer", "Lê A")
ISSUE = ("issue", *SIGNED, "--no-input", *DAY)
JOURNAL = "isoqms-dang-ghi.json"
TESTS = Path(__file__).parent.parent
HANG_UP = """\
import subprocess, sys
command = [sys.executable, "-m", "isoqms", *sys.argv[1:]]
process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdout.close()
sys.stdout.buffer.write(process.stderr.read())
sys.exit(process.wait())
"""
"""Runs a command whose reader has seen enough."""


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    with windows_at_hand() as found:
        yield found


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("goc") / "kho"
    for name, text in {**BASE, **FILES}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    laid(folder)
    return folder


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    return copied(base, tmp_path / "Hồ sơ ISO" / "kho")


def copied(base: Path, root: Path) -> Path:
    return Path(shutil.copytree(base, root))


State = tuple[dict[str, bytes], str, str, list[str]]


def state(root: Path) -> State:
    """Files, entries with what points at them, index, and what a change leaves in git's folder."""
    every = (path for path in root.rglob("*") if path.is_file())
    files = {path.relative_to(root).as_posix(): path for path in every}
    own = {name: path for name, path in files.items() if not name.startswith(".git/")}
    left = (".lock", ".tmp", JOURNAL, "isoqms-chi-muc", "isoqms-nguoi-giu.json")
    return (
        {name: path.read_bytes() for name, path in sorted(own.items())},
        # Without the ids: the moment of an entry is in them.
        git(root, "log", "--all", "--format=%D %T %an %s"),
        git(root, "ls-files", "--stage"),
        sorted(name for name in files if name.endswith(left)),
    )


def marking(file: Path, mark: Path, then: str = "") -> None:
    """A program for Windows that tells of its being run, with what it was asked; then does more."""
    stub = Path(sysconfig.get_path("purelib"), "pip", "_vendor", "distlib", "t64.exe")
    script = f"import sys\nwith open({there(mark)!r}, 'a', encoding='utf-8') as told:\n"
    script += f"    told.write(repr(sys.argv) + '\\n')\n{then}"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__main__.py", script)
    python = there(Path(FOLDER, "py", "python.exe"))
    file.write_bytes(stub.read_bytes() + f"#!{python}\r\n".encode() + packed.getvalue())


# A1: below the top of a work tree.


def test_a_repository_below_the_top_of_a_work_tree_is_read_and_written(
    root: Path, windows: Windows
) -> None:
    shutil.rmtree(root / ".git")
    git(root.parent, "init", "-q", "-b", "main")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-qm", "Tạo")
    for words in (("history", "CSCL"), ("verify",), WRITING, ("undo", "--last", "--yes", *DAY)):
        ended = windows.run(*words, here=root)
        assert ended.code in (0, 4), ended
    (root / "chinh-sach.md").write_text(FILES["chinh-sach.md"] + "Thêm.\n", encoding="utf-8")
    git(root.parent, "commit", "-qam", "Sửa")
    assert "QMS402" in windows.run("validate", here=root).said


# A2: no program of the folder that one stands in.


def test_no_program_of_the_current_folder_is_started(
    root: Path, windows: Windows, tmp_path: Path
) -> None:
    mark, settings = tmp_path / "da-chay", tmp_path / "git.cau-hinh"
    for name in ("git.exe", "ssh-keygen.exe", "gpg.exe", "ssh.exe", "sh.exe"):
        marking(root / name, mark)
    (root / "git.cmd").write_text(f"echo x > {there(mark)}\n", encoding="utf-8")
    settings.write_text("[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = C:/khoa\n", encoding="utf-8")
    with (root / ".git/config").open("a", encoding="utf-8") as config:
        config.write('[gpg]\n\tprogram = ./gpg.exe\n[gpg "ssh"]\n\tprogram = ./ssh-keygen.exe\n')
    inside = there(root)
    search = f".;{inside};{inside}\\.;{there(Path(FOLDER, 'git'))}"
    also = {"GIT_CONFIG_GLOBAL": there(settings), "PATH": search}
    # Without a signer of its own the machine cannot sign, and says so.
    for words, code in ((("history", "CSCL"), 0), (ISSUE, 2), (NEW, 0)):
        ended = windows.run(*words, here=root, also=also)
        assert ended.code == code, ended
        assert ("ssh-keygen" in ended.said) == (words == ISSUE), ended
    assert not mark.exists()
    # The trap is one: whoever asks for it by its name alone is caught.
    windows.each_started(["git", "version"], here=root)
    assert "git" in mark.read_text(encoding="utf-8")


# A3: what is typed.


def test_what_is_typed_is_taken_as_typed(root: Path) -> None:
    words = ("new", "procedure", "--title", "~50 hồ sơ %TEMP% *", "--no-input")
    assert started("isoqms", *words, here=root).code == 0
    assert git(root, "log", "-1", "--format=%s").endswith("~50 hồ sơ %TEMP% *")


# A4: a reader that hangs up.


@pytest.mark.parametrize(
    ("words", "usual"), [(("validate",), 1), (NEW, 0)], ids=["reads", "writes"]
)
def test_a_reader_that_hangs_up_is_no_fault(words: tuple[str, ...], usual: int, root: Path) -> None:
    script = root.parent / "chay.py"
    script.write_text(HANG_UP, encoding="utf-8")
    code, told, _ = started("python", there(script), *words, here=root)
    assert code == usual, told
    assert "Lỗi" not in told


# A5, A8, A9: what another program holds.


@pytest.mark.parametrize(
    ("file", "share", "said"),
    [
        (".git/index", ALL_BUT_DELETING, "\\.git\\index»"),
        (".git/index", NOTHING_SHARED, "\\.git\\index"),
        (".git/refs/heads/main", ALL_BUT_DELETING, "'refs/heads/main'"),
        (".git/refs/heads/main", NOTHING_SHARED, "«.git/refs/heads/main»"),
        (".git/HEAD", NOTHING_SHARED, "«.git/HEAD»"),
        (".git/config", NOTHING_SHARED, "«.git/config»"),
        (REGISTER, READING_SHARED, "khong-phu-hop.yaml» đang mở trong chương trình khác"),
        (REGISTER, ALL_BUT_DELETING, "khong-phu-hop.yaml» đang mở trong chương trình khác"),
        (REGISTER, NOTHING_SHARED, "khong-phu-hop.yaml» đang có lỗi, chưa ghi thêm được: Không mở"),
        ("isoqms.yaml", NOTHING_SHARED, "đang mở ở chương trình khác"),
    ],
)
def test_a_file_that_another_program_holds_is_named_and_nothing_is_changed(
    file: str, share: int, said: str, root: Path, windows: Windows
) -> None:
    before = state(root)
    with windows.held(root / file, share):
        code, told, _ = windows.run(*WRITING, here=root)
    assert code == 2, told
    assert said in told
    assert "giữ" in told or "mở" in told
    assert "hỏng: không" not in told
    assert state(root) == before


def test_a_scanner_that_looks_into_every_file_is_waited_for(root: Path, windows: Windows) -> None:
    names = (".git/index", ".git/HEAD", ".git/refs/heads/main", REGISTER, "isoqms.yaml")
    with windows.scanned(*(root / name for name in names)):
        for words in (WRITING, ("undo", "--last", "--yes", *DAY)):
            ended = windows.run(*words, here=root)
            assert ended.code == 0, ended
    assert state(root)[3] == []


def test_read_only_files_are_named_and_nothing_is_changed(root: Path, windows: Windows) -> None:
    before = state(root)
    (root / REGISTER).chmod(0o444)
    code, told, _ = windows.run(*WRITING, here=root)
    assert code == 2, told
    assert "bỏ dấu chỉ đọc" in told
    assert state(root) == before


def test_papers_and_workbooks_that_are_open_stay_as_they_are(root: Path, windows: Windows) -> None:
    book, pdf = root / "xuat/sổ.xlsx", root.parent / "đã ký.pdf"
    export = ("export", "khong-phu-hop", "--year", "2025", "-o", there(book))
    assert windows.run(*export, here=root).code == 0
    content = book.read_bytes()
    pdf.write_bytes(b"%PDF-1.4\nx\n")
    record = ("decision", "record", "audit-programme", "--year", "2025", "--signed", "2025-01-05")
    signed = (*record, "--number", "13/CTr-UBND", "--pdf", there(pdf), "--no-input")
    before = state(root)
    with windows.held(book, READING_SHARED), windows.held(pdf):
        for words, name in ((export, "sổ.xlsx"), (signed, "đã ký.pdf")):
            code, told, _ = windows.run(*words, here=root)
            assert code == 2, told
            assert name in told
            assert "óng" in told
        assert windows.run("import", there(book), here=root).code == 0
    assert book.read_bytes() == content
    assert state(root) == before


def test_a_document_that_is_open_is_no_deleted_one(root: Path, windows: Windows) -> None:
    with windows.held(root / IN_FORCE):
        told = windows.run("validate", here=root).said
    assert f"{IN_FORCE}:1:1: error [QMS001] Không mở được tệp." in told
    assert "QMS408" not in told


# A6: settings with Vietnamese letters.


def test_a_key_with_vietnamese_letters_in_its_path_signs(
    root: Path, windows: Windows, tmp_path: Path
) -> None:
    tools, mark, settings = tmp_path / "công cụ", tmp_path / "đã hỏi", tmp_path / "cấu hình"
    tools.mkdir()
    sign = "import pathlib\n"
    sign += "pathlib.Path(sys.argv[-1] + '.sig').write_text('-----BEGIN SSH SIGNATURE-----\\n')\n"
    marking(tools / "ssh-keygen.exe", mark, then=sign)
    key = "C:/Users/Đặng Thư ký/.ssh/id"
    settings.write_text(f"[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = {key}\n", encoding="utf-8")
    also = {
        "GIT_CONFIG_GLOBAL": there(settings),
        "PATH": f"{there(Path(FOLDER, 'git'))};{there(tools)}",
    }
    ended = windows.run(*ISSUE, here=root, also=also)
    assert ended.code == 0, ended
    assert repr(str(Path(key))).strip("'").replace("/", "\\\\") in mark.read_text(encoding="utf-8")
    assert "BEGIN SSH SIGNATURE" in git(root, "cat-file", "tag", "qd/2026/17-QD-UBND")


# A7: names that Windows cannot have.


@pytest.mark.parametrize("code", ["CON", "con.x", "LPT1", "NUL", "aux", "a:b"])
def test_a_code_that_windows_cannot_have_is_refused(
    code: str, root: Path, windows: Windows
) -> None:
    before = state(root)
    ended = windows.run("new", "procedure", code, "--title", "T", "--no-input", here=root)
    assert ended.code == 2, ended
    assert state(root) == before


# A12: git's own words, and paths beyond what the system takes.


def test_a_path_beyond_260_letters_works_or_is_told(
    base: Path, windows: Windows, tmp_path: Path
) -> None:
    root = copied(base, tmp_path.joinpath(*["Hồ sơ quản lý chất lượng"] * 12) / "kho")
    before = state(root)
    code, told, _ = windows.run(*WRITING, "-C", there(root), here="C:\\")
    if code:
        assert code == 2, told
        assert "ài quá mức" in told or "Filename too long" in told
        assert state(root) == before
    else:
        assert "unit: kinh-te" in (root / REGISTER).read_text(encoding="utf-8")


# Killed.


def test_ended_at_any_write_the_change_is_as_before_or_brought_back_or_finished(
    base: Path, windows: Windows, tmp_path: Path
) -> None:
    script = there(TESTS / "windows_killed.py")
    whole = copied(base, tmp_path / "kho")
    before = state(whole)
    (counted,) = windows.each_started(["", script, "-1", *WRITING], here=whole)
    assert counted.code == 0, counted
    after, count = state(whole), int(counted.said.split()[-1])
    # Of the last ones each: they come when the references have moved.
    points = sorted({*range(0, count, 17), count - 9, count - 5, count - 2})
    roots = [copied(base, tmp_path / f"kho {point}") for point in points]
    commands = (
        ["", script, str(point), *WRITING, "-C", there(root)]
        for point, root in zip(points, roots, strict=True)
    )
    for ended in windows.each_started(*commands, here=tmp_path):
        assert ended.code == 9, ended
    seen = set()
    for number, root in enumerate(roots):
        is_told = (root / ".git" / JOURNAL).exists()
        seen.add(is_told)
        if is_told:
            assert "bị ngắt" in windows.run(*WRITING, here=root).said
            words, end = (("undo", "--finish"), after) if number % 2 else (("undo",), before)
            ended = windows.run(*words, here=root)
            assert ended.code == 0, ended
            assert state(root) == end
        else:
            # The lock of the dead is nobody's: the next writer takes it, and writes.
            assert state(root)[:3] in (before[:3], after[:3])
    assert seen == {True, False}


# Several at one time.


def test_of_writers_at_one_time_each_has_its_row_or_is_told_no(
    root: Path, windows: Windows
) -> None:
    row = ("new", "nonconformity", "--year", "2025", "--no-input", *MORE, *DAY)
    lines = [
        ["", "-m", "isoqms", *row, "--set", f"description=Việc số {number}"] for number in range(5)
    ]
    ended = windows.each_started(*lines, here=root)
    text = (root / REGISTER).read_text(encoding="utf-8")
    written = [number for number, each in enumerate(ended) if each.code == 0]
    assert written, ended
    assert [number for number in range(5) if f"Việc số {number}" in text] == written
    assert all(each.code == 2 for number, each in enumerate(ended) if number not in written), ended
    assert git(root, "rev-list", "--count", "HEAD") == str(1 + len(written))
    assert state(root)[3] == []


def test_a_holder_that_is_gone_is_cleared_whoever_has_its_number_now(
    root: Path, windows: Windows
) -> None:
    busy = windows.run(*WRITING, "--dry-run", here=root)
    assert busy.code == 0, busy
    hold = "import os\nfrom pathlib import Path\n"
    hold += "from isoqms.history.writing.lock import writing\n"
    hold += "with writing(Path('.'), doing='isoqms issue', who='Lan'): os.kill(os.getpid(), 9)"
    (gone,) = windows.each_started(["", "-c", hold], here=root)
    holder = root / ".git/isoqms-nguoi-giu.json"
    assert gone.code == 9
    text = holder.read_text(encoding="utf-8")
    assert "Lan" in text
    # Windows gives the numbers of the dead to others soon: here to the one that is served with.
    holder.write_text(re.sub(r'"pid": \d+', f'"pid": {windows.pid()}', text), encoding="utf-8")
    ended = windows.run(*WRITING, here=root)
    assert ended.code == 0, ended
    assert not holder.exists()


# A hostile folder.


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The repository full of traps, to be copied; the copies name the traps of this one."""
    root = tmp_path_factory.mktemp("bẫy") / "kho"
    lay(root)
    means = Means(marking, ".exe", lambda path: there(path).replace("\\", "/"), lambda _: "CON")
    found = make_hostile(root, means)
    for name in ("git", "ssh-keygen", "gpg", "ssh", "sh", "bash", "cmd", "python", "py", "less"):
        marking(root / f"{name}.exe", found.sprung / f"{name} nằm trong kho")
    (root / "git.cmd").write_text(f"echo x > {there(found.sprung)}\\cmd\n", encoding="utf-8")
    return found


def linked(source: str, target: str) -> None:
    """A program has a hundred kilobytes, and nobody writes into one."""
    copy: Callable[[str, str], object] = os.link if source.endswith(".exe") else shutil.copy2
    copy(source, target)


def trapped(found: Hostile, place: Path) -> Path:
    return Path(shutil.copytree(found.root, place, copy_function=linked))


@pytest.mark.parametrize("name", LINES)
def test_no_command_runs_what_the_repository_names_nor_calls_another_pc(
    name: str, hostile: Hostile, windows: Windows, tmp_path: Path
) -> None:
    around = hostile.state_outside()
    root = trapped(hostile, tmp_path / "kho")
    (tmp_path / "chung").mkdir()
    if name == "save":
        (root / REGISTER).write_text(FAULTS + "# tay\n", encoding="utf-8")
    places = {"aside": tmp_path / "mới", "shared": tmp_path / "chung"}
    typed = LINES[name].format_map({each: shlex.quote(there(at)) for each, at in places.items()})
    for words in typed.split(" && "):
        # What holds nothing is there a terminal, at which somebody could be asked.
        agreed = ("--yes",) if words in ("undo", "redo") else ()
        ended = windows.run(*shlex.split(words), *agreed, here=root)
        assert ended.code in ENDS[name], ended
        assert {*ended.seen} <= {there(Path(FOLDER, "git", "git.exe"))}
    assert sprung(hostile) == []
    assert hostile.state_outside() == around


def sprung(found: Hostile) -> list[str]:
    return sorted(path.name for path in found.sprung.iterdir())


def test_a_dry_run_and_a_lost_text_start_nothing_either(
    hostile: Hostile, windows: Windows, tmp_path: Path
) -> None:
    root = trapped(hostile, tmp_path / "kho")
    lose(root, blob_id(FORM.encode()))
    for name in ("revise", "issue", "restore", "sync"):
        line = LINES[name].format(shared=shlex.quote(there(tmp_path)))
        ended = windows.run(*shlex.split(line), "--dry-run", here=root)
        assert ended.code in (0, 1, 2), ended
        assert {*ended.seen} <= {there(Path(FOLDER, "git", "git.exe"))}
    assert sprung(hostile) == []


def test_the_traps_are_real(hostile: Hostile, windows: Windows, tmp_path: Path) -> None:
    root = trapped(hostile, tmp_path / "kho")
    files = ("core.worktree=", "core.attributesFile=", "core.excludesFile=", "diff.orderFile=")
    none = ("core.fsmonitor=", "commit.template=", "user.name=x", "user.email=x")
    given = [each for word in (*files, *none) for each in ("-c", word)]
    git_there = there(Path(FOLDER, "git", "git.exe"))
    windows.each_started([git_there, *given, "add", "ghi-chu.txt"], here=root)
    for attributes in (".gitattributes", ".git/info/attributes"):
        (root / attributes).unlink()
    commit = ("commit", "--allow-empty", "--no-gpg-sign", "-qm", "x")
    windows.each_started([git_there, *given, *commit], here=root)
    windows.each_started(["git", "version"], here=root)
    assert {"pre-commit", "git nằm trong kho", "filter.trap.process"} <= {*sprung(hostile)}


def test_no_link_leads_a_paper_out(root: Path, windows: Windows, tmp_path: Path) -> None:
    (tmp_path / "ngoai").mkdir()
    (root / "xuat").symlink_to(tmp_path / "ngoai", target_is_directory=True)
    assert windows.run("report", "--year", "2025", *DAY, here=root).code == 2
    assert list((tmp_path / "ngoai").iterdir()) == []


STRANGE = (
    *("a.md:x", "C:a.md", "//may-la/chung/a", "CON", "nul.txt", "a.md.", "a.md ", "GIT~1/x"),
    *(".git::$INDEX_ALLOCATION/x", ".GIT/x", "..\\a", "\\\\.\\pipe\\x"),
)


def test_a_journal_or_a_history_from_elsewhere_writes_to_no_strange_place(
    root: Path, windows: Windows
) -> None:
    head, blob = git(root, "rev-parse", "HEAD", "HEAD:ghi-chu.txt").split()
    moves = {"message": "x", "branch": "refs/heads/main", "old": head, "new": head, "refs": []}
    entry, before = f"100644 {blob}", state(root)[0]
    for path in STRANGE:
        file = {"path": path, "old": "", "new": entry, "before": "", "after": blob}
        (root / ".git" / JOURNAL).write_text(json.dumps(moves | {"touched": [file]}), "utf-8")
        ended = windows.run("undo", "--finish", here=root)
        assert ended.code == 2, ended
        assert "chưa làm gì theo nó" in ended.said
    (root / ".git" / JOURNAL).unlink()
    for path in ("a.md:x", "CON", ".git/hooks/x.exe", "../x"):
        plant(root, path)
        ended = windows.run("undo", "--last", "--yes", *DAY, here=root)
        assert ended.code == 2, ended
        assert f"«{path}»: tên này" in ended.said
        git(root, "reset", "-q", "--soft", "HEAD~2")
    assert state(root)[0] == before
    assert not (root / ".git/hooks").exists()


@pytest.mark.parametrize("named", ["//may-la/chung/x.pdf", "C:x.pdf", "CON", "chinh-sach.md:x"])
def test_a_record_that_names_a_file_elsewhere_has_it_looked_for_nowhere(
    named: str, root: Path, windows: Windows
) -> None:
    form = root / IN_FORCE
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace("kind:", f'attachment: "{named}"\nkind:'), encoding="utf-8")
    ended = windows.run("validate", here=root)
    assert ended.code == 1, ended
    assert f"[QMS313] Đường dẫn «{named}» chỉ ra ngoài kho." in ended.said


@pytest.mark.parametrize(
    "words",
    [
        *(("backup", each) for each in ("NUL", "con.zip", "lưu.zip:x", "sao lưu. ")),
        ("backup", "\\\\may-la\\lưu.zip"),
        *(
            ("export", "khong-phu-hop", "--year", "2025", "-o", each)
            for each in ("CON", "a.xlsx:x")
        ),
        *(("demo", each) for each in ("con", "kho:x", "kho. ", "PRN\\kho")),
        *(("sync", each, "--no-input") for each in ("NUL", "CON", "chung.", "\\\\.\\pipe\\x")),
        ("import", "CON"),
    ],
    ids=" ".join,
)
def test_a_name_of_which_windows_makes_something_else_is_refused(
    words: tuple[str, ...], root: Path, windows: Windows
) -> None:
    before = beside_git(root.parent)
    told = f"-C{there(root)}" if words[0] != "demo" and words[0] != "import" else "--quiet"
    ended = windows.run(*words, told, here=root.parent)
    assert ended.code == 2, ended
    assert "«" in ended.said
    assert beside_git(root.parent) == before


def beside_git(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if ".git" not in path.parts)


# Places: drives, shares, Vietnamese letters.


@pytest.fixture
def drives(tmp_path: Path) -> Iterator[Path]:
    """This folder as drive W: and as a share; only Wine can be given them."""
    devices = Path(FOLDER, "prefix", "dosdevices")
    if not devices.is_dir():
        pytest.skip("this Windows is no Wine")
    share = devices / "unc" / "may-chu-thu"
    share.mkdir(parents=True, exist_ok=True)
    made = (devices / "w:", share / "chia sẻ")
    for link in made:
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path)
    yield tmp_path
    for link in made:
        link.unlink()


def test_drives_shares_and_vietnamese_letters_are_places_like_any_other(
    base: Path, windows: Windows, drives: Path
) -> None:
    root = copied(base, drives / "Hồ sơ ISO")
    share = "\\\\may-chu-thu\\chia sẻ"

    def done(*words: str) -> Ended:
        ended = windows.run(*words, here="C:\\")
        assert ended.code == 0, ended
        return ended

    # A drive without a folder is what a person says of a memory stick.
    done("sync", "--set", "W:", "-C", "W:\\Hồ sơ ISO", "--no-input", *DAY)
    done("sync", share, "--new", "W:\\Máy hai", "--no-input", *DAY)
    done(*WRITING, "-C", f"{share}\\Máy hai\\")
    done("sync", "-C", "W:\\Máy hai", "--no-input", *DAY)
    assert "Đã nhận 1 mục" in done("sync", "-C", "w:/Hồ sơ ISO", "--no-input", *DAY).said
    assert "unit: kinh-te" in (root / REGISTER).read_text(encoding="utf-8")
    done("backup", "W:", "-C", f"{share}\\Hồ sơ ISO", *DAY)
    (backup,) = drives.glob("*.zip")
    done("restore", "--from", f"w:\\{backup.name}", f"{share}\\Dựng lại")
    assert git(drives / "Dựng lại", "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")
    assert state(drives / "Dựng lại")[0] == state(root)[0]
    done("status", "-C", "\\\\?\\W:\\Dựng lại", *DAY)
