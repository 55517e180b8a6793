"""Which changes of law the documents in force do not follow yet, and until when they must."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from isoqms.facts.law.reach import Reached, Tie, reached
from isoqms.facts.law.validity import months_after, update_months
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row

_AHEAD: Final = 12
"""Months before its effect in which an instrument without a day of issue can have been signed."""


@dataclass(frozen=True, slots=True)
class LawChange:
    """An instrument in effect, and what is still to be done about it (thay đổi của pháp luật)."""

    row: Row[ExternalDocument]
    """Where it stands in the register of external documents."""
    effective: date
    last: date
    """The last day to follow it."""
    pending: tuple[str, ...]
    """The codes of documents in force that still have to be changed, in order."""
    unissued: tuple[str, ...] = ()
    """Those that `applied` says were changed by then, though no decision issued them meanwhile."""
    reached: tuple[Reached, ...] = ()
    """Every document in force that it reaches, dismissed ones too."""

    @property
    def law(self) -> ExternalDocument:
        """The instrument itself."""
        return self.row.record


def law_changes(repository: Repository) -> Iterator[LawChange]:
    """The instruments in effect, in the order of the register.

    Nothing while the system is not applied.

    Documents that were first issued under an instrument were written by it, and are not pending.
    """
    if not repository.running:
        return
    issues = _issues(repository)
    first_issued = {code: min(day for _, day in days) for code, days in issues.items()}
    months = update_months(repository)
    for row in repository.laws:
        law = row.record
        if law.effective is None or law.effective > repository.as_of:
            continue
        every = reached(repository, law)
        older = [
            each
            for each in every
            if each.dismissed is None and first_issued.get(each.code, date.min) < law.effective
        ]
        since = law.issued or months_after(law.effective, -_AHEAD)
        if _done(repository, law):
            named = {each.code for each in older if each.tie is Tie.NAMED}
            unissued = set(_not_issued(named, issues, since, law.applied or since))
            # A day that the decisions contradict closes nothing.
            pending = unissued
        else:
            pending, unissued = set(_waiting(every, older, issues, since)), set()
        yield LawChange(
            row,
            law.effective,
            months_after(law.effective, months),
            tuple(sorted(pending)),
            tuple(sorted(unissued)),
            every,
        )


def awaited(
    repository: Repository, law: ExternalDocument, every: Iterable[Reached]
) -> tuple[str, ...]:
    """The codes that will have to follow a law that is not in effect, or nobody knows since when.

    What was issued since the law was signed was written with it in view.
    """
    issues = _issues(repository) if law.issued is not None else {}
    since = law.issued or date.max
    return tuple(sorted(set(_waiting(every, [e for e in every if not e.dismissed], issues, since))))


def _done(repository: Repository, law: ExternalDocument) -> bool:
    return law.applied is not None and law.applied <= repository.as_of


def _issues(repository: Repository) -> Mapping[str, list[tuple[date, date]]]:
    """The days on which each code was issued, signed and in force, as far as decisions tell."""
    found: dict[str, list[tuple[date, date]]] = {}
    for decision in repository.decisions:
        record = decision.record
        for item in record.issues:
            found.setdefault(item.code, []).append((record.signed, record.in_force_from))
    return found


def _not_issued(
    codes: set[str], issues: Mapping[str, list[tuple[date, date]]], since: date, until: date
) -> Iterator[str]:
    """The codes that no decision issued between two days.

    Of a code that no decision of the repository issued, nobody can tell.
    """
    for code in codes & set(issues):
        if not any(since <= signed <= until for signed, _ in issues[code]):
            yield code


def _waiting(
    every: Iterable[Reached],
    older: Iterable[Reached],
    issues: Mapping[str, list[tuple[date, date]]],
    since: date,
) -> Iterator[str]:
    """The codes that still have to follow a law of which nobody recorded that it is followed.

    What cites the one that it replaced does until it cites it no more; what cites an amended or
    guided one is settled where a decision issued it since; what a person named waits for its day.
    """
    yield from (each.code for each in every if each.tie is Tie.REPLACES and each.dismissed is None)
    for each in older:
        again = any(signed >= since for signed, _ in issues.get(each.code, ()))
        if each.tie is Tie.NAMED or not again:
            yield each.code
