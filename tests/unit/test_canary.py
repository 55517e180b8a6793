"""No command runs a program of the repository that it works on, nor leaves it, whatever lies there.

`COMMANDS` of the program and the table below are the same list: a new command needs its line.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest
import typer
from conftest import BASE
from hostile import FAULTS, FILES, FORM, Hostile, laid, lose, make_hostile

from isoqms.cli.commands import COMMANDS, app
from isoqms.history.blobs import blob_id

MakeRepository = Callable[[Mapping[str, str | bytes]], Path]

SETTINGS: Final = "isoqms.yaml"
LINES: Final = {
    "init": (
        'init {aside} --kind xa --name "An Phú" --symbol UBND --province "Lâm Đồng" --no-input'
    ),
    "demo": "demo {aside} --quiet",
    "fill": "fill --list",
    "rename": 'rename "UBND xã Phú An" --since 2026-01-05 --yes --no-input --as-of 2026-01-05',
    "status": "status --all",
    "validate": "validate",
    "explain": "explain QMS011",
    "new": "new procedure --title Thử --no-input --as-of 2026-01-05",
    "update": (
        "update nonconformity kph-01 --year 2025 --set unit=kinh-te --no-input --as-of 2026-01-05"
    ),
    "revise": (
        'revise BM-NB-01-01 --reason Sửa --request "Bà Hoa" --content Câu --no-input '
        "--as-of 2026-01-05"
    ),
    "withdraw": "withdraw BM-NB-01-01 --reason Bỏ --no-input --as-of 2026-01-05",
    "issue": (
        'issue --number 17/QĐ-UBND --signed 2026-01-05 --signer "Lê A" --no-input --as-of '
        "2026-01-05"
    ),
    "list": "list",
    "show": "show CSCL",
    "history": "history CSCL",
    "diff": "diff CSCL",
    "decision": "decision audit-programme --year 2025",
    "decision record": (
        "decision record audit-programme --number 13/CTr-UBND --signed 2025-01-05 --year "
        "2025 --no-input"
    ),
    "audit": "audit --year 2025",
    "audit checklist": "audit checklist dot-1 --year 2025",
    "audit note": "audit note dot-1 1 --result phu-hop --year 2025 --evidence Sổ --no-input",
    "audit close": "audit close dot-1 --year 2025 --leave-open --held 2025-10-14",
    "review": "review --year 2025",
    "review prepare": "review prepare --year 2025 --refresh f --held 2025-12-30 --no-input",
    "review input": "review input --point a --text Rồi --year 2025 --no-input",
    "review output": (
        "review output --point a --text Soạn --year 2025 --role thu-ky-iso --due "
        "2026-03-01 --no-input"
    ),
    "review done": "review done 1 --year 2025 --on 2026-01-05 --result Xong --no-input",
    "review confirm": 'review confirm --year 2025 --day 2025-12-31 --document "TB 15" --no-input',
    "score": "score --year 2025 --begin",
    "report": "report --year 2025",
    "announce": "announce --check",
    "export": "export khong-phu-hop --year 2025",
    "import": "import so.xlsx",
    "undo": "undo",
    "redo": "undo && redo",
    "save": "save --no-input --author Lan",
    "decision correct": 'decision correct 5/QĐ-UBND --number 16/QĐ-UBND --reason "Gõ nhầm" '
    "--no-input",
    "decision void": "decision void 5/QĐ-UBND --reason Nhầm --no-input",
    "decision reprint": "decision reprint 5/QĐ-UBND",
    "sync": "sync {shared} --no-input",
    "restore": "restore BM-NB-01-01 --no-input --yes",
    "backup": "backup {aside}.zip",
    "verify": "verify",
    "ci": "ci github",
}
ENDS: Final = dict.fromkeys(LINES, (0,)) | {
    "validate": (1,),
    "announce": (1,),
    # An entry of before lacks its text: such a history cannot be kept whole.
    "backup": (2,),
    # The same; to look at what it would do needs no such text.
    "sync": (0, 2),
    # It says that an object stands for another.
    "verify": (1,),
}
"""How each ends: it does its work, in spite of all."""
MADE_BEFORE: Final = (
    "export khong-phu-hop --year 2025 -o {root}/so.xlsx",
    "audit checklist dot-1 --year 2025 --as-of 2025-10-01",
    (
        'review prepare --year 2025 --held 2025-12-30 --chair "Chủ tịch" --secretary "Thư ký" '
        '--where "Phòng họp" --no-input'
    ),
    (
        "review output --point a --text Làm --year 2025 --role thu-ky-iso --due 2026-03-01 "
        "--no-input"
    ),
)
"""What the agency did before, so that the commands have something to work on."""


def groups() -> Iterator[tuple[str, Any]]:
    """Every command and each command below one, by the words that name it."""
    table: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command = table.get_command(None, name)
        yield name, command
        for below, inner in getattr(command, "commands", {}).items():
            if below != name:
                yield f"{name} {below}", inner


def test_each_command_has_its_line() -> None:
    assert {name for name, _ in groups()} == set(LINES) == set(ENDS)


class TooLong(BaseException):
    """A command waited for what never comes."""


@contextmanager
def seconds(count: int) -> Iterator[None]:
    """End what hangs, in a pipe or a program that was started."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(count)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


