"""How far the agency is with each law that reaches its documents, on a day.

Three months run from the day of effect (QĐ 19/2014/QĐ-TTg, Điều 4, khoản 4, điểm a).
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from isoqms.facts.law.changes import LawChange, awaited, law_changes
from isoqms.facts.law.reach import Reached, reached
from isoqms.facts.law.validity import lapse_of, months_after, update_months
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row
from isoqms.values import frozen

NEAR: Final = timedelta(days=30)
"""So long before the last day a law is due soon."""


class Standing(StrEnum):
    """How far the agency is with a law, the most pressing first."""

    LATE = "late"
    SOON = "soon"
    RUNNING = "running"
    AHEAD = "ahead"
    """It is not in effect yet."""
    UNDATED = "undated"
    """Nobody knows from when on it is in effect, so no time runs."""
    SETTLED = "settled"


@frozen
class LawClock:
    """A law, what it reaches, and by when (đồng hồ của một văn bản)."""

    row: Row[ExternalDocument]
    standing: Standing
    reached: tuple[Reached, ...]
    waiting: tuple[str, ...] = ()
    """The codes that still have to follow it."""
    last: date | None = None
    """The last day to follow it; None where it has no day of effect."""
    left: int | None = None
    """Days until the last day; below 0 when it has gone by."""

    @property
    def law(self) -> ExternalDocument:
        """The law itself."""
        return self.row.record


def clocks(repository: Repository) -> tuple[LawClock, ...]:
    """Every law that reaches documents in force: the most pressing first, then by its last day.

    Nothing while the system is not applied; what has lapsed asks for nothing any more.
    """
    if not repository.running:
        return ()
    changes = {change.law.number: change for change in law_changes(repository)}
    found = []
    for row in repository.laws:
        change = changes.get(row.record.number)
        clock = _in_effect(repository, change) if change else _not_in_effect(repository, row)
        if clock is not None:
            found.append(clock)
    order = list(Standing)
    return tuple(
        sorted(found, key=lambda each: (order.index(each.standing), each.last or date.max))
    )


def _in_effect(repository: Repository, change: LawChange) -> LawClock | None:
    if not change.reached and not change.pending:
        return None
    left = (change.last - repository.as_of).days
    standing = Standing.SETTLED
    if change.pending:
        standing = _how_near(left)
    elif _has_lapsed(repository, change.law):
        return None
    return LawClock(change.row, standing, change.reached, change.pending, change.last, left)


def _how_near(left: int) -> Standing:
    if left < 0:
        return Standing.LATE
    return Standing.SOON if left <= NEAR.days else Standing.RUNNING


def _not_in_effect(repository: Repository, row: Row[ExternalDocument]) -> LawClock | None:
    law = row.record
    every = reached(repository, law)
    if not every or _has_lapsed(repository, law):
        return None
    if law.applied is not None:
        return LawClock(row, Standing.SETTLED, every)
    waiting = awaited(repository, law, every)
    if law.effective is None:
        return LawClock(row, Standing.UNDATED, every, waiting)
    last = months_after(law.effective, update_months(repository))
    return LawClock(row, Standing.AHEAD, every, waiting, last, (last - repository.as_of).days)


def _has_lapsed(repository: Repository, law: ExternalDocument) -> bool:
    lapse = lapse_of(repository, law)
    return lapse is not None and lapse.day <= repository.as_of
