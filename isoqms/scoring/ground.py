"""What every probe looks at: the records of a year as known on the day of the question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from isoqms.facts.audit.auditors import audited_by
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry, Row
from isoqms.repository.in_force import documents_in_force
from isoqms.repository.year import Year
from isoqms.scoring.proof import Said
from isoqms.wording import date_short


@dataclass(frozen=True)
class Ground:
    """The records of a year, up to `repository.as_of`."""

    repository: Repository
    year: Year

    @property
    def day(self) -> date:
        """What happened later does not count."""
        return self.repository.as_of

    @cached_property
    def last_day(self) -> date:
        """The last day of the year that has come: as of it the set of documents is judged."""
        return min(self.day, date(self.year.year, 12, 31))

    @cached_property
    def decisions(self) -> tuple[Entry[Decision], ...]:
        """The decisions signed up to the last day, of all years."""
        return tuple(
            entry for entry in self.repository.decisions if entry.record.signed <= self.last_day
        )

    def decided(self, *kinds: DecisionKind) -> tuple[Entry[Decision], ...]:
        """Those of these kinds that nobody annulled, in the order of signing."""
        return tuple(
            entry
            for entry in self.repository.standing
            if entry.record.signed <= self.last_day and entry.record.kind in kinds
        )

    @cached_property
    def decisions_of_year(self) -> tuple[Entry[Decision], ...]:
        """Those signed in the year itself."""
        number = self.year.year
        return tuple(entry for entry in self.decisions if entry.record.signed.year == number)

    def is_form(self, code: str) -> bool:
        """Whether a document with this code is known, and is a form."""
        entry = self.repository.find(code)
        return entry is not None and entry.record.kind is DocumentKind.FORM

    @cached_property
    def documents(self) -> tuple[Entry[ControlledDocument], ...]:
        """What was in force on the last day, as far as its texts are still here."""
        return documents_in_force(self.repository, self.last_day)

    def of_kind(self, *kinds: DocumentKind) -> tuple[Entry[ControlledDocument], ...]:
        """The documents of these kinds."""
        return tuple(entry for entry in self.documents if entry.record.kind in kinds)

    @cached_property
    def procedures(self) -> tuple[Entry[ControlledDocument], ...]:
        """The procedures of all kinds."""
        return tuple(entry for entry in self.documents if entry.record.kind.is_procedure)

    @cached_property
    def elsewhere(self) -> tuple[Said, ...]:
        """The decisions that issued documents, where none of these is kept in the repository."""
        if self.documents:
            return ()
        return tuple(
            by_decision(entry, "ban hành tài liệu, kho không giữ văn bản")
            for entry in self.repository.standing
            if entry.record.signed <= self.last_day
            and (entry.record.kind is DecisionKind.ISSUE or entry.record.issues)
        )

    @cached_property
    def rounds(self) -> tuple[Row[AuditRound], ...]:
        """The rounds of audit that were not given up."""
        rows = self.year.rows.rounds
        return tuple(row for row in rows if row.record.state is not RoundState.CANCELLED)

    @cached_property
    def audited(self) -> tuple[Row[AuditRound], ...]:
        """The rounds that were done by the day; a round without a day counts as its state says."""
        done = (row for row in self.rounds if row.record.state is RoundState.DONE)
        return tuple(row for row in done if (audited_by(row.record) or date.min) <= self.day)

    def mentions(self, *words: str) -> tuple[Said, ...]:
        """The papers of the year whose summary speaks of one of these words."""
        return tuple(self._mentions(words))

    def _mentions(self, words: tuple[str, ...]) -> Iterator[Said]:
        for row in self.year.rows.outgoing:
            paper = row.record
            if paper.day <= self.day and _speaks(paper.summary, words):
                named = f"{paper.type} số {paper.number} ngày {date_short(paper.day)}"
                yield Said(f"{named}: {paper.summary}", row.place)
        for entry in self.decisions_of_year:
            if self.repository.has_no_effect(entry.record.number):
                continue
            if _speaks(f"{entry.record.summary} {entry.record.note or ''}", words):
                yield by_decision(entry, entry.record.summary)


def _speaks(text: str, words: Iterable[str]) -> bool:
    small = text.lower()
    return any(word.lower() in small for word in words)


def there_and_lacking(wanted: Iterable[tuple[str, object]]) -> tuple[list[str], list[str]]:
    """The words of what is there, then of what is lacking, each in order."""
    there: list[str] = []
    lacking: list[str] = []
    for words, met in wanted:
        (there if met else lacking).append(words)
    return there, lacking


def by_decision(entry: Entry[Decision], what: str = "") -> Said:
    """`Quyết định số 56/QĐ-UBND ngày 15/8/2025: …`."""
    record = entry.record
    words = f"Quyết định số {record.number} ngày {date_short(record.signed)}"
    return Said(f"{words}: {what}" if what else words, entry.at("number"))
