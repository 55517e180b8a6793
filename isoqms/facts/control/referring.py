"""Which documents in force name another one, and where in their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.diagnostics import Place, Route
from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.links import form_links, reference_links

_PARTS = {
    "references": "tài liệu viện dẫn",
    "forms": "danh sách biểu mẫu",
    "dossier": "thành phần hồ sơ",
    "records": "hồ sơ cần lưu",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A document in force that names another."""

    entry: Entry[ControlledDocument]
    place: Place
    words: str
    """Where, as a person says it: `bước 3`."""


def references_to(repository: Repository, code: str) -> tuple[Reference, ...]:
    """Every place where another document in force names the document with this code."""
    named = re.compile(rf"(?<![\w\-/&.]){re.escape(code)}(?![\w\-/&]|\.\w)")
    others = (entry for entry in repository.documents if entry.record.code != code)
    return tuple(
        reference
        for entry in others
        for reference in (*_in_head(entry, code), *_in_body(entry, named))
    )


def _in_head(entry: Entry[ControlledDocument], code: str) -> Iterator[Reference]:
    for route, link in (*reference_links(entry.record), *form_links(entry.record)):
        if split_link(link)[0] == code:
            yield Reference(entry, entry.at(*route), _words(route))


def _words(route: Route) -> str:
    """The part of the head that a route leads into, as a person says it."""
    part, number = route[0], route[1]
    if part == "steps" and isinstance(number, int):
        return f"bước {number + 1}"
    return _PARTS[str(part)]


def _in_body(entry: Entry[ControlledDocument], named: re.Pattern[str]) -> Iterator[Reference]:
    for index, line in enumerate(entry.body.split("\n")):
        found = named.search(line)
        if found:
            yield Reference(entry, entry.in_body(index, found.start() + 1), "phần nội dung")
