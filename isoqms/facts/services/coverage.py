"""Which administrative procedures and activities the system covers on a day (độ bao phủ).

The report counts what the annexes of the announcement list, and the score card asks the same.

An administrative procedure (TTHC) is known by the national part of its code: the long form of a
province and the short form are the same procedure. It is served where a document in force on the
day names it under `serves`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from isoqms.facts.services.service_codes import is_placeholder, short
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository import Entry, Repository
from isoqms.repository.in_force import documents_in_force
from isoqms.values import frozen
from isoqms.wording import sort_key


@frozen
class ServedProcedure:
    """An administrative procedure (TTHC) with the documents in force by which it is handled."""

    procedure: AdministrativeProcedure
    documents: tuple[Entry[ControlledDocument], ...]
    index: int | None = None
    """Where it stands in the register; None for one that the register does not know."""


class Coverage(NamedTuple):
    """What the annexes of an announcement list: computed, never typed."""

    procedures: tuple[ServedProcedure, ...]
    """In the order of field, then code."""
    activities: tuple[Entry[ControlledDocument], ...]
    """The procedures for internal activities, in the order of their codes."""
    excluded: tuple[AdministrativeProcedure, ...]
    """Within competence and left out for a stated reason."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the procedures, as the register has them."""
        return tuple(each.procedure.code for each in self.procedures)

    @property
    def activity_codes(self) -> tuple[str, ...]:
        """The codes of the procedures for internal activities."""
        return tuple(entry.record.code for entry in self.activities)


def coverage(repository: Repository, day: date | None = None) -> Coverage:
    """What is covered on a day (else that of the question): TTHC served, internal activities."""
    known = within_competence(repository, day)
    in_force = documents_in_force(repository, day or repository.as_of)
    return Coverage(
        in_order(each for each in known if each.documents),
        tuple(sorted(filter(is_activity, in_force), key=lambda entry: sort_key(entry.record.code))),
        tuple(each.procedure for each in known if each.procedure.excluded and not each.documents),
    )


def within_competence(
    repository: Repository, day: date | None = None
) -> tuple[ServedProcedure, ...]:
    """Every TTHC of the register that had not ended by the day, with the documents that serve it.

    Each once, in the order of the register; those that nothing serves have no documents. A row
    that only keeps the place of one is none.
    """
    if repository.procedures is None:
        return ()
    day = day or repository.as_of
    documents = serving(documents_in_force(repository, day))
    found: dict[str, ServedProcedure] = {}
    for index, procedure in enumerate(repository.procedures.record.procedures):
        code = short(procedure.code)
        if procedure.is_live(day) and not is_placeholder(procedure.code):
            found.setdefault(code, ServedProcedure(procedure, documents.get(code, ()), index))
    return tuple(found.values())


def serving(
    documents: Iterable[Entry[ControlledDocument]],
) -> Mapping[str, tuple[Entry[ControlledDocument], ...]]:
    """The documents that serve each administrative procedure, by the national part of its code."""
    found: dict[str, dict[str, Entry[ControlledDocument]]] = {}
    for entry in documents:
        for code in entry.record.serves:
            found.setdefault(short(code), {}).setdefault(str(entry.path), entry)
    return {code: tuple(entries.values()) for code, entries in found.items()}


def by_short_code(repository: Repository) -> Mapping[str, tuple[int, AdministrativeProcedure]]:
    """The procedures of the register by the national part of their code, each with its index there.

    Of several rows of one procedure the first that has no end, or else the first.
    """
    if repository.procedures is None:
        return {}
    procedures = list(enumerate(repository.procedures.record.procedures))
    over = [(index, each) for index, each in procedures if each.ended is not None]
    live = [(index, each) for index, each in procedures if each.ended is None]
    # Of equal keys a dict keeps the last, so the row that is wanted comes last.
    last_wins = (*reversed(over), *reversed(live))
    return {short(each.code): (index, each) for index, each in last_wins}


def in_order(procedures: Iterable[ServedProcedure]) -> tuple[ServedProcedure, ...]:
    """The procedures by field, then by code, as annexes list them."""
    return tuple(sorted(procedures, key=_place))


def _place(each: ServedProcedure) -> tuple[object, object]:
    return sort_key(each.procedure.field), sort_key(each.procedure.code)


def is_activity(entry: Entry[ControlledDocument]) -> bool:
    """Whether a document guides an internal activity.

    The one-stop procedure, which is kept with the TTHC, does not.
    """
    return entry.record.kind is DocumentKind.INTERNAL and entry.path.parts[1] != "tthc"
