"""Where the records of the years name a paper by its number and day, and the same set right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from isoqms.diagnostics import Route
from isoqms.repository import Repository
from isoqms.source import reading
from isoqms.source.editing import Edit, Put, edited
from isoqms.wording import date_in_letters, date_short


@dataclass(frozen=True, slots=True)
class Named:
    """A paper as the records name it."""

    number: str
    day: date


def renamed(
    repository: Repository,
    old: Named,
    new: Named,
    *,
    years: frozenset[int] | None = None,
    apart: frozenset[PurePosixPath] = frozenset(),
) -> dict[PurePosixPath, bytes]:
    """The files of the years that name a paper, with its number and day as they really are.

    Where a line names the number, a day in it that is the old one is set right too: that of its
    task, of its announcement. Only the records of `years` where some are given. CannotEdit where a
    file cannot be edited.
    """
    found: dict[PurePosixPath, bytes] = {}
    for path in sorted(repository.paths - apart):
        if not _is_of(path, years):
            continue
        content = repository.bytes_of(path)
        # Most files do not name it, and reading them exactly takes its time.
        if old.number.partition("/")[0].encode() in content:
            edits = tuple(_edits(reading.read_bytes(path, content).data, (), old, new))
            if edits:
                found[path] = edited(path, content, *edits)
    return found


def _is_of(path: PurePosixPath, years: frozenset[int] | None) -> bool:
    if path.parts[0] != "nam" or len(path.parts) < 3:
        return False
    return years is None or path.parts[1] in {str(year) for year in years}


def _edits(data: Any, route: Route, old: Named, new: Named) -> Iterator[Edit]:
    if isinstance(data, dict):
        # What a correction keeps is the old value, and stays.
        pairs = [(key, value) for key, value in data.items() if key != "corrections"]
    elif isinstance(data, list):
        pairs = list(enumerate(data))
    else:
        return
    named = any(_names(value, old.number) for _, value in pairs)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from _edits(value, (*route, key), old, new)
        elif _names(value, old.number):
            yield Put((*route, key), retold(str(value), old, new))
        elif named and str(value) == old.day.isoformat() and isinstance(data, dict):
            yield Put((*route, key), new.day)


def _names(value: object, number: str) -> bool:
    return isinstance(value, str) and _pattern(number).search(value) is not None


def _pattern(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.\-]){re.escape(number)}(?![\w\-])")


def retold(words: str, old: Named, new: Named) -> str:
    """Words that name the paper by its old number, with the new one, and the day beside it."""
    words = _pattern(old.number).sub(new.number, words)
    for form in (date_short, date_in_letters, date.isoformat, _plain):
        words = re.sub(rf"(?<!\d){re.escape(form(old.day))}(?!\d)", form(new.day), words)
    return words


def _plain(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
