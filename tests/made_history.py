"""Real histories from a few lines: steps in, a repository with fixed names and dates out."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

VIETNAM = timezone(timedelta(hours=7))
BEGIN = datetime(2024, 1, 1, 8, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Step:
    """One commit.

    What it writes (None removes), when, by whom, and where it stands in the graph.
    """

    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    when: datetime | None = None
    """Without it, each step comes a day after the one before."""
    author: str = "Trần Thị B"
    subject: str = "Cập nhật"
    branch: str = "main"
    start: str | None = None
    """The branch from which a new branch sets out."""
    merge: str | None = None
    """The branch that is merged."""
    tag: str | None = None
    message: str = ""
    """The message of the tag."""


def git(root: Path, *arguments: str) -> str:
    """Plain git, as a user would call it."""
    command = [
        "git",
        "-c",
        "user.name=Tester",
        "-c",
        "user.email=tester@example.vn",
        "-C",
        str(root),
        *arguments,
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def make_history(root: Path, steps: Iterable[Step], *, bare: bool = False) -> tuple[str, ...]:
    """Record the steps in a new repository at `root`, and check out `main`.

    The ids of the commits in order.
    """
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *(["--bare"] if bare else []))
    marks = root / "marks"
    script = b"".join(_script(tuple(steps)))
    command = ["git", "-C", str(root), "fast-import", "--quiet", f"--export-marks={marks}"]
    subprocess.run(command, input=script, check=True, capture_output=True)
    numbered = dict(line.split() for line in marks.read_text().splitlines())
    marks.unlink()
    if not bare:
        git(root, "reset", "-q", "--hard")
    return tuple(numbered[f":{number}"] for number in range(1, len(numbered) + 1))


def _script(steps: tuple[Step, ...]) -> Iterator[bytes]:
    moment = BEGIN
    ends: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        moment = step.when or moment + timedelta(days=1)
        stamp = f"{int(moment.timestamp())} {moment:%z}"
        who = f"{step.author} <nguoi.dung@example.vn> {stamp}"
        yield (
            f"commit refs/heads/{step.branch}\nmark :{number}\nauthor {who}\ncommitter {who}\n"
        ).encode()
        yield _data(step.subject)
        if step.start:
            yield f"from :{ends[step.start]}\n".encode()
        if step.merge:
            yield f"merge :{ends[step.merge]}\n".encode()
        ends[step.branch] = number
        for path, content in step.files.items():
            if content is None:
                yield f"D {path}\n".encode()
            else:
                yield f"M 100644 inline {path}\n".encode() + _data(content)
        if step.tag:
            yield f"tag {step.tag}\nfrom :{number}\ntagger {who}\n".encode() + _data(step.message)


def _data(content: str | bytes) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return b"data %d\n%s\n" % (len(raw), raw)
