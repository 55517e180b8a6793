"""How many documents the office issued, added up from the totals that are kept of periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from isoqms.facts.services.cases import counted_once, summed
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
    """The periods in order, each day once: none inside another, none that overlaps another."""
    kept = set(map(id, counted_once([row.record for row in rows])))
    return tuple(sorted((row for row in rows if id(row.record) in kept), key=_start))


def _start(row: Row[OutgoingTotal]) -> date:
    return row.record.start


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
