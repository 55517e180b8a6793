"""What one decision does to the documents: which it issues, which it withdraws, who uses each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from isoqms.model.base import split_link
from isoqms.model.control.decision import Decision, Seal
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.links import form_links, reference_links
from isoqms.wording import number_slug, sort_key

_FOR_ALL = (DocumentKind.DESCRIPTION, DocumentKind.POLICY, DocumentKind.SYSTEM)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The issue of a document that a new one replaces (lần ban hành bị thay thế)."""

    revision: int
    decision: Decision | None = None
    """The decision that issued it; None where the repository does not know it."""


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document that the decision issues.

    It stands at `draft` until then and at `path` from then on.
    """

    document: ControlledDocument
    draft: PurePosixPath
    path: PurePosixPath
    change: str
    replaces: Replaced | None = None
    field: str = ""
    """Its own field, or that of the procedure that uses the form."""
    body: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnDocument:
    """A document that the decision withdraws without a successor."""

    document: ControlledDocument
    path: PurePosixPath
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """A decision on documents as its papers tell it.

    Number and day stay open until it is signed.
    """

    year: int
    summary: str
    authority: str
    issued: tuple[IssuedDocument, ...] = ()
    withdrawn: tuple[WithdrawnDocument, ...] = ()
    number: str | None = None
    signed: date | None = None
    effective: date | None = None
    signer_post: str = ""
    signer: str = ""
    proposed_by: str = ""
    seal: Seal | None = None
    replaced: tuple[Decision, ...] = ()
    """The decisions that this one replaces as a whole."""
    users: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of the units that get each issued document."""
    taken_back: tuple["TakenBack", ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Copies of an issue that is no longer in force, at one unit (bản phải thu hồi)."""

    document: ControlledDocument
    revision: int
    unit: str
    copies: int
    reason: str


def decision_path(number: str, signed: date) -> PurePosixPath:
    """Where the record of a decision stands."""
    return PurePosixPath("quyet-dinh", str(signed.year), f"{number_slug(number)}.yaml")


def last_revisions(repository: Repository) -> dict[str, int]:
    """The greatest issue of every code that is in force or was ever issued."""
    found = {code: entry.record.revision for code, entry in repository.in_force.items()}
    for decision in repository.decisions:
        for item in decision.record.issues:
            found[item.code] = max(item.revision, found.get(item.code, 0))
    return found


def issuers(repository: Repository) -> dict[tuple[str, int], Decision]:
    """The decision that issued each revision; the first where several say so."""
    out: dict[tuple[str, int], Decision] = {}
    for decision in repository.decisions:
        for item in decision.record.issues:
            out.setdefault((item.code, item.revision), decision.record)
    return out


def is_overtaken(repository: Repository, code: str, revision: int | None, day: date) -> bool:
    """Whether an issue takes effect on `day` or later, and so never is in force before it."""
    by = issuers(repository).get((code, revision or 0))
    return by is not None and by.in_force_from >= day


def fields(entries: Iterable[Entry[ControlledDocument]]) -> dict[str, str]:
    """The field of each document by code.

    A form without one has that of the first procedure that uses it.
    """
    found: dict[str, str] = {}
    every = tuple(entries)
    for entry in every:
        if entry.record.field:
            found[entry.record.code] = entry.record.field
    for entry in every:
        if entry.record.field:
            for _, link in form_links(entry.record):
                found.setdefault(split_link(link)[0], entry.record.field)
    return found


def linked_codes(document: ControlledDocument) -> Iterator[str]:
    """The code of every document that this one names in its head, as often as it does."""
    for _, link in (*form_links(document), *reference_links(document)):
        yield split_link(link)[0]


def users(
    repository: Repository, documents: Iterable[ControlledDocument]
) -> dict[str, tuple[str, ...]]:
    """The units that use each document, by code, in the order of the agency's list.

    What concerns the whole system goes to every unit. Other documents go to the units of the roles
    they name, to those that had an earlier issue, and with a form to the users of its procedure;
    where that tells nobody, to all.
    """
    wanted = tuple(documents)
    order = [unit.key for unit in repository.agency.record.units]
    before = _given_before(repository)
    every = (*(entry.record for entry in repository.documents), *wanted)
    named: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for document in every:
        units = named[document.code] = _units(repository, document)
        for _, link in form_links(document):
            forms.setdefault(split_link(link)[0], set()).update(units)
    out = {}
    for document in wanted:
        own = named[document.code] | before.get(document.code, set())
        if document.kind is DocumentKind.FORM:
            own |= forms.get(document.code, set())
        everybody = document.kind in _FOR_ALL or not own
        out[document.code] = tuple(key for key in order if everybody or key in own)
    return out


def _units(repository: Repository, document: ControlledDocument) -> set[str]:
    """The units of the roles that a document names."""
    agency = repository.agency.record
    unit_of = {role.key: role.unit for role in agency.roles if role.unit}
    named = {unit_of.get(role, role) for role in _roles(document)}
    return named.intersection(unit.key for unit in agency.units)


def _roles(document: ControlledDocument) -> Iterator[str]:
    if document.owner:
        yield document.owner
    yield from (step.role for step in document.steps)
    yield from (record.kept_by for record in document.records)


def _given_before(repository: Repository) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for row in repository.rows.distributed:
        out.setdefault(row.record.document, set()).add(row.record.unit)
    return out


def copies_out(repository: Repository) -> dict[tuple[str, int], dict[str, int]]:
    """The paper copies of each revision that each unit was given and has not handed back.

    0 is an electronic copy.
    """
    out: dict[tuple[str, int], dict[str, int]] = {}
    for row in repository.rows.distributed:
        line = row.record
        held = out.setdefault((line.document, line.revision), {})
        held[line.unit] = held.get(line.unit, 0) + line.copies
    for taken in repository.rows.taken_back:
        back = taken.record
        held = out.get((back.document, back.revision), {})
        if back.day is None or back.day > repository.as_of or back.unit not in held:
            continue
        held[back.unit] -= back.copies
        if held[back.unit] <= 0:
            del held[back.unit]
    return out


def in_order(document: ControlledDocument, its_field: str) -> tuple[object, ...]:
    """The key that puts documents in the order of an annex: by kind, then field, then code."""
    return (tuple(DocumentKind).index(document.kind), sort_key(its_field), sort_key(document.code))
