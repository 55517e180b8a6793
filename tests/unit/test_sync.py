"""The PCs of one office, together through a place that they share: nobody loses, nothing runs."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE
from made_history import git

from isoqms.actions.checking.validate import check
from isoqms.actions.control.proof import Result
from isoqms.actions.control.verify import verify
from isoqms.cli.commands import app
from isoqms.history.sharing import limits, tidying
from isoqms.history.sharing.folder import SharedFolder
from isoqms.history.writing import steps
from isoqms.history.writing.journal import interrupted
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.repository import load
from isoqms.source.scalars import read_scalars

WHEN = datetime(2025, 1, 6, 9, tzinfo=timezone(timedelta(hours=7)))
COMPLAINTS = "nam/2025/khieu-nai.yaml"
FILES = {
    COMPLAINTS: "complaints: []\n",
    "nam/2025/khong-phu-hop.yaml": "items: []\n",
    "nam/2025/dao-tao.yaml": "sessions: []\n",
    "nam/2025/rui-ro.yaml": "risks: []\n",
    "HUONG-DAN.md": "# Hướng dẫn\n",
}
posix_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")


def run(*words: str) -> int:
    """The exit code of a command, as a person would type it."""
    code: int = app([*words])
    return code


def laid(root: Path) -> str:
    """Lay the files that are not recorded yet into the history; the id of the entry."""
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    paths = [PurePosixPath(path.as_posix()) for path in found if path.parts[0] != ".git"]
    return record(root, "Tạo kho", author=("UBND xã An Phú", ADDRESS), when=WHEN, paths=paths)


class Office:
    """Some PCs with a copy each, and the folder that they share."""

    def __init__(self, top: Path) -> None:
        self.one, self.two, self.place = top / "kho", top / "may-2", top / "Ổ chung"

    def sync(self, pc: Path, *words: str, place: Path | str | None = None) -> int:
        where = str(place or self.place)
        return run("sync", where, "-C", str(pc), "--as-of", "2025-06-30", "--no-input", *words)

    @property
    def folder(self) -> Path:
        return next(self.place.glob("*.isoqms"))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for each test."""
    top = tmp_path_factory.mktemp("văn phòng")
    root = top / "kho"
    for name, content in {**BASE, **FILES}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    create(root)
    laid(root)
    shutil.copytree(root, top / "may-2")
    (top / "Ổ chung").mkdir()
    assert Office(top).sync(root) == 0
    return top


@pytest.fixture
def office(original: Path, tmp_path: Path) -> Office:
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def complain(pc: Path, subject: str, who: str = "Văn thư", day: str = "2025-06-02") -> None:
    values = (f"received={day}", "source=truc-tiep", f"subject={subject}")
    settings = [word for value in values for word in ("--set", value)]
    words = ("-C", str(pc), "--as-of", day, "--author", who, "--no-input")
    assert run("new", "complaint", *words, *settings) == 0


def subjects(pc: Path) -> dict[str, str]:
    rows = read_scalars((pc / COMPLAINTS).read_text(encoding="utf-8"))["complaints"]
    return {row["id"]: row["subject"] for row in rows}


