"""Run commands in forked children that are counted, stopped, killed, or told that the disk is full.

The program is imported once; each command is a child of its own process group, in a folder that is
always the same.
"""

import ctypes
import fcntl
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from isoqms.cli import main
from isoqms.cli.commands import app

HERE = Path(__file__).parent
PAGE = 4096
OFF, COUNT, KILL, FULL, STAYS_FULL, PAUSE = range(6)
KILLED = -signal.SIGKILL
_HUNG = 600
_ROOM = 1 << 20
_GLANCE = 20


def with_shim() -> None:
    """Start this program again with the shim preloaded, unless it is."""
    if "STRIKE_PAGE" in os.environ:
        return
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        raise SystemExit("This trial needs Linux and a C compiler.")
    work = Path(tempfile.mkdtemp(prefix="isoqms-kill-", dir=memory()))
    shim, page = work / "strike.so", work / "page"
    page.write_bytes(bytes(PAGE))
    source = str(HERE / "strike.c")
    options = ("-shared", "-fPIC", "-O1")
    subprocess.run([compiler, *options, "-o", str(shim), source, "-ldl"], check=True)
    more = {"LD_PRELOAD": str(shim), "STRIKE_PAGE": str(page), "PYTHONHASHSEED": "0"}
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **more})  # noqa: S606


def memory() -> str | None:
    """A folder that no disk is asked for, where the machine has one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def work_folder() -> Path:
    """Where the shim lies, and all that is made."""
    return Path(os.environ["STRIKE_PAGE"]).parent


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    calls: int
    said: str


class Striker:
    """Runs commands in `place`, one at a time."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir(parents=True, exist_ok=True)
        self._shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
        page = place.with_suffix(".page")
        page.write_bytes(bytes(PAGE))
        self._shim.strike_page(os.fsencode(page))
        os.environ["HOME"] = str(place)
        os.environ["TMPDIR"] = str(place / "tmp")
        tempfile.tempdir = None

    def warm(self, words: tuple[str, ...]) -> None:
        """Run the command here once, so that its children need not import what it needs."""
        (self.place / "tmp").mkdir(exist_ok=True)
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            app([*words])
        gc.collect()
        gc.freeze()

    def run(
        self,
        words: tuple[str, ...],
        at: int = 0,
        how: int = OFF,
        stopped: Callable[[], None] | None = None,
    ) -> Ended:
        """What becomes of a command that is struck at this call; `stopped` is asked at each."""
        (self.place / "tmp").mkdir(exist_ok=True)
        out, into = os.pipe()
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, _ROOM)
        self._shim.strike_begin(ctypes.c_long(at), how)
        child = os.fork()
        if not child:
            _become(words, self.place, into)
        os.close(into)
        code = self._watched(child, stopped) if how == PAUSE else os.waitpid(child, 0)[1]
        calls = self._shim.strike_end()
        os.set_blocking(out, False)
        with os.fdopen(out, "rb") as stream:
            said = (stream.read(_ROOM) or b"").decode("utf-8", "replace")
        return Ended(os.waitstatus_to_exitcode(code), calls, said)

    def _watched(self, child: int, stopped: Callable[[], None] | None) -> int:
        while True:
            if self._shim.strike_stopped(_GLANCE):
                if stopped is not None:
                    stopped()
                self._shim.strike_go_on()
                continue
            ended, code = os.waitpid(child, os.WNOHANG)
            if ended:
                return code


def _become(words: tuple[str, ...], place: Path, into: int) -> NoReturn:
    """Be the command from here on."""
    try:
        os.setsid()
        signal.alarm(_HUNG)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (into, 1), (into, 2)):
            os.dup2(source, target)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(open(number, mode, closefd=False), encoding="utf-8")  # noqa: SIM115
            for number, mode in ((0, "rb"), (1, "wb"), (2, "wb"))
        )
        os.chdir(place)
        sys.argv = ["isoqms", *words]
        main()
    finally:
        os._exit(70)
