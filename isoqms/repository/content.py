"""The documents and records of one agency, together and by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from isoqms.diagnostics import Fault, Place, Route
from isoqms.history import History, WorkingCopy
from isoqms.model.layout import file_of
from isoqms.plain_files import holds, read
from isoqms.repository.effects import annulled, never_began
from isoqms.repository.entry import Entry, Row
from isoqms.repository.links import form_links, reference_links
from isoqms.repository.year import Rows, Year
from isoqms.source.reading import Blank, WaiverComment

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.agency.settings import Agency
    from isoqms.model.control.decision import Decision, StagedPlan, Withdrawn
    from isoqms.model.control.document import ControlledDocument
    from isoqms.model.law import ExternalDocument, ExternalRegister
    from isoqms.model.packs.deadlines import DeadlinePack
    from isoqms.model.packs.law import LegalPack
    from isoqms.model.packs.scoring import ScoringTable
    from isoqms.model.packs.standard import StandardPack
    from isoqms.model.planning.context import ContextRegister, PartyRegister, Scope
    from isoqms.model.planning.terms import TermRegister
    from isoqms.model.services import ProcedureRegister

T = TypeVar("T")

CONTROLLED = (file_of("isoqms"), file_of("chinh-sach"), "tai-lieu", "quyet-dinh")
"""The files and folders whose history tells what was issued.

