"""The edge at which words leave the program: no letter of them steers the terminal.

Titles, names, messages come from files that may be somebody else's. Nobody else in `cli` writes to
the screen, asks, or knows typer's own ways to.
"""

import sys
from typing import Any

import typer

from isoqms.formats.neutral import visible

_LAYOUT = "\n\t"


def say(
    words: object = "",
    *,
    fg: str | None = None,
    bold: bool | None = None,
    err: bool = False,
    nl: bool = True,
) -> None:
    """Say it on standard output, or on standard error, maybe in a colour."""
    shown = visible(str(words), keep=_LAYOUT)
    if fg is None and bold is None:
        typer.echo(shown, err=err, nl=nl)
    else:
        typer.secho(shown, fg=fg, bold=bold, err=err, nl=nl)


def written(text: str) -> None:
    """Write a text as it is where a program or a file reads it, and visibly on a terminal."""
    sys.stdout.write(visible(text, keep=_LAYOUT) if sys.stdout.isatty() else text)
    # What is said beside it comes after it, where both go to one place.
    sys.stdout.flush()


def prompted(question: str, **how: Any) -> Any:
    """What a person answers."""
    return typer.prompt(visible(question, keep=_LAYOUT), **how)
