"""What the days of recording can show of the days of signing, and where they cannot be true.

The day of an entry is what the clock of a PC said, or what somebody wished it to say: a claim. Held
against each other and against the decisions, the days at least must not contradict themselves.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from isoqms.history import Commit, History
from isoqms.model.control.decision import Decision
from isoqms.repository.content import Repository
from isoqms.repository.control import Control
from isoqms.repository.entry import Entry
from isoqms.repository.integrity import begun
from isoqms.repository.naming import recordings

_MONTH: Final = timedelta(days=31)
"""Within it a decision is recorded in the course of work."""
_CLOCKS: Final = timedelta(days=1)
"""So far two clocks, or two zones of time, may be apart."""


class Batch(NamedTuple):
    """The decisions that one entry recorded long after they were signed (ghi muộn)."""

    commit: Commit
    decisions: tuple[Entry[Decision], ...]
    """In the order of signing."""

    @property
    def issued(self) -> int:
        """How many revisions they issued."""
        return sum(len(one.record.issues) for one in self.decisions)

    @property
    def first(self) -> date:
        """The day on which the first of them was signed."""
        return self.decisions[0].record.signed

    @property
    def last(self) -> date:
        """The day on which the last of them was signed."""
        return self.decisions[-1].record.signed


class Early(NamedTuple):
    """A decision that was recorded, as the entry says, before it was signed."""

    commit: Commit
    decision: Entry[Decision]


def is_late(commit: Commit, signed: date) -> bool:
    """Whether an entry stands more than a month after the day of signing."""
    return commit.when.date() - signed > _MONTH


def is_early(commit: Commit, signed: date) -> bool:
    """Whether an entry bears a day before the one of signing."""
    return signed - commit.when.date() > _CLOCKS


def recorded_late(repository: Repository, control: Control) -> tuple[Batch, ...]:
    """The decisions recorded more than a month after they were signed, by the entry that did it.

    Only those by which documents became valid or ended: from when on their texts stood so, such a
    record does not show.
    """
    found: dict[str, list[tuple[Commit, Entry[Decision]]]] = {}
    for commit, decision in _recorded(repository, control):
        record = decision.record
        if is_late(commit, record.signed) and (record.issues or record.withdraws):
            found.setdefault(commit.id, []).append((commit, decision))
    batches = (Batch(each[0][0], tuple(one for _, one in each)) for each in found.values())
    return tuple(sorted(batches, key=lambda batch: batch.commit.position))


def recorded_early(repository: Repository, control: Control) -> tuple[Early, ...]:
    """The decisions whose entry bears a day before the one on which they were signed."""
    return tuple(
        Early(commit, decision)
        for commit, decision in _recorded(repository, control)
        if is_early(commit, decision.record.signed)
    )


def turned_back(history: History) -> tuple[tuple[Commit, Commit], ...]:
    """The entries that follow one of a later day, each after the one that it follows."""
    return tuple(
        (before, after)
        for before, after in pairwise(history.line)
        if before.when - after.when > _CLOCKS
    )


def after(history: History, day: date) -> tuple[Commit, ...]:
    """The entries that bear a later day than `day`."""
    return tuple(one for one in history.commits if one.when.date() - day > _CLOCKS)


def signed_before_all(repository: Repository, control: Control) -> tuple[Entry[Decision], ...]:
    """The decisions about documents signed more than a month before the first entry."""
    first = begun(control)
    return tuple(
        one
        for one in repository.decisions
        if first - one.record.signed > _MONTH and (one.record.issues or one.record.withdraws)
    )


def _recorded(repository: Repository, control: Control) -> Iterator[tuple[Commit, Entry[Decision]]]:
    """Each recorded decision, in the order of signing, with the entry in which it first stood."""
    held = recordings(repository.every_decision, control.recorded)
    for decision in repository.decisions:
        versions = held.get(decision.path, ())
        if versions:
            yield versions[0].commit, decision
