"""Which documents in force name another one, and where in their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.diagnostics import Place
from isoqms.model.base import split_link
from isoqms.model.document import ControlledDocument
from isoqms.repository.content import Entry, Repository


@dataclass(frozen=True, slots=True)
class Reference:
    """A document in force that names another."""

    entry: Entry[ControlledDocument]
    place: Place
    words: str
    """Where, as a person says it: `bước 3`."""


def references_to(repository: Repository, code: str) -> tuple[Reference, ...]:
    """Every place where a document in force, other than itself, names the document with this code."""
    named = re.compile(rf"(?<![\w\-/&.]){re.escape(code)}(?![\w\-/&]|\.\w)")
    return tuple(
        reference
        for entry in repository.documents
        if entry.record.code != code
        for reference in (*_in_head(entry, code), *_in_body(entry, named))
    )


def _in_head(entry: Entry[ControlledDocument], code: str) -> Iterator[Reference]:
    for route, words, link in _links(entry.record):
        if split_link(link)[0] == code:
            yield Reference(entry, entry.at(*route), words)


def _links(document: ControlledDocument) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, link in enumerate(document.references):
        yield ("references", index), "tài liệu viện dẫn", link
    for index, link in enumerate(document.forms):
        yield ("forms", index), "danh sách biểu mẫu", link
    for number, step in enumerate(document.steps):
        for index, link in enumerate(step.forms):
            yield ("steps", number, "forms", index), f"bước {number + 1}", link
    for number, paper in enumerate(document.dossier):
        if paper.form:
            yield ("dossier", number, "form"), "thành phần hồ sơ", paper.form
    for number, kept in enumerate(document.records):
        if kept.form:
            yield ("records", number, "form"), "hồ sơ cần lưu", kept.form


def _in_body(entry: Entry[ControlledDocument], named: re.Pattern[str]) -> Iterator[Reference]:
    for index, line in enumerate(entry.body.split("\n")):
        found = named.search(line)
        if found:
            yield Reference(entry, entry.in_body(index, found.start() + 1), "phần nội dung")
