"""Which changes of law the documents in force do not follow yet, and until when they must."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from isoqms.facts.law.reach import Reached, Tie, reached
from isoqms.facts.law.validity import lapse_of, months_after, update_months
from isoqms.model.base import split_link
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row

_AHEAD: Final = 12
"""Months before its effect in which an instrument without a day of issue can have been signed."""


class LawChange(NamedTuple):
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


def law_changes(repository: Repository, by: date | None = None) -> Iterator[LawChange]:
    """The instruments in effect by a day (`as_of`), in the order of the register.

    Nothing while the system is not applied.

    Documents that were first issued under an instrument were written by it, and are not pending.
    """
    if not repository.running:
        return
    day = by or repository.as_of
    ground = _Ground(_issues(repository), _resting(repository, day), update_months(repository))
    for row in repository.laws:
        effective = row.record.effective
        if effective is not None and effective <= day:
            yield _change(repository, row, effective, day, ground)


class _Ground(NamedTuple):
    """What is asked of every law."""

    issues: Mapping[str, list[tuple[date, date]]]
    resting: Mapping[str, list[str]]
    months: int

    def is_older(self, code: str, day: date) -> bool:
        """Whether a document was in force before a day, as far as decisions tell."""
        return min((first for _, first in self.issues.get(code, ())), default=date.min) < day


def _change(
    repository: Repository, row: Row[ExternalDocument], effective: date, day: date, ground: _Ground
) -> LawChange:
    law = row.record
    every = reached(repository, law)
    older = [e for e in every if e.dismissed is None and ground.is_older(e.code, effective)]
    since = law.issued or months_after(effective, -_AHEAD)
    if law.applied is not None and law.applied <= day:
        named = {each.code for each in older} & {split_link(link)[0] for link in law.affects}
        unissued = set(_not_issued(named, ground.issues, since, law.applied))
        # A day that the decisions contradict closes nothing.
        pending = unissued | (set(ground.resting.get(law.number, ())) - law.dismissals.keys())
    else:
        pending, unissued = set(_waiting(every, older, ground.issues, since)), set()
    return LawChange(
        row,
        effective,
        months_after(effective, ground.months),
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


def _issues(repository: Repository) -> Mapping[str, list[tuple[date, date]]]:
    """The days on which each code was issued, signed and in force, as far as decisions tell.

    What was annulled was not issued, and what came back by that has its old text.
    """
    found: dict[str, list[tuple[date, date]]] = {}
    for decision in repository.standing:
        record = decision.record
        back = {(item.code, item.revision) for item in record.restores}
        for item in (each for each in record.issues if (each.code, each.revision) not in back):
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


def _resting(repository: Repository, day: date) -> Mapping[str, list[str]]:
    """The documents in force that still rest on a lapsed instrument that each law replaced.

    What is still in force by the day may be cited by a document that follows the new law.
    """
    known = repository.external_by_number.items()
    replaced = {
        number: row.record.replaced_by
        for number, row in known
        if _has_lapsed(repository, row.record, day)
    }
    successors = {number: by for number, by in replaced.items() if by}
    out: dict[str, list[str]] = {}
    if successors:
        for entry in repository.documents:
            for number in entry.record.legal_basis:
                if number in successors:
                    out.setdefault(successors[number], []).append(entry.record.code)
    return out


def _has_lapsed(repository: Repository, law: ExternalDocument, day: date) -> bool:
    lapse = lapse_of(repository, law)
    return lapse is not None and lapse.day <= day
