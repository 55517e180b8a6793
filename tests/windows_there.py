"""A Python on Windows that carries out what it is told: its start is dear, so it is started once.

Run there with a port of this machine as its word. Each line that comes is one order; each answer is
one line. Files are held as another program holds them: whoever is refused does not ask who holds.
"""

import contextlib
import ctypes
import io
import json
import os
import socket
import subprocess
import sys
import threading
import time
from typing import Any

from isoqms.cli.commands import app

_kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined]
_kernel.CreateFileW.restype = ctypes.c_void_p
_NONE = 2**64 - 1
_scanners: dict[int, threading.Event] = {}
_seen: list[str] = []
"""The programs that were started, and the other PCs that were called."""


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        line = str(arguments[0] or arguments[1])
        _seen.append(line[1:].partition('"')[0] if line[0] == '"' else line.partition(" ")[0])
    elif event.startswith(("os.system", "os.exec", "os.spawn", "os.startfile", "socket.connect")):
        _seen.append(f"{event} {arguments}")


def run(words: list[str], here: str, surroundings: dict[str, str]) -> dict[str, Any]:
    """Type a command of the program in a folder."""
    os.chdir(here)
    before = dict(os.environ)
    os.environ.update(surroundings)
    said = io.StringIO()
    _seen.clear()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = app(words)
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir("C:\\")
    return {"code": code, "said": said.getvalue(), "seen": sorted(set(_seen))}


def hold(file: str, share: int) -> dict[str, Any]:
    """Open a file and let others do with it only what `share` allows."""
    handle = _opened(file, share)
    if handle is None:
        raise OSError(file)
    return {"handle": handle}


def _opened(file: str, share: int) -> int | None:
    handle = _kernel.CreateFileW(file, 0x80000000, share, None, 3, 0x02000080, None)
    return None if handle in (None, _NONE) else handle


def free(handle: int) -> dict[str, Any]:
    """Let others have the file again."""
    _kernel.CloseHandle(ctypes.c_void_p(handle))
    return {}


def scan(files: list[str]) -> dict[str, Any]:
    """Look into these files again and again, as a virus scanner does, until told to stop."""
    end = threading.Event()

    def look() -> None:
        while not end.wait(0.04):
            held = [handle for handle in (_opened(file, 3) for file in files) if handle is not None]
            time.sleep(0.02)
            for handle in held:
                free(handle)

    threading.Thread(target=look, daemon=True).start()
    _scanners[id(end)] = end
    return {"scanner": id(end)}


def rest(scanner: int) -> dict[str, Any]:
    """Look no more."""
    _scanners.pop(scanner).set()
    return {}


def start(commands: list[list[str]], here: str) -> dict[str, Any]:
    """Start programs of this machine, all at one time, and wait for all of them.

    Where the first word is empty it is this Python.
    """
    os.chdir(here)
    each = [
        subprocess.Popen(
            [words[0] or sys.executable, *words[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for words in commands
    ]
    os.chdir("C:\\")
    said = [process.communicate()[0].decode("utf-8", "replace") for process in each]
    return {"ended": [(process.returncode, text) for process, text in zip(each, said, strict=True)]}


def pid() -> dict[str, Any]:
    """The number of this process."""
    return {"pid": os.getpid()}


ORDERS: dict[str, Any] = {each.__name__: each for each in (run, hold, free, scan, rest, start, pid)}


def main() -> None:
    """Serve until the other side hangs up."""
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as line:
        talk = line.makefile("rw", encoding="utf-8", newline="\n")
        sys.addaudithook(_watch)
        for order in talk:
            wanted = json.loads(order)
            answer = ORDERS[wanted.pop("do")](**wanted)
            talk.write(json.dumps(answer) + "\n")
            talk.flush()


if __name__ == "__main__":
    main()
