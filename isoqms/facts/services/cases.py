"""The arithmetic of case figures (số liệu giải quyết hồ sơ), of a period and of a year.

Report, registers, rules and score card ask here, so that none of them adds up otherwise.

`received` is what came in newly in the period, by all channels; `total` is that with what was
carried over from before (Biểu II.06a/VPCP/KSTT: tổng = mới trong kỳ + từ kỳ trước).

A figure that is not told is None, which means unknown and never 0: who had no case by post writes
0. A sum of which one part is unknown is unknown itself. Were it the sum of the known parts, it
would be printed as if it were the whole, and rules would hold it against figures that are right.

Where the parts do not give a sum, what the agency states of it may stand in: the functions named
`…_told` do so. All counts are cases (hồ sơ).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeAlias

from isoqms.model.services import CasePeriod
from isoqms.wording import date_short

Span: TypeAlias = tuple[CasePeriod, ...]
"""The records that tell of the same days: one of the whole agency, or one of each field."""


def summed(parts: Iterable[int | None]) -> int | None:
    """The sum of the parts; None where one of them is unknown, or where there is none."""
    known = list(parts)
    if not known:
        return None
    total = 0
    for part in known:
        if part is None:
            return None
        total += part
    return total


def summed_known(parts: Iterable[int | None]) -> int | None:
    """The sum of those parts that are told, or None where none is.

    Not for cases: for lists in which a line without a count still adds nothing to what the others
    say, such as the people who were trained.
    """
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


# One period


def span_words(period: CasePeriod) -> str:
    """`kỳ 01/01/2022 đến 26/10/2022, lĩnh vực Đất đai`."""
    field = f", lĩnh vực {period.field}" if period.field else ""
    return f"kỳ {date_short(period.start)} đến {date_short(period.end)}{field}"


def received(period: CasePeriod) -> int | None:
    """The cases newly received: as told, or else those of the three channels together."""
    if period.received is not None:
        return period.received
    return summed((period.online, period.in_person, period.by_post))


def on_time(period: CasePeriod) -> int | None:
    """The cases resolved early or on time: as told in one figure, or else both together."""
    if period.early_or_on_time is not None:
        return period.early_or_on_time
    return summed((period.early, period.on_time))


def total(period: CasePeriod) -> int | None:
    """The cases there were to resolve: carried over and newly received."""
    return summed((period.carried_over, received(period)))


def total_told(period: CasePeriod) -> int | None:
    """The same, or else as stated.

    A stated total that is wrong is one fault, told once (QMS701); the balance is drawn from the
    parts.
    """
    parts = total(period)
    if parts is not None or period.stated is None:
        return parts
    return period.stated.total


def resolved(period: CasePeriod) -> int | None:
    """The cases resolved: early, on time and late."""
    return summed((on_time(period), period.late))


def resolved_told(period: CasePeriod) -> int | None:
    """The same, or else as stated."""
    parts = resolved(period)
    if parts is not None or period.stated is None:
        return parts
    return period.stated.resolved


def pending(period: CasePeriod) -> int | None:
    """The cases still being resolved at the end of the period: in time and overdue."""
    return summed((period.pending_in_time, period.pending_overdue))


def pending_told(period: CasePeriod) -> int | None:
    """The cases still being resolved as stated, or else the same.

    What is stated goes first here, for it is what QMS704 holds against the balance; where its own
    parts differ from it, the same rule says so.
    """
    if period.stated is not None and period.stated.pending is not None:
        return period.stated.pending
    return pending(period)


def tells_pending(period: CasePeriod) -> bool:
    """Whether the period says anything of the cases still being resolved, be it a part of them."""
    stated = period.stated.pending if period.stated else None
    told = (stated, period.pending_in_time, period.pending_overdue)
    return any(figure is not None for figure in told)


def unresolved(period: CasePeriod) -> int | None:
    """The cases that were not resolved in the period: those returned may be among them."""
    whole, done = total_told(period), resolved_told(period)
    if whole is None or done is None:
        return None
    return whole - done


def remainder(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """The cases that must still be pending: those not resolved less those returned.

    Where the agency counts the returned among the resolved, they are not taken off twice.
    """
    left = unresolved(period)
    back = _taken_off(period.returned, returned_in_resolved=returned_in_resolved)
    if left is None or back is None:
        return None
    return left - back


def _taken_off(returned: int | None, *, returned_in_resolved: bool) -> int | None:
    return 0 if returned_in_resolved else returned


def still_pending(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """The cases pending as they are printed: by their parts, or else what the period left over."""
    parts = pending(period)
    if parts is not None:
        return parts
    return left_over(period, returned_in_resolved=returned_in_resolved)


def left_over(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """The cases that the next period takes over: the pending as told, or else the remainder."""
    told = pending_told(period)
    if told is not None:
        return told
    return remainder(period, returned_in_resolved=returned_in_resolved)


def taken_over(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """The cases carried over: as told, or else what the other figures leave no choice about."""
    if period.carried_over is not None:
        return period.carried_over
    back = _taken_off(period.returned, returned_in_resolved=returned_in_resolved)
    gone, new = summed((resolved_told(period), back, pending_told(period))), received(period)
    if gone is None or new is None:
        return None
    return gone - new


# A year


def spans(given: Sequence[CasePeriod]) -> tuple[Span, ...]:
    """The periods in order of time, each with the records that make it up.

    Those of the whole agency where there are any, else the fields of each period together. A
    period inside a longer one (a quarter beside the whole year) is already counted there.
    """
    chosen = [period for period in given if period.field is None] or list(given)
    chosen.sort(key=_days)
    found = [tuple(members) for _, members in groupby(chosen, key=_days)]
    return tuple(span for span in found if not any(_inside(span[0], other[0]) for other in found))


def _days(period: CasePeriod) -> tuple[date, date]:
    return period.start, period.end


def _inside(one: CasePeriod, other: CasePeriod) -> bool:
    longer = _days(one) != _days(other)
    return longer and other.start <= one.start and one.end <= other.end


class CaseSums(NamedTuple):
    """The cases of a year; None for what its periods do not all tell."""

    carried_over: int | None = None
    """Those that the first period took over: what later ones did is counted already."""
    received: int | None = None
    on_time: int | None = None
    late: int | None = None
    returned: int | None = None
    recorded_pending: int | None = None
    """Those pending at the end of the last period, as its parts say."""
    returned_in_resolved: bool = False

    @property
    def total(self) -> int | None:
        """Those there were to resolve."""
        return summed((self.carried_over, self.received))

    @property
    def resolved(self) -> int | None:
        """Those resolved, on time and late."""
        return summed((self.on_time, self.late))

    @property
    def pending(self) -> int | None:
        """Those still being resolved: as recorded last, or else what is left of the total."""
        if self.recorded_pending is not None:
            return self.recorded_pending
        back = _taken_off(self.returned, returned_in_resolved=self.returned_in_resolved)
        whole, gone = self.total, summed((self.resolved, back))
        if whole is None or gone is None:
            return None
        return whole - gone


def sums_of(year: Sequence[Span], *, returned_in_resolved: bool) -> CaseSums:
    """The sums over the spans of a year, as `spans` gives them; all unknown where there is none."""
    if not year:
        return CaseSums(returned_in_resolved=returned_in_resolved)
    every = [period for span in year for period in span]
    return CaseSums(
        carried_over=summed(period.carried_over for period in year[0]),
        received=summed(received(period) for period in every),
        on_time=summed(on_time(period) for period in every),
        late=summed(period.late for period in every),
        returned=summed(period.returned for period in every),
        recorded_pending=summed(pending(period) for period in year[-1]),
        returned_in_resolved=returned_in_resolved,
    )