The settings are there from the first entry on.
"""


class Link(NamedTuple):
    """A code that a document names, which may pin the issue of its target."""

    entry: Entry[ControlledDocument]
    route: Route
    code: str

    @property
    def place(self) -> Place:
        """Where the code stands."""
        return self.entry.at(*self.route)

    @property
    def in_draft(self) -> bool:
        """Whether a draft names it."""
        return self.entry.in_draft


@dataclass(frozen=True)
class Packs:
    """The data packs that the agency follows."""

    standard: StandardPack
    legal: LegalPack
    deadlines: DeadlinePack
    scoring: ScoringTable | None = None


@dataclass(frozen=True)
class Repository:
    """Everything that was read, as of a date (kho tài liệu)."""

    root: Path
    as_of: date
    agency: Entry[Agency]
    packs: Packs
    documents: tuple[Entry[ControlledDocument], ...] = ()
    """What is in force: `tai-lieu/` and the policy."""
    drafts: tuple[Entry[ControlledDocument], ...] = ()
    staged: Entry[StagedPlan] | None = None
    context: Entry[ContextRegister] | None = None
    parties: Entry[PartyRegister] | None = None
    scope: Entry[Scope] | None = None
    external: Entry[ExternalRegister] | None = None
    terms: Entry[TermRegister] | None = None
    procedures: Entry[ProcedureRegister] | None = None
    decisions: tuple[Entry[Decision], ...] = ()
    """In the order of signing, then of number, as they have effect.

    Without those that were voided, and with what follows from an annulment: `effects`.
    """
    every_decision: tuple[Entry[Decision], ...] = ()
    """All of them, as they are written."""
    years: Mapping[int, Year] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    blanks: tuple[Blank, ...] = ()
    waivers: tuple[WaiverComment, ...] = ()
    files: int = 0
    """How many files were read."""
    paths: frozenset[PurePosixPath] = frozenset()
    """Every file that was read."""
    suspects: frozenset[PurePosixPath] = frozenset()
    """Those among them whose bytes may hold personal data."""
    unread_codes: frozenset[str] = frozenset()
    """Codes of documents whose head has faults: they exist, though they cannot be read."""
    overlay: Mapping[PurePosixPath, bytes | None] = field(default_factory=dict)
    """The files that were taken to be otherwise than they lie in the folder.

    None for one that is gone.
    """

    ids: Mapping[PurePosixPath, str] = field(default_factory=dict)
    """The ids under which texts in force and decisions would be recorded as they now are."""
    copy: WorkingCopy = field(default_factory=WorkingCopy)
    """In what state the folder is: whole, left half-joined, half-fetched."""
    asked: Callable[[], History] | None = None
    """The answer of a history that was asked for while the files were read.

    None where nobody has asked yet.
    """
    _answers: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, ask: Callable[[Repository], T]) -> T:
        """What `ask` answers of this repository.

        It is worked out when first asked for, and the same value from then on.
        """
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        answer: T = self._answers[ask]
        return answer

    def holds(self, path: PurePosixPath) -> bool:
        """Whether a file stands at `path`, read or not, as the overlay has it or in the folder."""
        if path in self.overlay:
            return self.overlay[path] is not None
        return holds(self.root, path)

    def bytes_of(self, path: PurePosixPath) -> bytes:
        """The content of a file, as the overlay has it or as it lies in the folder.

        OSError where it cannot be read.
        """
        if path not in self.overlay:
            return read(self.root / path, inside=self.root)
        content = self.overlay[path]
        if content is None:
            raise FileNotFoundError(path)
        return content

    def all_documents(self) -> Iterator[Entry[ControlledDocument]]:
        """What is in force, then what is being written."""
        yield from self.documents
        yield from self.drafts

    @cached_property
    def rows(self) -> Rows:
        """The rows of the lists of all years, in the order of the years, then of the file."""
        return Rows(tuple(self.years.values()))

    def rows_of(self, year: int) -> Rows:
        """The rows of the lists of one year; none where it has no records."""
        return Rows((self.years[year],) if year in self.years else ())

    @cached_property
    def laws(self) -> tuple[Row[ExternalDocument], ...]:
        """The rows of the register of external documents (danh mục tài liệu bên ngoài)."""
        register = self.external
        return register.rows("documents", register.record.documents) if register else ()

    @cached_property
    def in_force(self) -> Mapping[str, Entry[ControlledDocument]]:
        """The documents in `tai-lieu/` by code; the first file wins where a code stands twice."""
        return _by_code(self.documents)

    @cached_property
    def drafted(self) -> Mapping[str, Entry[ControlledDocument]]:
        """The drafts by code."""
        return _by_code(self.drafts)

    def find(self, code: str, *, draft_first: bool = False) -> Entry[ControlledDocument] | None:
        """The document with this code, in force or else draft; None where there is neither.

        With `draft_first`, for the links of a draft itself, the other way round.
        """
        if draft_first:
            return self.drafted.get(code) or self.in_force.get(code)
        return self.in_force.get(code) or self.drafted.get(code)

    @cached_property
    def withdrawn(self) -> Mapping[str, Entry[Decision]]:
        """The codes withdrawn and not issued again later, with the last decision that withdrew."""
        out: dict[str, Entry[Decision]] = {}
        for decision in self.decisions:
            if decision.record.in_force_from > self.as_of:
                continue
            # First what it withdraws, then what it issues: one that does both has replaced it.
            for item in decision.record.withdraws:
                if not never_began(self.decisions, item, decision):
                    out[item.code] = decision
            for issued in decision.record.issues:
                out.pop(issued.code, None)
        return out

    @cached_property
    def not_yet(self) -> frozenset[str]:
        """The codes that a decision first issues with effect after `as_of`.

        Their texts are there, and not in force.
        """
        return frozenset(
            item.code
            for decision in self.decisions
            if decision.record.in_force_from > self.as_of
            for item in decision.record.issues
            # What is withdrawn and comes back by one decision is in force until then.
            if item.revision == 1 and item.code not in _codes(decision.record.withdraws)
        )

    @cached_property
    def external_by_number(self) -> Mapping[str, Row[ExternalDocument]]:
        """The rows of the register of external documents by number; the first of a number."""
        return {row.record.number: row for row in reversed(self.laws)}

    @cached_property
    def form_links(self) -> tuple[Link, ...]:
        """Every form that a document names, of what is in force first, then of the drafts."""
        return tuple(
            Link(entry, route, code)
            for entry in self.all_documents()
            for route, code in form_links(entry.record)
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The same, and every other document that a document refers to."""
        references = (
            Link(entry, route, code)
            for entry in self.all_documents()
            for route, code in reference_links(entry.record)
        )
        return (*self.form_links, *references)

    @cached_property
    def decisions_by_number(self) -> Mapping[str, tuple[Entry[Decision], ...]]:
        """The decisions by number (one number may be given again in another year)."""
        out: dict[str, list[Entry[Decision]]] = {}
        for decision in self.decisions:
            out.setdefault(decision.record.number, []).append(decision)
        return {number: tuple(entries) for number, entries in out.items()}

    @cached_property
    def standing(self) -> tuple[Entry[Decision], ...]:
        """The decisions that count by `as_of`: without those that another has annulled."""
        gone = annulled(self.decisions, self.as_of)
        return tuple(entry for entry in self.decisions if entry.path not in gone)

    def has_no_effect(self, number: str) -> bool:
        """Whether the decision with this number was voided or annulled, and no other bears it."""
        known = any(one.record.number == number for one in self.every_decision)
        return known and all(one.record.number != number for one in self.standing)

    def is_void(self, number: str) -> bool:
        """Whether the record of the decision with this number was voided, and no other bears it."""
        return number not in self.decisions_by_number and any(
            one.record.number == number and one.record.voided for one in self.every_decision
        )

    @property
    def running(self) -> bool:
        """Whether the system is applied: something is in force, or a decision issued documents."""
        return bool(self.documents) or any(
            d.record.issues or d.record.stated for d in self.standing
        )


def _codes(gone: tuple[Withdrawn, ...]) -> frozenset[str]:
    return frozenset(item.code for item in gone)


def _by_code(
    entries: tuple[Entry[ControlledDocument], ...],
) -> dict[str, Entry[ControlledDocument]]:
    return {entry.record.code: entry for entry in reversed(entries)}
