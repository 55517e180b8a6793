"""Standard output and error, in UTF-8, and deaf to a reader who has seen enough (`| more`, q)."""

import errno
import io
import os
import sys
from typing import Any, Final, TextIO

_HUNG_UP: Final = (errno.EPIPE, errno.EINVAL, errno.ECONNRESET)
"""What is said of a pipe whose other end is closed; Windows says EINVAL."""


class _Pipe(io.FileIO):
    """A pipe or a file to write into; a pipe that nobody reads any more takes everything."""

    def write(self, content: Any, /) -> int:
        """How much was taken."""
        try:
            return super().write(content) or 0
        except OSError as error:
            if error.errno not in _HUNG_UP:
                raise
            # The command goes on to its end and its exit code: it may be in the midst of a change.
            return memoryview(content).nbytes


def prepare() -> None:
    """Make both streams ready, before anything is said."""
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def _prepared(stream: TextIO) -> TextIO:
    if isinstance(stream, io.TextIOWrapper):
        # Windows consoles start in an old code page, where «ệ» cannot be written.
        stream.reconfigure(encoding="utf-8", errors="replace")
    if stream is None or stream.isatty():
        return stream
    try:
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream
    stream.flush()
    raw = io.BufferedWriter(_Pipe(number, "w", closefd=False))
    return io.TextIOWrapper(
        raw, encoding="utf-8", errors="replace", line_buffering=stream is sys.stderr
    )


def close() -> None:
    """Let everything that was said reach its reader, if there is one still."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            if error.errno not in _HUNG_UP:
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
