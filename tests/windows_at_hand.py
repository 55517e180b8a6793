"""The small Windows of ISOQMS_WINDOWS: commands typed there, files held there by another program.

The folder has two programs, `isoqms` and `python`, that run on Windows; its drive Z: is this
machine's disk. See `windows_there.py` for the other side.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

FOLDER: Final = os.environ.get("ISOQMS_WINDOWS", "")
NOTHING_SHARED: Final = 0
READING_SHARED: Final = 1
ALL_BUT_DELETING: Final = 3
"""What a scanner, a preview, an editor allows others meanwhile."""
_LONGEST: Final = 600


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    said: str
    seen: tuple[str, ...] = ()
    """The programs that it started, and the other PCs that it called."""


def there(path: Path) -> str:
    """A path as Windows writes it."""
    return "Z:" + str(path).replace("/", "\\")


def started(program: str, *words: str, here: Path) -> Ended:
    """A program of the folder, started anew."""
    done = subprocess.run(
        [str(Path(FOLDER, program)), *words],
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=_LONGEST,
    )
    return Ended(done.returncode, done.stdout)


class Windows:
    """A Python that runs there, told over a line."""

    def __init__(self, talk: IO[str]) -> None:
        self._talk = talk

    def run(self, *words: str, here: Path | str, also: Mapping[str, str] | None = None) -> Ended:
        """A command of the program, typed in a folder."""
        answer = self._told("run", words=words, here=_in(here), surroundings=dict(also or {}))
        return Ended(answer["code"], answer["said"], tuple(answer["seen"]))

    def each_started(self, *commands: Sequence[str], here: Path) -> list[Ended]:
        """Programs started there, all at one time; Python where the first word is empty."""
        answer = self._told("start", commands=commands, here=there(here))
        return [Ended(*each) for each in answer["ended"]]

    def pid(self) -> int:
        """The number of its process."""
        return int(self._told("pid")["pid"])

    @contextmanager
    def held(self, file: Path, share: int = NOTHING_SHARED) -> Iterator[None]:
        """Another program has the file open."""
        answer = self._told("hold", file=there(file), share=share)
        try:
            yield
        finally:
            self._told("free", handle=answer["handle"])

    @contextmanager
    def scanned(self, *files: Path) -> Iterator[None]:
        """Another program looks into the files again and again."""
        answer = self._told("scan", files=[there(file) for file in files])
        try:
            yield
        finally:
            self._told("rest", scanner=answer["scanner"])

    def _told(self, order: str, **words: Any) -> dict[str, Any]:
        self._talk.write(json.dumps({"do": order, **words}) + "\n")
        self._talk.flush()
        answer: dict[str, Any] = json.loads(self._talk.readline())
        return answer


def _in(folder: Path | str) -> str:
    return there(folder) if isinstance(folder, Path) else folder


@contextmanager
def windows_at_hand() -> Iterator[Windows]:
    """The Python, started; it ends when the line is closed."""
    script = Path(__file__).with_name("windows_there.py")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(_LONGEST)
        words = [str(Path(FOLDER, "python")), there(script), str(listening.getsockname()[1])]
        process = subprocess.Popen(words, env=os.environ | {"T": "3000"})
        try:
            line, _ = listening.accept()
            with line, line.makefile("rw", encoding="utf-8", newline="\n") as talk:
                line.settimeout(_LONGEST)
                yield Windows(talk)
        finally:
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
