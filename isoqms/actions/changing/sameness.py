"""Tell whether two findings speak of the same thing, however the sentences about it have changed.

A command never refuses the truth about the past: who records late what was done late finds the
same fault in other words, and that is no further fault.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from isoqms.diagnostics import Diagnostic, Route, Severity
from isoqms.repository import Repository
from isoqms.source import reading

_NAMES: Final = ("id", "key", "code", "number")
"""The keys by which a row is called, whatever register it stands in."""

Subject: TypeAlias = tuple[str, PurePosixPath, tuple[object, ...]]
"""Rule, file, and the row or the value in it that is at fault."""


class Subjects:
    """What the findings of a repository speak of; each file is read once, when it is asked for."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._read: dict[PurePosixPath, Any] = {}

    def of(self, found: Diagnostic) -> Subject:
        """The row that a finding stands in, by its name; the file alone where it is in no row."""
        path = found.location.path
        return (found.rule, path, _named(self._data(path), found.route))

    def errors(self, found: Iterable[Diagnostic]) -> Counter[Subject]:
        """How many errors each thing has."""
        return Counter(self.of(each) for each in found if each.severity is Severity.ERROR)

    def _data(self, path: PurePosixPath) -> Any:
        if path not in self._read:
            try:
                content = self._repository.bytes_of(path)
            except OSError:
                content = b""
            self._read[path] = reading.read_bytes(path, content).data
        return self._read[path]


def _named(data: Any, route: Route) -> tuple[object, ...]:
    """A route down to the last row in it, with names instead of places.

    Rows may move, and the fault of a row may go from one of its keys to another.
    """
    told: list[object] = []
    end = 0
    for part in route:
        data = _member(data, part)
        told.append(_name(data, part) if isinstance(part, int) else part)
        if isinstance(part, int):
            end = len(told)
    return tuple(told[:end])


def _member(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None


def _name(member: Any, place: int) -> object:
    """What a member of a list is called: by its key, or by what it says where it is one value."""
    if isinstance(member, Mapping):
        return next((str(member[key]) for key in _NAMES if member.get(key)), place)
    return place if member is None else str(member)
