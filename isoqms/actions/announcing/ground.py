"""What the gate is judged by: the diagnostics of the rules, the acts before an announcement."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from isoqms.actions.checking.validate import diagnostics_of
from isoqms.diagnostics import Diagnostic, Location, Place, Severity
from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.services.coverage import Coverage, coverage
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.layout import path_of
from isoqms.repository import Entry, Repository
from isoqms.rules.law import qms603_law_change_not_applied
from isoqms.rules.protocol import Gate
from isoqms.rules.registry import GATES, is_at
from isoqms.source import reading
from isoqms.wording import date_short

MOST_TOLD: Final = 5
A_YEAR: Final = timedelta(days=366)
"""How long an audit, a review, a confirmation serve (QĐ 19/2014/QĐ-TTg, Điều 4, khoản 4, điểm b).

Twelve months are at most 366 days.
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing (điều còn thiếu), where it belongs, and how to get it."""

    message: str
    location: Location
    """Line 0 where the file is not there yet."""
    hint: str
    rule: str = ""
    """The rule that says so, where one does."""


@dataclass(frozen=True, slots=True)
class GatePoint:
    """A point of the gate (điểm phải đạt trước khi công bố)."""

    number: int
    title: str
    basis: tuple[str, ...]
    lacks: tuple[Lack, ...] = ()
    proof: str = ""
    """What proves that it is met."""
    remarks: tuple[str, ...] = ()
    """What does not stand in the way, and what the head should know."""
    unchecked: tuple[Lack, ...] = ()
    """Why it cannot be told whether the point is met; where nobody looked, nothing is met."""

    @property
    def passed(self) -> bool:
        """Whether everything was looked at, and nothing is missing."""
        return not (self.lacks or self.unchecked)

    @property
    def state(self) -> str:
        """What became of the point, in a word."""
        if self.lacks:
            return "CHƯA ĐẠT"
        return "CHƯA KIỂM ĐƯỢC" if self.unchecked else "đạt"


@dataclass(frozen=True, slots=True)
class Step:
    """An act of the chain that leads to the announcement."""

    words: str
    """What it is called in the records: the key of a round, the text that confirms."""
    day: date
    place: Place
    is_dated: bool = True
    """Whether the day itself is recorded; otherwise only that it was done by then."""

    @property
    def when(self) -> str:
        """`ngày 07/10/2025`, or `chậm nhất ngày 15/9/2022` where only the planned end is known."""
        by = "" if self.is_dated else "chậm nhất "
        return f"{by}ngày {date_short(self.day)}"


Missing: TypeAlias = tuple[str, Place, str]
"""What is missing, where it belongs, how to get it."""


class Ground:
    """What the points are judged by, each part found once."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics_of(repository)
        self.agency: Agency = repository.agency.record
        self.as_of = repository.as_of
        self.covered: Coverage = coverage(repository)
        self.issues = tuple(
            d for d in _signed(repository) if d.record.kind is DecisionKind.ISSUE or d.record.issues
        )
        self.start = min((d.record.in_force_from for d in self.issues), default=None)
        self.audits = tuple(_audits(repository))
        self.audit = _last_since(self.audits, self.start)
        self.review = max(_reviews(repository), key=lambda each: each.day, default=None)
        self.confirmation = max(_confirmations(repository), key=lambda each: each.day, default=None)

    def at(self, place: Place) -> Location:
        """The line of a place; line 0 of a file that is not there yet."""
        try:
            content = self.repository.bytes_of(place.path)
        except OSError:
            return Location(place.path, 0)
        return reading.locate(place.path, content, [place.route])[place.route]

    def lacks(self, missing: Iterable[Missing]) -> tuple[Lack, ...]:
        """The same with their lines."""
        return tuple(Lack(message, self.at(place), hint) for message, place, hint in missing)

    def said(self, gate: Gate) -> tuple[Lack, ...]:
        """What the rules of a point of the gate found and what counts there."""
        return tuple(as_lack(one) for one in self._at(gate) if GATES[one.rule].counts(one))

    def remarked(self, gate: Gate) -> tuple[str, ...]:
        """The warnings of the rules of a point, as remarks."""
        return tuple(
            f"{one.location.path}:{one.location.line}: {one.message}"
            for one in self._at(gate)
            if one.severity is Severity.WARNING
        )

    def _at(self, gate: Gate) -> Iterator[Diagnostic]:
        return (one for one in self.diagnostics if is_at(gate, one.rule))

    def year_file(self, name: str, year: int | None = None) -> Place:
        """The top of a file of the year, by the name of its kind."""
        return Place(path_of(name, year or self.as_of.year))


def as_lack(diagnostic: Diagnostic) -> Lack:
    return Lack(diagnostic.message, diagnostic.location, diagnostic.hint, diagnostic.rule)


# What was done


def _signed(repository: Repository) -> Iterator[Entry[Decision]]:
    return (
        decision for decision in repository.standing if decision.record.signed <= repository.as_of
    )


def _audits(repository: Repository) -> list[Step]:
    """The rounds that were done, in the order of their days."""
    found = []
    for row in repository.rows.rounds:
        day = audited_by(row.record)
        if day and day <= repository.as_of:
            is_dated = row.record.held is not None
            found.append(Step(row.record.id, day, row.place, is_dated=is_dated))
    return sorted(found, key=lambda each: each.day)


def _last_since(audits: tuple[Step, ...], start: date | None) -> Step | None:
    """The last round since the documents took effect: one before says nothing of them."""
    if start is None or not audits or audits[-1].day < start:
        return None
    return audits[-1]


def _reviews(repository: Repository) -> Iterator[Step]:
    for row in repository.rows.reviews:
        held = row.record.held
        if held and held <= repository.as_of and not row.record.is_only_prepared:
            yield Step("xem xét của lãnh đạo", held, row.place)


def _confirmations(repository: Repository) -> Iterator[Step]:
    registers = (year.reviews for year in repository.years.values() if year.reviews)
    for register in registers:
        confirmation = register.record.confirmation
        if confirmation and confirmation.day <= repository.as_of:
            yield Step(confirmation.document, confirmation.day, register.at("confirmation"))


def late_and_done(ground: Ground) -> frozenset[str]:
    """What was followed late and is followed now.

    It cannot be mended, so it stands in nobody's way.
    """
    findings = qms603_law_change_not_applied.check(ground.repository)
    return frozenset(
        finding.message for finding in findings if finding.place.route[-1] == "applied"
    )
