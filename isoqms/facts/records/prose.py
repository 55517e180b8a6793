"""Every text with a number that people wrote into a repository, with the place of each sign of it.

Bodies of documents and of reports, and whatever words stand under a key of a file.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from isoqms.diagnostics import Place, Route
from isoqms.model.base import Record
from isoqms.model.checking import inner_type
from isoqms.model.registers import REGISTERS
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry

# A number, or the name of a figure that is one in the report. Nobody asks for other texts, and
# they are most: to hold them all takes as much room as the documents.
_NUMBER: Final = re.compile(r"[\d{]")


class Written(NamedTuple):
    """A text, and where it stands (lời văn)."""

    entry: Entry[Any]
    text: str
    route: Route | None = None
    """The keys that lead to it; None for the body below the head."""

    def place(self, offset: int) -> Place:
        """Where the sign at `offset` stands; of words under a key, where these begin."""
        if self.route is not None:
            return self.entry.at(*self.route)
        line = self.text.count("\n", 0, offset)
        return self.entry.in_body(line, offset - self.text.rfind("\n", 0, offset))


def prose(repository: Repository) -> tuple[Written, ...]:
    """Every text with a number: of documents, decisions, registers, records and reports."""
    return repository.once(_prose)


def _prose(repository: Repository) -> tuple[Written, ...]:
    found: list[Written] = []
    for entry in _entries(repository):
        _gather(entry, entry.record, (), found)
        if _NUMBER.search(entry.body):
            found.append(Written(entry, entry.body))
    return tuple(found)


def _entries(repository: Repository) -> Iterator[Entry[Any]]:
    yield from repository.all_documents()
    yield from repository.every_decision
    holders = (repository, *repository.years.values())
    for kind in REGISTERS:
        for holder in holders:
            entry: Entry[Any] | None = getattr(holder, kind.slot, None)
            if entry is not None:
                yield entry


def _gather(entry: Entry[Any], record: Record, route: Route, found: list[Written]) -> None:
    """Put the texts of a record with the others; a list, for every value of every file is seen."""
    values = vars(record)
    for name in _keys(type(record)):
        value = values[name]
        if not value:
            continue
        if isinstance(value, str):
            if _NUMBER.search(value):
                found.append(Written(entry, value, (*route, name)))
        elif isinstance(value, tuple):
            for index, each in enumerate(value):
                if not isinstance(each, str):
                    _gather(entry, each, (*route, name, index), found)
                elif _NUMBER.search(each):
                    found.append(Written(entry, each, (*route, name, index)))
        else:
            _gather(entry, value, (*route, name), found)


@cache
def _keys(model: type[Record]) -> tuple[str, ...]:
    """The keys of a model under which there are words, or records that may have some."""
    types = {name: inner_type(info.annotation) for name, info in model.model_fields.items()}
    return tuple(
        name
        for name, kind in types.items()
        if isinstance(kind, type) and (kind is str or issubclass(kind, Record))
    )
