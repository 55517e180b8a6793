"""A command on Windows that is ended by TerminateProcess right before one of its writes.

`windows_killed.py NUMBER WORD…`: without a write of that number the command runs to its end, and
how many there were is the last line that is said.
"""

import os
import re
import sys
from typing import Any

from isoqms.cli.commands import app
from isoqms.cli.terminal.streams import close, prepare

_FATAL = int(sys.argv[1])
_WRITES = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"})
_ORDERS = re.compile(
    r"\b(update-ref|update-index|commit-tree|write-tree|read-tree|mktag|hash-object|config)\b"
)
_count = 0


def _is_write(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        flags = arguments[2] or 0
        return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    if event == "subprocess.Popen":
        return bool(_ORDERS.search(str(arguments[1])))
    return event in _WRITES


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    global _count  # noqa: PLW0603 - a hook has no other place to count in
    if not _is_write(event, arguments):
        return
    if _count == _FATAL:
        os.kill(os.getpid(), 9)
    _count += 1


prepare()
sys.addaudithook(_watch)
code = app(sys.argv[2:])
print(_count)
close()
sys.exit(code)
