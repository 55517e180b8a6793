"""Put a whole history into a new repository at once, through one stream to `git fast-import`."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from isoqms.errors import CannotWrite
from isoqms.history.recording import create

# No hook runs, nothing is tidied behind our back, and the objects stay in the one pack that they came in.
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.autocrlf=false",
    "core.fsmonitor=false",
    "core.longpaths=true",
    "gc.auto=0",
    "fastimport.unpackLimit=1",
)

_HINT = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa, rồi chạy lại lệnh."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit to be: when, by whom, what was said, and the files that are written and deleted."""

    when: datetime
    author: str
    email: str
    message: str
    writes: Mapping[str, str] = field(default_factory=dict)
    """Texts by path from the root, with `/`."""
    deletes: tuple[str, ...] = ()


def import_history(root: Path, commits: Iterable[Snapshot]) -> str:
    """The id of the last commit, after `commits` became branch main of a new repository at `root`, checked out.

    The same commits give the same ids on every machine. GitMissing where git is not installed, CannotWrite where it
    refuses; no history is left behind then.
    """
    root.mkdir(parents=True, exist_ok=True)
    try:
        create(root)
        _stream(root, commits)
        _git(root, "reset", "--quiet", "--hard", "refs/heads/main")
        return _git(root, "rev-parse", "refs/heads/main").strip()
    except BaseException:
        shutil.rmtree(root / ".git", ignore_errors=True)
        raise


def _environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return clean | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def _command(root: Path, *arguments: str) -> list[str]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    return ["git", "-C", str(root), *settings, *arguments]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(_command(root, *arguments), env=_environment(), capture_output=True, check=True)
    except subprocess.CalledProcessError as error:
        raise _refused(error.stderr) from error
    return done.stdout.decode()


def _stream(root: Path, commits: Iterable[Snapshot]) -> None:
    command = _command(root, "fast-import", "--quiet", "--done", "--date-format=raw")
    with subprocess.Popen(
        command, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as running:
        talk, answers = running.stdin, running.stderr
        if talk is None or answers is None:  # pragma: no cover - both are pipes, see above
            raise _refused(b"")
        try:
            for snapshot in commits:
                talk.writelines(_lines(snapshot))
            talk.write(b"done\n")
            talk.close()
        except BrokenPipeError:
            pass  # git has stopped; its own words follow
        said = answers.read()
    if running.returncode:
        raise _refused(said)


def _lines(snapshot: Snapshot) -> Iterator[bytes]:
    who = f"{_plain(snapshot.author)} <{_plain(snapshot.email)}> {_moment(snapshot.when)}"
    yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    yield _data(snapshot.message.rstrip() + "\n")
    for path in sorted(snapshot.deletes):
        yield f"D {_path(path)}\n".encode()
    for path, text in sorted(snapshot.writes.items()):
        yield f"M 100644 inline {_path(path)}\n".encode()
        yield _data(text)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%b\n" % (len(content), content)


def _moment(when: datetime) -> str:
    """`1751331600 +0700`; a time without a zone would differ from machine to machine."""
    if when.tzinfo is None:
        raise ValueError("a commit needs a time with its zone")
    return f"{int(when.timestamp())} {when:%z}"


def _plain(name: str) -> str:
    return " ".join(name.translate({ord("<"): None, ord(">"): None}).split())


def _path(path: str) -> str:
    parts = path.split("/")
    if "\n" in path or '"' in path or not all(parts) or {".", "..", ".git"} & set(parts):
        raise ValueError(f"not a path inside a repository: {path!r}")
    return path


def _refused(said: bytes) -> CannotWrite:
    reason = said.decode(errors="replace").strip().splitlines()
    return CannotWrite("Không ghi được lịch sử của kho.", reason[-1] if reason else _HINT)
