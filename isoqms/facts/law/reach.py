"""Which documents a law reaches, by the links of the register between the law and what they cite.

A law reaches a document that cites what it amends, replaces or guides; a person adds others
(`affects`) and says of which, and why, nothing has to change (`dismissed`).
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from isoqms.model.base import split_link
from isoqms.model.control.document import ControlledDocument
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.values import frozen


class Tie(StrEnum):
    """How a law is tied to what a document cites."""

    NAMED = "named"
    """It is not: a person named the document."""
    REPLACES = "replaces"
    AMENDS = "amends"
    GUIDES = "guides"


@frozen
class Reached:
    """A document that a law reaches (tài liệu chịu tác động của văn bản)."""

    code: str
    tie: Tie
    cited: str = ""
    """The number that the document cites; empty where a person named the document."""
    entry: Entry[ControlledDocument] | None = None
    """The document in force; None where its file cannot be read."""
    dismissed: str | None = None
    """Why nothing has to change in it, where a person says so."""


def tied(repository: Repository, law: ExternalDocument) -> Mapping[str, Tie]:
    """The numbers of what the law replaces, amends and guides, by the register's own links.

    Who amends a decree that amends another amends that one too.
    """
    out: dict[str, Tie] = {}
    for row in repository.laws:
        if row.record.replaced_by == law.number:
            out[row.record.number] = Tie.REPLACES
    waiting = list(law.amends)
    while waiting:
        number = waiting.pop(0)
        if number in out or number == law.number:
            continue
        out[number] = Tie.AMENDS
        known = repository.external_by_number.get(number)
        waiting += known.record.amends if known is not None else ()
    for number in law.guides:
        out.setdefault(number, Tie.GUIDES)
    return out


def reached(repository: Repository, law: ExternalDocument) -> tuple[Reached, ...]:
    """The documents in force that the law reaches, by code; each once, dismissed ones too."""
    found: dict[str, Reached] = {}
    reasons = law.dismissals
    every = (*_named(repository, law), *_citing(repository, law))
    # What cites a replaced one is told first: no day and no person's word settles that.
    for each in sorted(every, key=lambda each: each.tie is not Tie.REPLACES):
        found.setdefault(each.code, each)
    return tuple(
        Reached(each.code, each.tie, each.cited, each.entry, reasons.get(each.code))
        for _, each in sorted(found.items())
    )


def _named(repository: Repository, law: ExternalDocument) -> Iterator[Reached]:
    for link in law.affects:
        code = split_link(link)[0]
        entry = repository.in_force.get(code)
        if entry is not None or code in repository.unread_codes:
            yield Reached(code, Tie.NAMED, "", entry)


def _citing(repository: Repository, law: ExternalDocument) -> Iterator[Reached]:
    ties = tied(repository, law)
    if not ties:
        return
    for code, entry in repository.in_force.items():
        cited = [number for number in entry.record.legal_basis if number in ties]
        # What rests on the law itself follows it, unless it still rests on what the law replaced.
        follows = law.number in entry.record.legal_basis
        for number in cited:
            if not follows or ties[number] is Tie.REPLACES:
                yield Reached(code, ties[number], number, entry)
                break