watched: dict[str, Any] = {}
"""What the program does while a test looks: opened paths and started programs."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not watched:
        return
    if event == "open" and isinstance(arguments[0], str | bytes):
        name = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
        if name.startswith(str(watched["outside"])):
            watched["left"].append(name)
    elif event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"):
        watched["started"].append(str(arguments[0]))
    elif event in ("socket.connect", "socket.getaddrinfo"):
        watched["left"].append(str(arguments))


sys.addaudithook(_watch)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small repository with its first entry, to be copied."""
    settings = BASE[SETTINGS] + "packs: {scoring: dak-nong-2020}\n"
    root = tmp_path_factory.mktemp("goc") / "kho"
    for name, content in {**BASE, **FILES, SETTINGS: settings}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    laid(root)
    for line in MADE_BEFORE:
        words = shlex.split(line.replace("{root}", shlex.quote(str(root))))
        assert app([*words, "-C", str(root)]) == 0
    return root


@pytest.fixture
def hostile(base: Path, tmp_path: Path) -> Hostile:
    shutil.copytree(base, tmp_path / "kho")
    return make_hostile(tmp_path / "kho")


def carried_out(found: Hostile, words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a command typed in the repository, which must not reach for the outside."""
    aside = found.root.parent / "moi"
    shared = found.root.parent / "chung"
    shared.mkdir(exist_ok=True)
    words = words.replace("{shared}", shlex.quote(str(shared)))
    every = shlex.split(words.replace("{aside}", shlex.quote(str(aside))))
    before = found.state_outside()
    monkeypatch.chdir(found.root)
    watched.update(outside=found.outside, left=[], started=[])
    try:
        with seconds(20):
            codes = [app([*line]) for ends, line in groupby(every, "&&".__eq__) if not ends]
    finally:
        seen = dict(watched)
        watched.clear()
    assert not list(found.sprung.iterdir())
    assert found.state_outside() == before
    assert seen["left"] == []
    programs = set(seen["started"])
    assert programs <= {shutil.which("git"), shutil.which("ssh-keygen")}
    code: int = max(codes)
    return code


@pytest.mark.parametrize("name", LINES)
def test_no_command_runs_what_the_repository_names(
    name: str, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "save":
        (hostile.root / "nam/2025/khong-phu-hop.yaml").write_text(FAULTS + "# tay\n", "utf-8")
    command = dict(groups())[name]
    if any("--dry-run" in param.opts for param in command.params):
        assert carried_out(hostile, f"{LINES[name]} --dry-run", monkeypatch) in ENDS[name]
    assert carried_out(hostile, LINES[name], monkeypatch) in ENDS[name]
    # Now a text is lacking that the command may need: it says so, and asks nobody for it.
    lose(hostile.root, blob_id(FORM.encode()))
    assert carried_out(hostile, LINES[name], monkeypatch) in (0, 1, 2)


def test_the_traps_are_real(hostile: Hostile) -> None:
    none = ("core.excludesFile=", "core.attributesFile=", "diff.orderFile=")
    people = ("user.name=x", "user.email=x")
    given = (f"core.worktree={hostile.root}", *none, *people)
    settings = [word for each in given for word in ("-c", each)]
    for words in (
        ("status",),
        ("trap",),
        ("commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", "x"),
        ("add", "ghi-chu.txt"),
        ("tag", "-s", "x", "-m", "x"),
    ):
        subprocess.run(
            ["git", *settings, *words],
            cwd=hostile.root,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
        )
    sprung = {path.name for path in hostile.sprung.iterdir()}
    assert sprung >= {
        "core.fsmonitor",
        "alias.trap",
        "reference-transaction",
        "filter.trap.process",
    }


STATIONS: Final = (
    *("HEAD", "index", "packed-refs", "commondir", "config", "config.worktree", "shallow"),
    *("refs/heads/main", "refs/heads/khac", "refs/tags/x", "logs/HEAD", "MERGE_HEAD"),
    *("info/attributes", "info/exclude", "info/sparse-checkout", "objects/info/alternates"),
    *("isoqms-dang-ghi.json", "isoqms-nguoi-giu.json", "isoqms-khoa", "isoqms-chi-muc"),
    *("index.lock", "objects/pack/x.idx", ""),
)


@pytest.mark.parametrize("name", STATIONS)
def test_a_pipe_in_the_git_folder_keeps_no_command_waiting(
    name: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(base, tmp_path / "kho")
    place = tmp_path / "kho" / ".git" / name if name else tmp_path / "kho" / ".git"
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(place)
    (tmp_path / "ben-ngoai").mkdir()
    (tmp_path / "da-sap").mkdir()
    found = Hostile(tmp_path / "kho", tmp_path / "ben-ngoai", tmp_path / "da-sap")
    for words in ("status", "validate", "verify", LINES["new"], "undo"):
        assert carried_out(found, words, monkeypatch) in (0, 1, 2)
