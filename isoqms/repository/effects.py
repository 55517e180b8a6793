"""What the decisions do together: the voided left out, the annulled ended, the restored back.

A decision that annuls or replaces another need not list what the other had issued: this module
alone says what follows from it, and everybody reads decisions of which it is said already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import PurePosixPath

from isoqms.model.control.decision import Decision, Issued, Withdrawn
from isoqms.repository.entry import Entry
from isoqms.repository.naming import answers_to
from isoqms.wording import sort_key

_BACK = "Có hiệu lực trở lại"


def in_order(decisions: Iterable[Entry[Decision]]) -> tuple[Entry[Decision], ...]:
    """The decisions in the order of signing.

    No decision tells the hour. An office numbers its papers as they are signed, so of one day the
    lower number came first, unless it annuls, replaces or amends the other.
    """
    every = sorted(decisions, key=lambda one: (one.record.signed, sort_key(one.record.number)))
    for entry in [one for one in every if _named_by(one.record)]:
        for number in _named_by(entry.record):
            aimed = meant(every, entry, number)
            if aimed is not None and every.index(aimed) > every.index(entry):
                every.remove(aimed)
                every.insert(every.index(entry), aimed)
    return tuple(every)


def _named_by(record: Decision) -> tuple[str, ...]:
    return (*record.annuls, *record.replaces, *record.amends)


def in_effect(decisions: Iterable[Entry[Decision]]) -> tuple[Entry[Decision], ...]:
    """The decisions, in the order of signing, as they have effect.

    Without those that were voided. What an annulled or replaced decision had issued and is still
    in force stands among what the annulling one withdraws, and what comes back among what it
    issues; both behind the rows that are written, so that these keep their places.
    """
    standing = _Standing()
    for entry in decisions:
        if entry.record.voided is None:
            standing.take(entry)
    return tuple(standing.taken)


@dataclass
class _Standing:
    """What is in force after the decisions that were taken so far, by the order of signing."""

    taken: list[Entry[Decision]] = field(default_factory=list)
    issued: dict[str, tuple[int, Entry[Decision]]] = field(default_factory=dict)
    """Of each code the revision in force, and the decision that issued it."""

    def take(self, entry: Entry[Decision]) -> None:
        """The next decision, completed."""
        record = entry.record
        ended, back = list(self._ended(record)), list(_back(record))
        if ended or back:
            record = record.model_copy(
                update={
                    "withdraws": (*record.withdraws, *ended),
                    "issues": (*record.issues, *back),
                }
            )
            entry = replace(entry, record=record)
        for gone in record.withdraws:
            if gone.revision in (None, self._revision(gone.code)):
                self.issued.pop(gone.code, None)
        for new in record.issues:
            self.issued[new.code] = (new.revision, entry)
        self.taken.append(entry)

    def _revision(self, code: str) -> int | None:
        held = self.issued.get(code)
        return held[0] if held else None

    def _ended(self, record: Decision) -> Iterator[Withdrawn]:
        """What was issued by the decisions that this one annuls or replaces."""
        told = {item.code for item in record.withdraws} | {item.code for item in record.issues}
        for words, numbers in (("bãi bỏ", record.annuls), ("thay thế", record.replaces)):
            for number in numbers:
                gone = named(self.taken, number)
                if gone is not None:
                    reason = f"{gone.record.number} bị {words}"
                    yield from self._issued_by(gone, told, reason)

    def _issued_by(self, gone: Entry[Decision], told: set[str], reason: str) -> Iterator[Withdrawn]:
        for item in gone.record.issues:
            if self.issued.get(item.code) == (item.revision, gone) and item.code not in told:
                yield Withdrawn(
                    code=item.code, revision=item.revision, title=item.title, reason=reason
                )


def _back(record: Decision) -> Iterator[Issued]:
    told = {(item.code, item.revision) for item in record.issues}
    for item in record.restores:
        if (item.code, item.revision) not in told:
            yield Issued(code=item.code, revision=item.revision, change=_BACK)


def never_began(decisions: Iterable[Entry[Decision]], item: Withdrawn, by: Entry[Decision]) -> bool:
    """Whether a decision withdraws an issue before its day, while an earlier one is in force.

    The document is not withdrawn then.
    """
    if item.revision is None:
        return False
    day = by.record.in_force_from
    before = list(takewhile(lambda entry: entry is not by, decisions))
    key = (item.code, item.revision)
    late = any(
        entry.record.in_force_from >= day and key in _issued(entry.record) for entry in before
    )
    # Asked of every withdrawal, and few are of what had not begun.
    return late and any(
        code == item.code and revision < item.revision
        for entry in before
        for code, revision in _issued(entry.record)
    )


def _issued(record: Decision) -> set[tuple[str, int]]:
    return {(item.code, item.revision) for item in record.issues}


def annulled(decisions: Iterable[Entry[Decision]], day: date) -> frozenset[PurePosixPath]:
    """The files of the decisions that another has annulled with effect by that day.

    What was replaced did its work; what was annulled did not.
    """
    return frozenset(_gone(tuple(decisions), day, ("annuls",)))


def over(decisions: Iterable[Entry[Decision]], day: date) -> frozenset[PurePosixPath]:
    """The same, and those that another has replaced."""
    return frozenset(_gone(tuple(decisions), day, ("annuls", "replaces")))


def _gone(
    every: tuple[Entry[Decision], ...], day: date, keys: tuple[str, ...]
) -> Iterator[PurePosixPath]:
    for entry in every:
        if entry.record.in_force_from > day:
            continue
        for number in (number for key in keys for number in getattr(entry.record, key)):
            gone = meant(every, entry, number)
            if gone is not None:
                yield gone.path


def meant(
    decisions: Iterable[Entry[Decision]], by: Entry[Decision], number: str
) -> Entry[Decision] | None:
    """The decision that another one names: signed before it, or on the same day in any order."""
    day = by.record.signed
    return named((one for one in decisions if one is not by and one.record.signed <= day), number)


def ended(decisions: Iterable[Entry[Decision]], number: str, day: date) -> bool:
    """Whether the decision with this number was annulled or replaced with effect by that day."""
    every = tuple(decisions)
    gone = named(every, number)
    return gone is not None and gone.path in over(every, day)


def named(decisions: Iterable[Entry[Decision]], number: str) -> Entry[Decision] | None:
    """The last of these decisions that bears this number, or bore it before it was corrected."""
    every = tuple(decisions)
    now = [each for each in every if each.record.number == number]
    once = now or [each for each in every if answers_to(each.record, number)]
    return once[-1] if once else None
