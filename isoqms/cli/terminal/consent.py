"""The one way in which a person at a terminal is asked yes or no: có (c), không (k)."""

from typing import Final

import typer

from isoqms.cli.terminal.say import prompted
from isoqms.wording import fold

_YES: Final = ("c", "co", "y", "yes", "ok")
_NO: Final = ("k", "khong", "n", "no", "0")
_HOW: Final = {True: "Enter hoặc c: có; k: không", False: "c: có; Enter hoặc k: không"}


def agreed(question: str, *, otherwise: bool, err: bool = True) -> bool:
    """Whether the person says yes; `otherwise` is what Enter alone says."""
    while True:
        words = f"{question} {_HOW[otherwise]}"
        text = str(prompted(words, default="", show_default=False, err=err))
        answer = fold(text.strip())
        if answer in _YES:
            return True
        if answer in _NO:
            return False
        if not answer:
            return otherwise


def must_agree(question: str) -> None:
    """Go on only where the person says yes: typer.Abort otherwise."""
    if not agreed(question, otherwise=False):
        raise typer.Abort
