"""What a killed command leaves: nothing of an agency's records, and nothing that bars the next."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BASE
from made_history import git
from test_canary import groups
from test_sync import laid

from isoqms.cli.commands import app
from isoqms.history.temporary import LOCK, PREFIX, clear_left, temporary
from isoqms.history.writing.recording import create

HOUR = 3600
posix_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed child is made by fork")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of a machine of its own."""
    place = tmp_path / "tam"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def killed(act: Callable[[], object]) -> None:
    """Let `act` go on in a process of its own until it kills itself."""
    child = multiprocessing.get_context("fork").Process(target=act)
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def with_records() -> None:
    with temporary() as folder:
        (folder / "ho-so.yaml").write_text("của cơ quan\n", encoding="utf-8")
        (folder / "ho-so.yaml").chmod(0o444)
        die()


def aged(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


@posix_only
def test_what_a_killed_command_left_in_the_temporary_folder_is_cleared_by_the_next(
    machine: Path,
) -> None:
    killed(with_records)
    (left,) = machine.iterdir()
    assert (left / "ho-so.yaml").exists()
    aged(left, 10)
    with temporary() as folder:
        assert [each.name for each in machine.iterdir()] == [folder.name]
    assert not list(machine.iterdir())


def test_the_folder_of_a_living_command_is_left_alone(machine: Path) -> None:
    with temporary() as first:
        aged(first, HOUR)
        with temporary():
            assert first.exists()
    assert not list(machine.iterdir())


@posix_only
def test_what_only_bears_our_name_is_left_alone(machine: Path, tmp_path: Path) -> None:
    own = tmp_path / "cua-toi"
    own.mkdir()
    for name in (LOCK, "thu.txt"):
        (own / name).write_text("x", encoding="utf-8")
    aged(own, HOUR)
    (machine / f"{PREFIX}lien-ket").symlink_to(own)
    (machine / f"{PREFIX}khong-khoa").mkdir()
    aged(machine / f"{PREFIX}khong-khoa", HOUR)
    with temporary():
        pass
    assert sorted(each.name for each in own.iterdir()) == sorted([LOCK, "thu.txt"])
    assert len(list(machine.iterdir())) == 2


def test_only_what_is_old_is_cleared_beside_a_backup_or_a_new_repository(tmp_path: Path) -> None:
    old, new, half = (tmp_path / f".isoqms-x-{name}" for name in ("cu", "moi", "do"))
    for each in (old, half):
        each.mkdir()
        (each / "ho-so.yaml").write_text("x", encoding="utf-8")
        aged(each, 2 * HOUR)
    new.write_text("x", encoding="utf-8")
    clear_left(tmp_path, ".isoqms-x-", keep=half)
    assert sorted(tmp_path.iterdir()) == sorted([half, new])


# A repository that is made of another: typed again it stands, wherever it was cut short.


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, its backup, and the folder that it shares."""
    top = tmp_path_factory.mktemp("van-phong")
    root = top / "kho"
    for name, content in BASE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")
    create(root)
    laid(root)
    (top / "chung").mkdir()
    day = ("--as-of", "2025-06-30", "-C", str(root))
    assert app(["sync", str(top / "chung"), "--no-input", *day]) == 0
    assert app(["backup", str(top / "sao-luu.zip"), *day]) == 0
    return top


WAYS: dict[str, tuple[str, ...]] = {
    "sync": ("sync", "{top}/chung", "--new", "{new}", "--as-of", "2025-06-30", "--no-input"),
    "restore": ("restore", "--from", "{top}/sao-luu.zip", "{new}", "--no-input"),
}


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "moi"


@posix_only
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("stands", "moved"), [(False, 0), (True, 0), (True, 1), (True, 2)])
def test_a_repository_made_of_another_can_be_made_again_after_a_kill(
    way: str, *, stands: bool, moved: int, office: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [each.format(top=office, new=new) for each in WAYS[way]]
    if stands:
        new.mkdir()

    def cut_short() -> None:
        arrived: list[Path] = []
        rename = Path.rename

        def renamed(source: Path, target: Path) -> Path:
            if new in (target, target.parent):
                if len(arrived) == moved:
                    die()
                arrived.append(target)
            return rename(source, target)

        monkeypatch.setattr(Path, "rename", renamed)
        app(words)

    killed(cut_short)
    assert not (new / ".git").exists()
    assert app(words) == 0
    assert git(new, "rev-parse", "HEAD") == git(office / "kho", "rev-parse", "HEAD")
    assert git(new, "status", "--porcelain") == ""
    assert not [each for each in new.iterdir() if each.name.startswith(".isoqms-dang-tao-")]


def test_the_trial_of_kills_strikes_every_command_that_writes() -> None:
    sys.path.append(str(Path(__file__).parents[1] / "trials"))
    try:
        from struck_commands import NAMES, READS  # noqa: PLC0415 - a program's module
    finally:
        sys.path.pop()
    for name, _ in groups():
        struck = [each for each in NAMES if f"{each} ".startswith(f"{name} ")]
        assert struck or name in READS, name


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None, reason="the shim is compiled on Linux"
)
def test_the_trial_of_kills_runs_and_finds_nothing_at_some_calls_of_init() -> None:
    trial = Path(__file__).parents[1] / "trials" / "kill_everywhere.py"
    chosen = ("--most", "2", "--earnest", "2", "--jobs", "1", "init here")
    done = subprocess.run(
        [sys.executable, str(trial), *chosen], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("init here") == 1
