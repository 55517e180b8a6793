"""What cites an instrument in a repository, and what would have to be revised were it to change."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from isoqms.diagnostics import Place, Route
from isoqms.facts.law.numbers import misspelt_in, spoken_of
from isoqms.facts.law.reach import Tie, reached, tied
from isoqms.facts.records.prose import Written, prose
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.law import ExternalDocument
from isoqms.model.layout import path_of
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry


@dataclass(frozen=True, slots=True)
class Cites:
    """A file that cites an instrument, with the places where it does (nơi viện dẫn)."""

    entry: Entry[ControlledDocument]
    places: tuple[tuple[Route | None, Place], ...] = ()
    """The keys that lead to each, None for its body."""
    by: str = ""
    """What it cites instead, where the instrument only amends, replaces or guides that."""

    @property
    def in_force(self) -> bool:
        """Whether it is in force, not only being written."""
        return not self.entry.in_draft

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps in whose words it is cited, from 1."""
        found = (route[1] for route, _ in self.places if route and route[0] == "steps")
        return tuple(dict.fromkeys(int(index) + 1 for index in found))


@dataclass(frozen=True, slots=True)
class Impact:
    """What an instrument touches (tác động của văn bản)."""

    number: str
    documents: tuple[Cites, ...]
    """Procedures and other documents, in force and being written."""
    forms: tuple[Cites, ...]
    """Forms that cite it themselves."""
    decisions: tuple[Entry[Decision], ...]
    """Decisions of the agency that name it."""
    others: tuple[Place, ...]
    """Where registers, records and reports name it."""
    ties: tuple[tuple[str, Tie], ...]
    """What it replaces, amends, guides."""
    tied_by: tuple[tuple[ExternalDocument, Tie], ...]
    """What replaces, amends, guides it."""

    @property
    def to_revise(self) -> tuple[str, ...]:
        """The codes of documents in force that would have to be revised."""
        every = (*self.documents, *self.forms)
        return tuple(dict.fromkeys(each.entry.record.code for each in every if each.in_force))


def impact(repository: Repository, number: str) -> Impact:
    """What the instrument with this number touches, by its citations and the register's links."""
    found = tuple(_citing(repository, number))
    told = tuple(_documents(found))
    direct = {each.entry.path for each in told}
    linked = (each for each in _linked(repository, number) if each.entry.path not in direct)
    every = (*told, *linked)
    decisions = {entry.path: entry for entry in repository.decisions}
    named = dict.fromkeys(written.entry.path for written, _ in found)
    own = repository.external_by_number.get(number)
    return Impact(
        number,
        tuple(each for each in every if each.entry.record.kind is not DocumentKind.FORM),
        tuple(each for each in every if each.entry.record.kind is DocumentKind.FORM),
        tuple(decisions[path] for path in named if path in decisions),
        tuple(
            written.place(start)
            for written, start in found
            if written.entry.path not in decisions and not _is_document(written)
        ),
        tuple(tied(repository, own.record).items()) if own is not None else (),
        tuple(_tied_by(repository, number)),
    )


def _citing(repository: Repository, number: str) -> Iterator[tuple[Written, int]]:
    """Every place where the number stands, rightly or wrongly written; not that of the register."""
    exact = spoken_of(number)
    register = path_of("van-ban")
    for written in prose(repository):
        if written.entry.path == register:
            continue
        starts = {match.start() for match in exact.finditer(written.text)}
        starts |= {at for at, wrong in misspelt_in(written.text) if wrong.may_be(number)}
        yield from ((written, start) for start in sorted(starts))


def _is_document(written: Written) -> bool:
    return isinstance(written.entry.record, ControlledDocument)


def _documents(found: tuple[tuple[Written, int], ...]) -> Iterator[Cites]:
    cited = [pair for pair in found if _is_document(pair[0])]
    for _, group in groupby(cited, key=lambda pair: pair[0].entry.path):
        places = tuple(group)
        yield Cites(
            places[0][0].entry,
            tuple((written.route, written.place(start)) for written, start in places),
        )


def _linked(repository: Repository, number: str) -> Iterator[Cites]:
    """The documents that the law reaches although they do not cite it."""
    own = repository.external_by_number.get(number)
    if own is None:
        return
    for each in reached(repository, own.record):
        if each.entry is not None and each.dismissed is None:
            yield Cites(each.entry, (), each.cited)


def _tied_by(repository: Repository, number: str) -> Iterator[tuple[ExternalDocument, Tie]]:
    for row in repository.laws:
        tie = tied(repository, row.record).get(number)
        if tie is not None:
            yield row.record, tie
