"""How much of the system internal audits reach: units, procedures, clauses (9.2.1)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from isoqms.facts.agency.scope import excluded_clauses
from isoqms.facts.audit.auditors import audited_by, units_in_scope
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.base import clause_key, clause_within, split_link
from isoqms.model.packs.standard import StandardPack
from isoqms.repository.content import Repository


class Reach(NamedTuple):
    """What is to be audited of one kind, in its order, and what of it the audits reach."""

    whole: tuple[str, ...]
    """Keys of units, codes of documents, or numbers of clauses."""
    reached: frozenset[str]
    """The part of `whole` that was audited, or is planned."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What no audit reaches, in order."""
        return tuple(name for name in self.whole if name not in self.reached)

    @property
    def is_over_half(self) -> bool:
        """Whether more than half is reached; never where there is nothing to reach."""
        return len(self.reached) * 2 > len(self.whole)


class Coverage(NamedTuple):
    """The reach of audits over the system (phạm vi đã đánh giá)."""

    units: Reach
    """The units in scope."""
    procedures: Reach
    """The procedures in force."""
    clauses: Reach
    """The titled clauses without titled parts, but for those that the scope excludes."""


def coverage(repository: Repository, *years: int, planned: bool = False) -> Coverage:
    """What the audits of these years reach together: done by `as_of`, if asked also the planned.

    A round reaches what it names. Where it is done and has questions about a thing, the thing is
    reached only if one of them was answered: a list that nobody took along proves nothing.
    """
    return reach_of(repository, tuple(_rounds(repository, years, planned=planned)))


def reach_of(repository: Repository, rounds: Iterable[AuditRound]) -> Coverage:
    """What these rounds reach together."""
    units, documents, clauses = (
        units_in_scope(repository),
        _procedures(repository),
        clauses_in_scope(repository),
    )
    seen: set[str] = set()
    read: set[str] = set()
    met: set[str] = set()
    for audit in rounds:
        seen |= _seen(
            audit, audit.units, [(check.unit, check.result is not None) for check in audit.checks]
        )
        links = [(_code(check.document), check.result is not None) for check in audit.checks]
        read |= _seen(audit, [split_link(link)[0] for link in audit.documents], links)
        met |= _clauses_met(audit, clauses)
    return Coverage(
        Reach(units, frozenset(units) & seen),
        Reach(documents, frozenset(documents) & read),
        Reach(clauses, frozenset(met)),
    )


def clauses_in_scope(repository: Repository) -> tuple[str, ...]:
    """The clauses that an audit is to reach: titled, without titled parts, within the scope."""
    excluded = excluded_clauses(repository)
    return tuple(
        number
        for number in leaf_clauses(repository.packs.standard)
        if not any(clause_within(number, each) for each in excluded)
    )


# Every clause is held against every other, and the edition is the same for all who ask.
@cache
def _leaves(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        number
        for number in numbers
        if not any(other != number and clause_within(other, number) for other in numbers)
    )


def leaf_clauses(standard: StandardPack) -> tuple[str, ...]:
    """The titled clauses of an edition without titled parts, in order.

    9.2 is one, though it has a 9.2.1 without a title.
    """
    return _leaves(tuple(clause.number for clause in standard.clauses if clause.title is not None))


def _rounds(repository: Repository, years: Iterable[int], *, planned: bool) -> Iterator[AuditRound]:
    for number in years:
        for row in repository.rows_of(number).rounds:
            day, state = audited_by(row.record), row.record.state
            done = state is RoundState.DONE and (day is None or day <= repository.as_of)
            if done or (planned and state is RoundState.PLANNED):
                yield row.record


def _procedures(repository: Repository) -> tuple[str, ...]:
    codes = {
        entry.record.code
        for entry in repository.in_force.values()
        if entry.record.kind.is_procedure
    }
    return tuple(sorted(codes - repository.not_yet))


def _code(link: str | None) -> str | None:
    return split_link(link)[0] if link else None


def _seen(
    audit: AuditRound, named: Iterable[str], checks: Sequence[tuple[str | None, bool]]
) -> set[str]:
    """What a round reaches of what it names and asks.

    Each asked thing comes with whether that question was answered.
    """
    answered = {name for name, is_answered in checks if name and is_answered}
    if audit.state is not RoundState.DONE:
        return {*named, *(name for name, _ in checks if name)}
    asked = {name for name, _ in checks if name}
    return (set(named) - (asked - answered)) | answered


def _clauses_met(audit: AuditRound, leaves: tuple[str, ...]) -> set[str]:
    """The leaves that a round reaches.

    A clause reaches all its parts, a lettered point the clause around it.
    """
    named = [leaf for clause in audit.clauses for leaf in _within(clause, leaves)]
    checks = [
        (leaf, check.result is not None)
        for check in audit.checks
        for leaf in _within(check.clause, leaves)
    ]
    return _seen(audit, named, checks)


def _within(clause: str | None, leaves: tuple[str, ...]) -> list[str]:
    if clause is None:
        return []
    return [leaf for leaf in leaves if clause_within(leaf, clause) or clause_within(clause, leaf)]


def in_clause_order(clauses: Iterable[str]) -> tuple[str, ...]:
    """The clauses each once, as the standard has them: 4.9 before 4.10."""
    return tuple(sorted(set(clauses), key=clause_key))
