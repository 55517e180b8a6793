"""What each master list holds on a day, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from isoqms.facts.services.service_codes import short
from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument, DocumentKind, RetainedRecord
from isoqms.plain_files import read
from isoqms.repository.content import Repository
from isoqms.repository.control import (
    Control,
    Issue,
    coming,
    in_force,
    obsolete,
    read_document,
    texts_of,
)
from isoqms.repository.entry import Entry
from isoqms.repository.register import Head, Register
from isoqms.source.heads import read_head

if TYPE_CHECKING:
    # For most lists this model is not needed, and models take long to import.
    from isoqms.model.services import AdministrativeProcedure


class Listed(NamedTuple):
    """A document of a list: its issue, with what only its text or its file says."""

    issue: Issue
    title: str | None
    kind: str | None
    holder: str | None = None
    """Who keeps it (đơn vị giữ), as the key of a role."""


def named(register: Register, issues: Iterable[Issue]) -> tuple[Listed, ...]:
    """The issues with title and kind.

    Where the history does not say, the file that stands there with that number.
    """
    return tuple(_named(register.heads, one) for one in issues)


def _named(heads: Mapping[tuple[str, int], Head], issue: Issue) -> Listed:
    head = heads.get((issue.code, issue.revision or 0))
    return Listed(
        issue,
        issue.title or (head.title if head else None),
        issue.kind or (head.kind if head else None),
    )


def held(register: Register, control: Control, documents: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """The same with who keeps each of them, by its text. Raises IncompleteHistory."""
    texts = texts_of(control, (one.issue for one in documents))
    return tuple(_held(register, texts, one) for one in documents)


def _held(register: Register, texts: Mapping[tuple[str, int], bytes], listed: Listed) -> Listed:
    issue = listed.issue
    key = (issue.code, issue.revision or 0)
    if issue.text and key in texts:
        head = read_head(issue.text.path, texts[key], ("code", "owner"))
    elif key in register.heads:
        path = register.heads[key].path
        head = read_head(path, read(register.root / path, inside=register.root), ("code", "owner"))
    else:
        return listed
    return Listed(issue, listed.title, listed.kind, head.get("owner"))


def documents_in_force(register: Register, control: Control, day: date) -> tuple[Listed, ...]:
    """What is in force on that day, by code."""
    return named(register, in_force(control, day))


def documents_obsolete(register: Register, control: Control, day: date) -> tuple[Listed, ...]:
    """Every revision that is no longer in force on that day, by code."""
    return named(register, obsolete(control, day))


def documents_coming(register: Register, control: Control, day: date) -> tuple[Listed, ...]:
    """What is signed and takes effect later, by code."""
    return named(register, coming(control, day))


def without_decision(register: Register, control: Control, day: date) -> tuple[Head, ...]:
    """What stands in `tai-lieu/` by that day with a revision that no decision issued."""
    issues = (one for each in control.issues.values() for one in each)
    issued = {(one.code, one.revision) for one in issues if one.decision}
    others = (one for one in register.standing if (one.code, one.revision) not in issued)
    return tuple(one for one in others if _stood(control, one.code, one.revision, day))


def _stood(control: Control, code: str, revision: int, day: date) -> bool:
    arrival = control.recorded.arrival(code, revision)
    return arrival is None or arrival.since.when.date() <= day


class Contents(NamedTuple):
    """The documents in force on a day with all they say, and those without a readable text."""

    documents: tuple[tuple[Listed, ControlledDocument], ...]
    unread: tuple[Issue, ...]


def contents(register: Register, control: Control, day: date) -> Contents:
    """Every document in force on that day, read. Raises IncompleteHistory."""
    listed = documents_in_force(register, control, day)
    texts = texts_of(control, (one.issue for one in listed))
    read = [(one, _document(register, texts, one.issue)) for one in listed]
    return Contents(
        tuple((one, entry.record) for one, entry in read if entry),
        tuple(one.issue for one, entry in read if entry is None),
    )


def _document(
    register: Register, texts: Mapping[tuple[str, int], bytes], issue: Issue
) -> Entry[ControlledDocument] | None:
    key = (issue.code, issue.revision or 0)
    if issue.text and key in texts:
        return read_document(issue.text.path, texts[key])
    head = register.heads.get(key)
    return (
        read_document(head.path, read(register.root / head.path, inside=register.root))
        if head
        else None
    )


class ListedRecord(NamedTuple):
    """A record to be kept, and the document that says so (hồ sơ)."""

    record: RetainedRecord
    document: str
    """The code of the document."""

    @property
    def form(self) -> str | None:
        """The code of the form on which it is kept."""
        return split_link(self.record.form)[0] if self.record.form else None


def records(found: Contents) -> tuple[ListedRecord, ...]:
    """The records that the documents in force tell to keep, document by document."""
    return tuple(
        ListedRecord(kept, listed.issue.code)
        for listed, document in found.documents
        for kept in document.records
    )


class ListedForm(NamedTuple):
    """A form in force, and the documents in force that use it."""

    form: Listed
    used_by: tuple[str, ...]


def forms(found: Contents) -> tuple[ListedForm, ...]:
    """The forms in force, by code."""
    users: dict[str, list[str]] = {}
    for listed, document in found.documents:
        for code in dict.fromkeys(_forms_of(document)):
            users.setdefault(code, []).append(listed.issue.code)
    return tuple(
        ListedForm(listed, tuple(users.get(listed.issue.code, ())))
        for listed, document in found.documents
        if document.kind is DocumentKind.FORM
    )


def _forms_of(document: ControlledDocument) -> Iterator[str]:
    links = (*document.forms, *(link for step in document.steps for link in step.forms))
    named_elsewhere = (
        *(kept.form for kept in document.records),
        *(part.form for part in document.dossier),
    )
    yield from (split_link(link)[0] for link in (*links, *named_elsewhere) if link)


class ListedProcedure(NamedTuple):
    """An administrative procedure, and the documents in force that serve it."""

    procedure: AdministrativeProcedure
    served_by: tuple[Listed, ...]


def procedures(repository: Repository, found: Contents, day: date) -> tuple[ListedProcedure, ...]:
    """The administrative procedures that have not ended by that day, as the register has them."""
    if repository.procedures is None:
        return ()
    serving: dict[str, list[Listed]] = {}
    for listed, document in found.documents:
        for code in document.serves:
            serving.setdefault(short(code), []).append(listed)
    return tuple(
        ListedProcedure(one, tuple(dict.fromkeys(serving.get(short(one.code), ()))))
        for one in repository.procedures.record.procedures
        if one.is_live(day)
    )
