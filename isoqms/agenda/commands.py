"""How the commands that do the tasks are written: complete, to be copied as they stand."""

import re
from typing import Final

_OF_A_YEAR: Final = ("decision", "new", "update", "export", "audit", "review", "report")
"""The commands that take `--year`."""
_PLAIN: Final = re.compile(r"[\w./@:=-]+")


def of_year(command: str, year: int) -> str:
    """A command of the calendar, with its year if it takes one: `isoqms report --year 2026`."""
    words = command.split()
    return f"{command} --year {year}" if words[1] in _OF_A_YEAR else command


def run(*words: str | int, year: int | None = None) -> str:
    """`isoqms update risk tre-han --year 2026`: as it is typed, quoted where it must be."""
    command = " ".join(["isoqms", *(_typed(str(word)) for word in words)])
    return command if year is None else f"{command} --year {year}"


def _typed(word: str) -> str:
    # Windows and others agree on double quotes; words with a quote inside do not occur in codes and
    # keys.
    return word if _PLAIN.fullmatch(word) else f'"{word}"'
