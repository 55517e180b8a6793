"""Put a whole history into a new repository at once, through one stream to `git fast-import`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from isoqms.errors import CannotWrite
from isoqms.history import command
from isoqms.history.temporary import clear_away
from isoqms.history.writing.recording import create

_HINT = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa, rồi chạy lại lệnh."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit to be: when, by whom, what was said, and what is written and deleted."""

    when: datetime
    author: str
    email: str
    message: str
    writes: Mapping[str, str] = field(default_factory=dict)
    """Texts by path from the root, with `/`."""
    deletes: tuple[str, ...] = ()


def import_history(root: Path, commits: Iterable[Snapshot]) -> str:
    """The id of the last commit, after `commits` became the branch main of a new repository.

    It stands at `root`, checked out.

    The same commits give the same ids on every machine. GitMissing where git is not installed,
    CannotWrite where it refuses; no history is left behind then.
    """
    is_new = not root.exists()
    root.mkdir(parents=True, exist_ok=True)
    try:
        create(root)
        _stream(root, commits)
        command.ask(root, "reset", "--quiet", "--hard", "refs/heads/main")
        return command.ask(root, "rev-parse", "refs/heads/main").decode().strip()
    except BaseException as error:
        _clear_away(root, is_new=is_new)
        if isinstance(error, command.Failed):
            raise _refused(error.words) from error
        raise


def _clear_away(root: Path, *, is_new: bool) -> None:
    """Leave no history behind, nor an empty folder where there was none."""
    with suppress(OSError):
        clear_away(root / ".git")
    if is_new:
        with suppress(OSError):
            root.rmdir()


def _stream(root: Path, commits: Iterable[Snapshot]) -> None:
    # The objects stay in the one pack that they come in.
    question = (
        "-c",
        "fastimport.unpackLimit=1",
        "fast-import",
        "--quiet",
        "--done",
        "--date-format=raw",
    )
    command.tell(root, chain(chain.from_iterable(map(_lines, commits)), [b"done\n"]), *question)


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


def _refused(said: str) -> CannotWrite:
    reason = said.splitlines()
    return CannotWrite("Không ghi được lịch sử của kho.", reason[-1] if reason else _HINT)
