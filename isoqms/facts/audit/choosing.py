"""Which questions of a round a team takes along: by risk and by what was found before.

An audit samples. All that could be asked of a commune fills a book, so those are chosen that reach
every unit, procedure and clause of the round, and then those where something is likely to be wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.audit.questions import is_about_earlier
from isoqms.model.audit import AuditCheck, AuditFinding, AuditRound, FindingKind
from isoqms.model.base import clause_within, split_link
from isoqms.model.improvement import Nonconformity
from isoqms.model.planning.risks import RiskKind
from isoqms.repository.content import Repository

ENOUGH: Final = 40
"""How many questions a team of two asks in a day or two."""
_OBJECTIVE: Final = "6.2"


class Reason(StrEnum):
    """Why a question was chosen, the strongest first, as it is told."""

    EARLIER = "hỏi lại phát hiện trước"
    FOUND_THERE = "về quy trình, điều khoản đã có phát hiện"
    RISK = "về quy trình có rủi ro từ ngưỡng phải có biện pháp"
    CHANGED = "về tài liệu mới ban hành, sửa đổi từ lần đánh giá trước"
    OBJECTIVE = "về mục tiêu được giao"
    REACH = "để mỗi đơn vị, quy trình, điều khoản của đợt đều được hỏi"
    REST = "hỏi thêm"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The questions that are taken along, in their order, and how many for each reason."""

    questions: tuple[AuditCheck, ...]
    reasons: Mapping[Reason, int]


def choose(
    repository: Repository, year: int, audit: AuditRound, every: tuple[AuditCheck, ...]
) -> Chosen:
    """About `ENOUGH` of the questions; all that were found before or reach something are kept."""
    ground = _ground(repository, year)
    reasons = [ground.reason(check) for check in every]
    order = list(Reason)
    ranked = sorted(range(len(every)), key=lambda place: (order.index(reasons[place]), place))
    taken: set[int] = set()
    reached: set[tuple[str, str]] = set()
    for place in ranked:
        new = _reaches(audit, every[place]) - reached
        if reasons[place] is Reason.EARLIER or new:
            taken.add(place)
            reached |= new
            if reasons[place] is Reason.REST:
                reasons[place] = Reason.REACH
    taken.update(_filling(ranked, taken))
    counts = Counter(reasons[place] for place in taken)
    return Chosen(
        tuple(every[place] for place in sorted(taken)),
        {reason: counts[reason] for reason in Reason if counts[reason]},
    )


def _filling(ranked: list[int], taken: set[int]) -> list[int]:
    """As many of the others as there is room for, the likeliest faults first."""
    room = max(0, ENOUGH - len(taken))
    return [place for place in ranked if place not in taken][:room]


def _reaches(audit: AuditRound, check: AuditCheck) -> set[tuple[str, str]]:
    """The unit, the procedure and the clauses of the round that a question reaches."""
    named = [clause for clause in audit.clauses if check.clause and _meets(check.clause, clause)]
    out = {("clause", clause) for clause in named}
    if check.unit:
        out.add(("unit", check.unit))
    if check.document:
        out.add(("document", split_link(check.document)[0]))
    return out


def _meets(clause: str, other: str) -> bool:
    return clause_within(clause, other) or clause_within(other, clause)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the records say of where something is likely to be wrong."""

    documents: frozenset[str]
    """Procedures in which something was found last year or this."""
    clauses: frozenset[str]
    """Clauses in which something was found."""
    risky: frozenset[str]
    """Procedures that the process of a high risk names."""
    changed: frozenset[str]
    """Documents issued since the last round that was done."""

    def reason(self, check: AuditCheck) -> Reason:
        """The strongest reason to ask it; `Reason.REST` where there is none."""
        code = split_link(check.document)[0] if check.document else ""
        if is_about_earlier(check):
            return Reason.EARLIER
        if code in self.documents or (not code and check.clause in self.clauses):
            return Reason.FOUND_THERE
        if code in self.risky:
            return Reason.RISK
        if code in self.changed:
            return Reason.CHANGED
        return Reason.OBJECTIVE if check.clause == _OBJECTIVE else Reason.REST


def _ground(repository: Repository, year: int) -> _Ground:
    found = list(_found(repository, year))
    return _Ground(
        frozenset(split_link(each.document)[0] for each in found if each.document),
        frozenset(each.clause for each in found if each.clause),
        _risky(repository, year),
        _changed(repository, year),
    )


def _found(repository: Repository, year: int) -> Iterator[Nonconformity | AuditFinding]:
    """What was not as it should be, last year or this: nonconformities, and findings of rounds."""
    for rows in (repository.rows_of(each) for each in (year - 1, year)):
        yield from (row.record for row in rows.nonconformities)
        for row in rows.rounds:
            findings = row.record.findings
            yield from (one for one in findings if one.kind is not FindingKind.STRENGTH)


def _risky(repository: Repository, year: int) -> frozenset[str]:
    """The documents that the process of a risk at or above the threshold names."""
    register = repository.years[year].risks if year in repository.years else None
    if register is None:
        return frozenset()
    threshold = register.record.acceptable
    high = [
        each.process
        for each in register.record.risks
        if each.kind is RiskKind.RISK and each.likelihood * each.severity >= threshold
    ]
    return frozenset(_named_in(high, repository.in_force))


def _named_in(processes: Iterable[str], codes: Iterable[str]) -> Iterable[str]:
    told = " ".join(processes)
    return (code for code in codes if code in told)


def _changed(repository: Repository, year: int) -> frozenset[str]:
    """The documents issued since the last round that was done."""
    done = [
        day
        for each in (year - 1, year)
        for row in repository.rows_of(each).rounds
        if (day := audited_by(row.record)) and day <= repository.as_of
    ]
    if not done:
        return frozenset()
    last = max(done)
    return frozenset(
        item.code
        for entry in repository.decisions
        if entry.record.signed > last
        for item in entry.record.issues
    )
