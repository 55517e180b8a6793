"""How many documents the office issued, added up from the totals that are kept of periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from isoqms.facts.services.cases import is_inside, summed
from isoqms.repository.entry import Row

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import OutgoingTotal


class Sent(NamedTuple):
    """Documents issued, checked for form, and right in it; None for what a period does not tell."""

    issued: int | None
    checked: int | None
    format_met: int | None


def sent_periods(rows: Sequence[Row[OutgoingTotal]]) -> tuple[Row[OutgoingTotal], ...]:
    """The periods in order, without one that lies inside another or tells of the same days."""
    once = {(row.record.start, row.record.end): row for row in reversed(rows)}
    every = [row.record for row in once.values()]
    kept = [row for row in once.values() if not any(is_inside(row.record, o) for o in every)]
    return tuple(sorted(kept, key=lambda row: row.record.start))


def sent_sum(totals: Iterable[OutgoingTotal]) -> Sent:
    """The sums of periods that follow on each other."""
    every = tuple(totals)

    def over(told: Callable[[OutgoingTotal], int | None]) -> int | None:
        return summed(map(told, every))

    return Sent(
        over(lambda each: each.issued),
        over(lambda each: each.checked),
        over(lambda each: each.format_met),
    )