def files(pc: Path) -> dict[str, bytes]:
    return {
        path.relative_to(pc).as_posix(): path.read_bytes()
        for path in sorted(pc.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(pc).parts
    }


def head(pc: Path) -> str:
    return git(pc, "rev-parse", "HEAD")


def test_two_people_add_to_one_register_and_both_are_there(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    complain(office.one, "Chờ lâu")
    complain(office.two, "Thái độ", "Một cửa")
    assert office.sync(office.one) == 0
    capsys.readouterr()
    assert office.sync(office.two) == 0
    told = capsys.readouterr()
    assert "«pa-01» của máy này đã có người khác dùng, nên dòng đó đổi thành «pa-02»" in told.err
    assert "Đã nhận 1 mục của người khác:\n  02/6/2025   Văn thư: " in told.out
    assert "Đã gửi 1 mục của máy này:\n  02/6/2025   Một cửa: " in told.out
    assert office.sync(office.one) == 0
    assert subjects(office.one) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}
    assert files(office.one) == files(office.two)
    assert head(office.one) == head(office.two)
    # The shared line goes on; what this PC had is joined to it from the side.
    assert git(office.one, "log", "-1", "--format=%s", "HEAD^1").startswith("Ghi khiếu nại")
    assert git(office.one, "log", "-1", "--format=%an", "HEAD^1") == "Văn thư"
    assert git(office.one, "status", "--porcelain") == ""
    assert not any("commit" in told.out or "<<<<" in told.out for _ in "x")


def test_one_cell_changed_twice_is_asked_with_both_values_names_and_days(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    complain(office.one, "Chờ lâu")
    office.sync(office.one)
    office.sync(office.two)
    for pc, who, day in ((office.one, "Văn thư", "03"), (office.two, "Một cửa", "04")):
        words = ("--set", f"result=Đã trả lời {who}", "--author", who, "--no-input")
        where = ("-C", str(pc), "--as-of", f"2025-06-{day}")
        assert run("update", "complaint", "pa-01", *words, *where) == 0
    office.sync(office.one)
    before = files(office.two)
    capsys.readouterr()
    assert office.sync(office.two) == 2
    told = capsys.readouterr().err
    assert "dòng pa-01, mục «Kết quả»" in told
    assert "Máy này (Một cửa, ngày 04/6/2025): Đã trả lời Một cửa" in told
    assert "Nơi dùng chung (Văn thư, ngày 03/6/2025): Đã trả lời Văn thư" in told
    assert "--keep 1=may-nay" in told
    assert files(office.two) == before
    assert office.sync(office.two, "--keep", "2=noi-chung") == 2
    assert office.sync(office.two, "--keep", "1=may-nay") == 0
    assert "result: Đã trả lời Một cửa" in (office.two / COMPLAINTS).read_text(encoding="utf-8")


def test_a_dry_run_says_what_would_come_and_go_and_leaves_no_trace(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    complain(office.one, "Chờ lâu")
    complain(office.two, "Thái độ")
    office.sync(office.one)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert office.sync(office.two, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Sẽ nhận 1 mục" in told
    assert "Sẽ gửi 1 mục" in told
    assert "Chưa làm gì." in told
    now = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert now == before


def test_the_place_is_remembered_for_this_folder_and_status_tells_what_waits(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sync", "-C", str(office.two)) == 2
    assert "isoqms sync --set" in capsys.readouterr().err
    assert office.sync(office.two, "--set") == 0
    complain(office.two, "Chờ lâu")
    capsys.readouterr()
    assert run("status", str(office.two), "--as-of", "2025-07-01") == 0
    line = "Đồng bộ với máy khác: lần cuối ngày 30/6/2025; 1 mục của máy này chưa gửi"
    assert line in capsys.readouterr().out
    assert run("sync", "-C", str(office.two), "--as-of", "2025-07-02") == 0
    run("status", str(office.two), "--as-of", "2025-07-03")
    assert "lần cuối ngày 02/7/2025; đã gửi hết" in capsys.readouterr().out
    assert git(office.two, "status", "--porcelain") == ""
    # A copy that came from elsewhere does not say where this PC sends its records to.
    stolen = Path(shutil.copytree(office.two, office.two.with_name("ban-chep")))
    assert run("sync", "-C", str(stolen)) == 2
    assert "chưa có nơi dùng chung" in capsys.readouterr().err


def test_a_new_pc_gets_its_copy_from_the_place(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(office.one, "tag", "-am", "Mốc", "qd/2025/1")
    complain(office.one, "Chờ lâu")
    office.sync(office.one)
    new, day = tmp_path / "máy mới", ("--as-of", "2025-07-01", "--no-input")
    assert run("sync", str(office.place), "--new", str(new), *day) == 0
    assert files(new) == files(office.one)
    assert git(new, "tag", "--list") == "qd/2025/1"
    complain(new, "Thái độ")
    assert run("sync", "-C", str(new), *day) == 0
    office.sync(office.one)
    assert subjects(office.one) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}
    (tmp_path / "trống").mkdir()
    for place, folder, told in (
        (office.place, new, "không trống"),
        (tmp_path / "trống", tmp_path / "x", "chưa có kho nào"),
    ):
        capsys.readouterr()
        assert run("sync", str(place), "--new", str(folder), *day) == 2
        assert told in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_hand_edits_are_not_sent_and_not_lost(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    (office.two / COMPLAINTS).write_text("complaints: [] # sửa tay\n", encoding="utf-8")
    assert office.sync(office.two) == 2
    assert f"«{COMPLAINTS}»" in capsys.readouterr().err
    assert "sửa tay" in (office.two / COMPLAINTS).read_text(encoding="utf-8")
    git(office.two, "checkout", "-q", ".")
    (office.two / "nháp.docx").write_bytes(b"x")
    assert office.sync(office.two) == 0


def test_what_is_no_place_of_this_agency_is_refused_with_the_reason(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "khac.isoqms"
    git(tmp_path, "init", "-q", "--bare", str(strange))
    other = tmp_path / "kho-khac"
    create(other := Path(shutil.copytree(office.one, other, ignore=lambda *_: [".git"])))
    (other / "HUONG-DAN.md").write_text("# Khác\n", encoding="utf-8")
    laid(other)
    git(other, "push", "-q", str(strange), "main")
    broken = Path(shutil.copytree(office.folder, tmp_path / "hong.isoqms"))
    shutil.rmtree(broken / "objects" / "pack")
    for place, reason in (
        (strange, "không cùng gốc với kho này"),
        (office.two, "là kho để làm việc của một máy"),
        (office.one / "nam", "nằm trong chính kho này"),
        (tmp_path / "chưa cắm", "Không thấy thư mục"),
        ("http://may-chu/kho.git", "không dùng được đường «http://»"),
        ("ext::sh -c touch x", "Không thấy thư mục"),
        (broken, "Không đọc được nơi dùng chung"),
    ):
        capsys.readouterr()
        assert office.sync(office.one, place=place) == 2
        assert reason in capsys.readouterr().err


def hostile(commands: Path, folder: Path, canary: Path) -> None:
    """Hooks and settings that would leave a mark if anything of them ran."""
    commands.mkdir(parents=True, exist_ok=True)
    for name in (
        "update", "pre-receive", "post-receive", "post-update", "reference-transaction",
        "proc-receive", "pre-push", "post-checkout", "post-merge", "post-index-change",
    ):  # fmt: skip
        hook = commands / name
        hook.write_text(f"#!/bin/sh\ntouch '{canary}'\n", encoding="utf-8")
        hook.chmod(0o755)
    for name in (
        "core.fsmonitor", "core.sshCommand", "core.alternateRefsCommand", "core.gitProxy",
        "uploadpack.packObjectsHook", "credential.helper", "core.askPass", "diff.external",
        "filter.x.smudge", "filter.x.clean", "remote.origin.uploadpack", "gpg.program",
    ):  # fmt: skip
        git(folder, "config", name, f"touch '{canary}'; false")
    git(folder, "config", "core.hooksPath", str(commands))


@posix_only
def test_nothing_of_the_place_or_of_the_repository_is_run(office: Office, tmp_path: Path) -> None:
    canary = tmp_path / "da-chay"
    (office.two / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    # Files younger than the index are those that git looks into, with its filters.
    os.utime(office.two / "HUONG-DAN.md", (2**31 - 1, 2**31 - 1))
    git(office.two, "add", ".")
    git(office.two, "commit", "-qm", "x")
    for folder in (office.folder, office.one / ".git", office.two / ".git"):
        hostile(folder / "hooks", folder, canary)
    complain(office.one, "Chờ lâu")
    complain(office.two, "Thái độ")
    for pc in (office.one, office.two, office.one):
        assert office.sync(pc) == 0
    assert len(subjects(office.one)) == 2
    assert not canary.exists()
    # The traps are real ones: plain git falls into them.
    git(office.one, "config", "--unset", "core.hooksPath")
    subprocess.run(["git", "push", "-q", str(office.folder), "main:x"], cwd=office.one, check=False)
    assert canary.exists()


@posix_only
def test_a_server_is_reached_by_the_named_way_and_no_setting_of_the_repository_leads_astray(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary, bin_ = tmp_path / "da-chay", tmp_path / "bin"
    bin_.mkdir()
    server = tmp_path / "may-chu.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(server))
    # An ssh that reaches the machine it stands on.
    ssh = bin_ / "ssh"
    ssh.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', encoding="utf-8")
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    git(office.one, "tag", "-am", "Mốc", "qd/2025/5")
    hostile(office.one / ".git" / "hooks", office.one / ".git", canary)
    git(office.one, "config", "url.ssh://khac/.insteadOf", "ssh://may-chu/")
    url = f"ssh://may-chu{server}"
    complain(office.one, "Chờ lâu")
    assert office.sync(office.one, place=url) == 0
    complain(office.two, "Thái độ")
    assert office.sync(office.two, place=url) == 0
    assert office.sync(office.one, place=url) == 0
    assert subjects(office.one) == subjects(office.two) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}
    assert git(office.two, "tag", "--list") == "qd/2025/5"
    assert head(server) == head(office.one)
    assert not canary.exists()


@posix_only
def test_a_server_by_ssh_that_asks_or_falls_silent_ends_in_a_sentence_that_says_why(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bin_, told = tmp_path / "bin", tmp_path / "ssh-da-nhan"
    bin_.mkdir()
    ssh = bin_ / "ssh"
    said = '"$@" "$SSH_ASKPASS_REQUIRE"'
    lines = (
        "#!/bin/sh",
        f"printf '%s\\n' {said} > {told}",
        "echo 'Host key verification failed.' >&2",
        "exit 255",
    )
    ssh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    for place in ("ssh://git@may-chu/srv/kho.git", "git@may-chu:/srv/kho.git", "git@may-chu:kho"):
        told.unlink(missing_ok=True)
        assert office.sync(office.one, place=place) == 2
        shown = capsys.readouterr().err
        assert "(máy chủ nói: Host key verification failed)" in shown
        assert "dấu khóa của nó" in shown
        words = told.read_text(encoding="utf-8")
        assert "BatchMode=yes" in words
        assert "ConnectTimeout=" in words
        assert words.endswith("\nforce\n")
    # A way that the person has chosen is not replaced, only kept from asking.
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{ssh} -i khoa")
    assert office.sync(office.one, place="git@may-chu:kho") == 2
    words = told.read_text(encoding="utf-8")
    assert "BatchMode" not in words
    assert words.startswith("-i\nkhoa\n")
    assert words.endswith("\nforce\n")


@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_links_at_the_place_are_not_taken_over(
    office: Office, mode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = git(office.two, "rev-parse", "HEAD")
    if mode == "120000":
        content = office.two / ".git" / "dich"
        content.write_text("/etc/passwd", encoding="utf-8")
        target = git(office.two, "hash-object", "-w", str(content))
    git(office.two, "update-index", "--add", "--cacheinfo", f"{mode},{target},nam/2025/x.yaml")
    git(office.two, "commit", "-qm", "x")
    git(office.two, "push", "-q", str(office.folder), "main")
    before = head(office.one)
    assert office.sync(office.one) == 2
    assert "«nam/2025/x.yaml» không phải là một tệp thường" in capsys.readouterr().err
    assert head(office.one) == before


def test_tags_go_both_ways_and_one_name_at_two_entries_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    git(office.one, "tag", "-am", "một", "qd/2025/1")
    git(office.two, "tag", "-am", "hai", "qd/2025/2")
    git(office.one, "tag", "-am", "ba của một", "qd/2025/3")
    git(office.two, "tag", "-am", "ba của hai", "qd/2025/3")
    assert office.sync(office.one) == 0
    assert office.sync(office.two) == 0
    assert "«qd/2025/3» ở máy này và ở nơi dùng chung khác nhau" in capsys.readouterr().err
    office.sync(office.one)
    for pc in (office.one, office.two):
        assert git(pc, "tag", "--list").split() == ["qd/2025/1", "qd/2025/2", "qd/2025/3"]
    assert git(office.one, "tag", "-l", "--format=%(subject)", "qd/2025/3") == "ba của một"


def test_a_state_that_breaks_a_rule_only_when_joined_does_not_come_about(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = office.one / "isoqms.yaml"
    text = settings.read_text(encoding="utf-8")
    unit = "  - {key: kinh-te, name: Phòng Kinh tế}\n"
    settings.write_text(text.replace(unit, ""), encoding="utf-8", newline="\n")
    laid(office.one)
    words = ("--set", "unit=kinh-te", "--set", "received=2025-06-02", "--set", "source=truc-tiep")
    where = ("-C", str(office.two), "--as-of", "2025-06-02", "--no-input")
    assert run("new", "complaint", *where, *words, "--set", "subject=Chờ lâu") == 0
    office.sync(office.one)
    before = (head(office.two), git(office.folder, "rev-parse", "main"))
    capsys.readouterr()
    assert office.sync(office.two) == 2
    told = capsys.readouterr().err
    assert "thì kho có thêm 1 lỗi" in told
    assert "kinh-te" in told
    assert (head(office.two), git(office.folder, "rev-parse", "main")) == before


DECISION = """\
number: {number}
kind: khac
summary: Việc khác
signed: {signed}
authority: Chủ tịch UBND xã An Phú
{issues}"""


@pytest.mark.parametrize(
    "paper",
    [
        ("5-QD-UBND", "5/QĐ-UBND", "", "Một số mà hai quyết định khác nhau"),
        (
            "6-QD-UBND",
            "6/QĐ-UBND",
            "issues: [{code: QT-NB-01, revision: 1}]\n",
            "QT-NB-01 lần 1 được ban hành hai lần",
        ),
    ],
)
def test_decisions_that_collide_are_left_to_the_paper(
    office: Office, paper: tuple[str, str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, number, issues, told = paper
    first = DECISION.format(number="5/QĐ-UBND", signed="2025-03-03", issues=issues)
    second = DECISION.format(number=number, signed="2025-04-04", issues=issues)
    for pc, stem, text in ((office.one, "5-QD-UBND", first), (office.two, name, second)):
        file = pc / "quyet-dinh" / "2025" / f"{stem}.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        laid(pc)
    office.sync(office.one)
    before = head(office.two)
    capsys.readouterr()
    assert office.sync(office.two) == 2
    said = capsys.readouterr().err
    assert told in said
    assert f"isoqms decision void {number}" in said
    assert head(office.two) == before


@pytest.mark.parametrize("way", ["void", "correct"])
def test_a_number_given_twice_and_put_right_on_one_pc_stands_on_both_with_its_marks(
    office: Office, way: str
) -> None:
    for pc, day in ((office.one, "03-03"), (office.two, "04-04")):
        file = pc / "quyet-dinh" / "2025" / "5-QD-UBND.yaml"
        file.parent.mkdir(parents=True)
        text = DECISION.format(number="5/QĐ-UBND", signed=f"2025-{day}", issues="")
        file.write_text(text, encoding="utf-8", newline="\n")
        laid(pc)
        git(pc, "tag", "-am", "Mốc", "qd/2025/5-QD-UBND")
    theirs, ours = (git(pc, "rev-parse", "qd/2025/5-QD-UBND") for pc in (office.one, office.two))
    assert office.sync(office.one) == 0
    assert office.sync(office.two) == 2
    words = ["5/QĐ-UBND", "--reason", "Ghi nhầm", "--as-of", "2025-06-30", "--no-input"]
    if way == "correct":
        words += ["--number", "15/QĐ-UBND"]
    assert run("decision", way, *words, "-C", str(office.two)) == 0
    for pc in (office.two, office.one, office.two):
        assert office.sync(pc) == 0
    assert head(office.one) == head(office.two)
    for pc in (office.one, office.two):
        assert git(pc, "rev-parse", "qd/2025/5-QD-UBND") == theirs
        assert git(pc, "rev-parse", "qd/2025/5-QD-UBND-2") == ours
        found = check(load(pc, date(2025, 6, 30))).diagnostics
        assert not [each for each in found if each.rule == "QMS409"]
        proof = verify(pc, date(2025, 6, 30))
        assert not [step for step in proof.steps if step.result is Result.FAILS]


def killed(call: Callable[[], object]) -> bool:
    """Whether a child that calls this was killed on the way."""
    child = os.fork()
    if not child:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        call()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@posix_only
@pytest.mark.parametrize("step", ["send", "sent", "references", "file"])
def test_killed_anywhere_the_next_exchange_comes_to_the_same_end(
    office: Office, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    complain(office.one, "Chờ lâu")
    office.sync(office.one)
    complain(office.two, "Thái độ")
    send = SharedFolder.send

    def sending(*words: object) -> bool:
        if step == "send":
            os._exit(9)
        done = send(*words)  # type: ignore[arg-type]
        if step == "sent":
            os._exit(9)
        return done

    with monkeypatch.context() as patch:
        patch.setattr(SharedFolder, "send", sending)
        patch.setattr(steps, "reached", lambda name: os._exit(9) if name == step else None)
        assert killed(lambda: office.sync(office.two))
    if interrupted(office.two):
        assert run("undo", "-C", str(office.two)) == 0
    assert subjects(office.two) == {"pa-01": "Thái độ"}
    assert git(office.two, "status", "--porcelain") == ""
    for pc in (office.two, office.one):
        assert office.sync(pc) == 0
    assert subjects(office.one) == subjects(office.two) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}


@posix_only
def test_pcs_that_send_at_one_time_all_get_through(office: Office) -> None:
    pcs = [office.one, office.two]
    pcs.extend(Path(shutil.copytree(office.two, office.two.with_name(f"m{n}"))) for n in (3,))
    for pc in pcs:
        complain(pc, pc.name)
    children = []
    for pc in pcs:
        child = os.fork()
        if not child:
            code = office.sync(pc)
            os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children] == [0] * 3
    for pc in pcs:
        office.sync(pc)
    assert sorted(subjects(office.one).values()) == sorted(pc.name for pc in pcs)
    assert len({head(pc) for pc in pcs}) == 1


@pytest.mark.parametrize("seed", range(2))
def test_whatever_two_people_do_in_the_end_both_have_all_of_it(office: Office, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same each time
    said = set()
    for number in range(8):
        pc = dice.choice((office.one, office.two))
        match dice.randrange(4):
            case 0:
                complain(pc, f"Việc {number}")
                said.add(f"Việc {number}")
            case 1:
                training = ("training", "--set", f"subject=Việc {number}", "--no-input")
                assert run("new", *training, "-C", str(pc), "--as-of", "2025-06-03") == 0
                said.add(f"Việc {number}")
            case 2 if subjects(pc):
                key = dice.choice(sorted(subjects(pc)))
                result = ("--set", f"result=Xong {number}", "--no-input", "-C", str(pc))
                run("update", "complaint", key, *result, "--as-of", "2025-06-04")
            case _:
                assert office.sync(pc, "--keep", dice.choice(("may-nay", "noi-chung"))) == 0
    for pc in (office.one, office.two, office.one):
        assert office.sync(pc, "--keep", "may-nay") == 0
    assert files(office.one) == files(office.two)
    assert head(office.one) == head(office.two)
    whole = b"".join(files(office.one).values()).decode()
    assert all(f"{each}\n" in whole for each in said)


# Taken back


def test_a_row_is_taken_back_after_another_person_wrote_the_same_register(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    complain(office.one, "Chờ lâu", "Văn thư", "2025-06-02")
    assert office.sync(office.one) == 0
    complain(office.two, "Thái độ", "Một cửa", "2025-06-03")
    assert office.sync(office.two) == 0
    assert subjects(office.two) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}
    capsys.readouterr()
    assert run("undo", "-C", str(office.two), "--as-of", "2025-06-30", "--no-input") == 0
    told = capsys.readouterr().out
    assert "Giữ nguyên lần ghi khác của cùng tệp: «Ghi khiếu nại" in told
    assert "(Văn thư, ngày 02/6/2025)" in told
    assert subjects(office.two) == {"pa-01": "Chờ lâu"}
    assert run("redo", "-C", str(office.two), "--as-of", "2025-06-30", "--no-input") == 0
    assert subjects(office.two) == {"pa-01": "Chờ lâu", "pa-02": "Thái độ"}
    assert git(office.two, "status", "--porcelain") == ""


def test_a_row_that_another_person_changed_since_is_not_taken_back(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    complain(office.one, "Chờ lâu", "Văn thư", "2025-06-02")
    assert office.sync(office.one) == 0
    assert office.sync(office.two) == 0
    update = ("update", "complaint", "pa-01", "--set", "subject=Chờ rất lâu", "--no-input")
    assert run(*update, "-C", str(office.one), "--as-of", "2025-06-04") == 0
    other = ("update", "complaint", "pa-01", "--set", "subject=Chờ quá lâu", "--no-input")
    assert run(*other, "-C", str(office.two), "--as-of", "2025-06-05") == 0
    assert office.sync(office.one) == 0
    assert office.sync(office.two, "--keep", "noi-chung") == 0
    before = files(office.two), head(office.two)
    capsys.readouterr()
    assert run("undo", "-C", str(office.two), "--as-of", "2025-06-30", "--no-input") == 2
    assert "đã được ghi tiếp bằng một lần ghi khác" in capsys.readouterr().err
    assert (files(office.two), head(office.two)) == before


# What the others bring.


def marked(pc: Path) -> str:
    """Lay into the history of a PC what no command of ours would: a joining left half done."""
    text = "# Hướng dẫn\n<<<<<<< a\nmột\n=======\nhai\n>>>>>>> b\n"
    (pc / "HUONG-DAN.md").write_text(text, encoding="utf-8", newline="\n")
    return laid(pc)


def test_errors_of_others_come_in_only_where_a_person_says_so(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    marked(office.one)
    assert office.sync(office.one) == 0
    before = (head(office.two), files(office.two), git(office.two, "for-each-ref"))
    capsys.readouterr()
    assert office.sync(office.two) == 2
    told = capsys.readouterr().err
    assert "Nhận phần của người khác thì kho có thêm 1 lỗi" in told
    assert "[QMS014]" in told
    assert "--accept-errors" in told
    assert (head(office.two), files(office.two), git(office.two, "for-each-ref")) == before
    assert office.sync(office.two, "--dry-run") == 0
    assert "Sẽ hỏi có nhận không:\nNhận phần" in capsys.readouterr().out
    assert office.sync(office.two, "--accept-errors") == 0
    assert "Đã nhận cả phần có lỗi của người khác" in capsys.readouterr().err
    assert head(office.two) == head(office.one)
    # Known by now, they are not asked about again.
    assert office.sync(office.two) == 0


def test_errors_of_others_are_asked_about_where_both_lines_went_on(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    marked(office.one)
    office.sync(office.one)
    complain(office.two, "Chờ lâu")
    before = head(office.two)
    assert office.sync(office.two) == 2
    assert "[QMS014]" in capsys.readouterr().err
    assert head(office.two) == before
    assert office.sync(office.two, "--accept-errors") == 0
    assert subjects(office.two) == {"pa-01": "Chờ lâu"}


@pytest.mark.parametrize("spoilt", [None, "name: [\n"])
def test_what_is_no_repository_any_more_is_never_taken(
    office: Office, spoilt: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = office.two / "isoqms.yaml"
    if spoilt is None:
        settings.unlink()
    else:
        settings.write_text(spoilt, encoding="utf-8", newline="\n")
    git(office.two, "commit", "-qam", "x")
    git(office.two, "push", "-q", str(office.folder), "main")
    before = (head(office.one), files(office.one))
    assert office.sync(office.one, "--accept-errors") == 2
    assert "không mở được như một kho tài liệu" in capsys.readouterr().err
    assert (head(office.one), files(office.one)) == before


def test_personal_data_that_others_recorded_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "complaints: [] # gọi 0912 345 678\n"
    (office.one / COMPLAINTS).write_text(text, encoding="utf-8", newline="\n")
    laid(office.one)
    office.sync(office.one)
    capsys.readouterr()
    assert office.sync(office.two) == 0
    assert "[QMS110]" in capsys.readouterr().err


def test_tags_that_do_not_belong_to_the_line_stay_where_they_are(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = tmp_path / "khac"
    git(tmp_path, "init", "-q", str(strange))
    git(strange, "commit", "-q", "--allow-empty", "-m", "x")
    git(strange, "push", "-q", str(office.folder), "HEAD:refs/tags/la")
    git(office.one, "tag", "qd/2025/1")
    for name in ("qd", "QD/2025/1", "con", "moc/2"):
        git(office.folder, "tag", name, "main")
    assert office.sync(office.one) == 0
    told = capsys.readouterr()
    assert "Không nhận dấu mốc «QD/2025/1», «con», «la» và 1 dấu nữa" in told.err
    assert "Dấu mốc ban hành: nhận 1, gửi 0." in told.out
    assert git(office.one, "tag", "--list").split() == ["moc/2", "qd/2025/1"]


def test_more_than_a_disk_or_a_memory_holds_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = head(office.one)
    # Ten folders of which each holds the next thirty times.
    tree = git(office.folder, "rev-parse", "main:nam/2025")
    given = office.two / ".git" / "cay"
    for _ in range(10):
        given.write_text("".join(f"040000 tree {tree}\tt{n}\n" for n in range(30)), "utf-8")
        with given.open("rb") as lines:
            tree = subprocess.check_output(
                ["git", "mktree"], cwd=office.folder, stdin=lines, text=True
            ).strip()
    entry = git(office.folder, "commit-tree", "-m", "x", "-p", "main", tree)
    git(office.folder, "update-ref", "refs/heads/main", entry)
    assert office.sync(office.one) == 2
    assert "Có hơn 20000 tệp ở nơi dùng chung" in capsys.readouterr().err
    git(office.folder, "update-ref", "refs/heads/main", before)
    complain(office.two, "Chờ lâu")
    office.sync(office.two)
    monkeypatch.setattr(limits, "LARGEST", 100)
    assert office.sync(office.one) == 2
    assert "một tệp lớn hơn" in capsys.readouterr().err
    assert head(office.one) == before


def test_a_line_torn_by_a_power_cut_is_no_empty_place(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    torn = office.folder / "refs" / "heads" / "main"
    torn.write_bytes(b"")
    complain(office.one, "Chờ lâu")
    assert office.sync(office.one) == 2
    assert "Không đọc được nơi dùng chung" in capsys.readouterr().err
    assert torn.read_bytes() == b""


def test_a_place_is_cleared_up_by_those_who_use_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "_MANY", 3)
    for number in range(6):
        complain(office.one, f"Việc {number}")
        assert office.sync(office.one) == 0
    assert len([*office.folder.glob("objects/pack/*.pack")]) <= 3
    assert office.sync(office.two) == 0
    assert files(office.two) == files(office.one)
    assert git(office.folder, "fsck", "--full") == ""


def test_the_place_is_remembered_by_its_whole_name(office: Office) -> None:
    assert office.sync(office.one, "--set", place=office.two / ".." / "Ổ chung") == 0
    assert git(office.one, "config", "isoqms.sharedplace") == str(office.place)


def test_a_shared_folder_bears_out_what_stands_here(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    against = ("verify", "-C", str(office.one), "--as-of", "2025-06-30", "--against")
    assert run(*against, str(office.place)) == 0
    words = "Mọi lần ghi, mốc, văn bản đã ban hành ở nơi dùng chung"
    assert words in capsys.readouterr().out
    complain(office.one, "Chờ lâu")
    office.sync(office.one)
    # What was sent is recorded anew, with another day and the same files.
    git(office.one, "commit", "-q", "--amend", "--date=2025-01-07T09:00:00", "-m", "x")
    assert run(*against, str(office.place)) == 4
    told = capsys.readouterr().out
    assert "1 lần ghi ở nơi dùng chung" in told
    assert "không có trong lịch sử của kho này" in told
    assert run(*against, str(office.place.with_name("trống"))) == 2


# Two drafts.


def draft(pc: Path, title: str, who: str, *words: str, kind: str = "internal") -> None:
    where = ("-C", str(pc), "--as-of", "2025-06-02", "--no-input", "--author", who)
    assert run("new", kind, "--title", title, *words, *where) == 0


def drafts(pc: Path) -> dict[str, str]:
    return {
        path.stem: next(
            line.removeprefix("title: ").strip('"')
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("title: ")
        )
        for path in sorted(pc.glob("du-thao/**/*.md"))
    }


def test_two_drafts_that_got_one_code_get_one_each_with_their_forms(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    before = drafts(office.one)
    draft(office.one, "Quản lý con dấu", "Văn thư")
    draft(office.two, "Tiếp nhận đơn thư", "Một cửa")
    code = ({*drafts(office.two)} - {*before}).pop()
    number = int(code[-2:])
    new = f"{code[:-2]}{number + 1:02}"
    draft(office.two, "Sổ nhận đơn", "Một cửa", "--parent", code, kind="form")
    office.sync(office.one)
    capsys.readouterr()
    assert office.sync(office.two) == 0
    told = capsys.readouterr().err
    assert f"«Tiếp nhận đơn thư» của máy này đổi thành {new}" in told
    assert office.sync(office.one) == 0
    form = f"BM-{new.removeprefix('QT-')}-01"
    assert drafts(office.one) == drafts(office.two) == {
        **before, code: "Quản lý con dấu", new: "Tiếp nhận đơn thư", form: "Sổ nhận đơn",
    }  # fmt: skip
    text = (office.one / "du-thao" / "noi-bo" / f"{new}.md").read_text(encoding="utf-8")
    assert f'code: "{new}"' in text
    assert code not in text


def test_one_draft_written_twice_is_asked_about_and_the_other_copy_is_kept(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    before = drafts(office.one)
    for pc, who, words in ((office.one, "Văn thư", "Một"), (office.two, "Một cửa", "Hai")):
        draft(pc, "Đi công tác", who)
        name = ({*drafts(pc)} - {*before}).pop()
        file = pc / "du-thao" / "noi-bo" / f"{name}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Nhận yêu cầu", words), encoding="utf-8", newline="\n")
        laid(pc)
    office.sync(office.one)
    mine = file.read_bytes()
    capsys.readouterr()
    assert office.sync(office.two) == 2
    told = capsys.readouterr().err
    assert "bản của máy này, «Đi công tác»" in told
    assert 'task: "Hai hoặc phát hiện' in told
    assert 'task: "Một hoặc phát hiện' in told
    assert office.sync(office.two, "--keep", "noi-chung") == 0
    copy = f"xuat/truoc-khi-dong-bo/2025-06-30/du-thao/noi-bo/{name}.md"
    assert f"«{copy}»" in capsys.readouterr().err
    assert (office.two / copy).read_bytes() == mine
    assert "Một hoặc phát hiện" in file.read_text(encoding="utf-8")
    # The copy is no edit that waits.
    assert office.sync(office.two) == 0
