"""Where the result of a command goes: to standard output, or whole into a file."""

import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path

from isoqms.actions.changing.files import write_whole
from isoqms.actions.changing.hand_edits_told import waiting_told
from isoqms.cli.terminal.say import say, written


def deliver(text: str, output: Path | None, *, exact: bool = False) -> None:
    """Write a text to standard output, or to the file `output`.

    `exact` keeps its own line ends everywhere.
    """
    if output is None:
        if exact and isinstance(sys.stdout, TextIOWrapper):
            # Windows would write a second carriage return before each line feed.
            sys.stdout.reconfigure(newline="")
        written(text)
    else:
        save(text.encode(), output)


def save(content: bytes, path: Path) -> None:
    """Write a file whole or not at all, and say where it is.

    CannotWrite where that is not possible.
    """
    write_whole(content, path)
    say(f"Đã ghi {near(path)}")


def near(path: Path) -> Path:
    """A path as the person sees it from where he stands: without the way to the current folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def tell_notes(notes: Iterable[str]) -> None:
    """What the reader should know besides the result, on standard error."""
    for note in notes:
        say(f"Lưu ý: {note}", fg="yellow", err=True)


def tell_waiting(root: Path) -> None:
    """Lines on standard error where files were changed by hand that no entry holds yet."""
    for line in waiting_told(root):
        say(line, err=True)
