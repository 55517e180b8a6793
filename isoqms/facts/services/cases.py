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

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, Protocol, TypeAlias, TypeVar

from isoqms.model.services import CasePeriod, Level
from isoqms.wording import compared, date_short

Span: TypeAlias = tuple[CasePeriod, ...]
"""The records that tell of the same days: one of the whole agency, or those that make it up."""


class Part(NamedTuple):
    """Of which cases of the agency a record tells: of all, of a field, of a level, of both."""

    field: str
    """As it is compared, whatever its capitals, accents and spaces; empty for all fields."""
    level: Level | None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole agency."""
        return not self.field and self.level is None


def part_of(period: CasePeriod) -> Part:
    """Of which cases of the agency a record tells."""
    return Part(compared(period.field or ""), period.level)


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
    """`kỳ 01/01/2022 đến 26/10/2022, lĩnh vực Đất đai, cấp xã`."""
    return f"kỳ {date_short(period.start)} đến {date_short(period.end)}{part_words(period)}"


def part_words(period: CasePeriod) -> str:
    """`, lĩnh vực Đất đai, cấp xã`; nothing for the whole agency."""
    field = f", lĩnh vực {period.field}" if period.field else ""
    level = f", {period.level.words}" if period.level else ""
    return field + level


def direct(period: CasePeriod) -> int | None:
    """The cases that came in person or by post: as told in one figure, or else both together."""
    if period.in_person_or_post is not None:
        return period.in_person_or_post
    return summed((period.in_person, period.by_post))


def received(period: CasePeriod) -> int | None:
    """The cases newly received: as told, or else those of all channels together."""
    if period.received is not None:
        return period.received
    return summed((period.online, direct(period)))


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


def late_or_overdue(period: CasePeriod) -> int | None:
    """The cases late, resolved or not: as told in one figure, or else both together."""
    if period.late_or_overdue is not None:
        return period.late_or_overdue
    return summed((period.late, period.pending_overdue))


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


COLUMNS: Final[Mapping[str, Callable[[CasePeriod], int | None]]] = {
    "carried_over": attrgetter("carried_over"),
    "received": received,
    "online": attrgetter("online"),
    "in_person": attrgetter("in_person"),
    "by_post": attrgetter("by_post"),
    "in_person_or_post": direct,
    "early": attrgetter("early"),
    "on_time": attrgetter("on_time"),
    "early_or_on_time": on_time,
    "late": attrgetter("late"),
    "late_or_overdue": late_or_overdue,
    "due": attrgetter("due"),
    "returned": attrgetter("returned"),
    "pending_in_time": attrgetter("pending_in_time"),
    "pending_overdue": attrgetter("pending_overdue"),
    "digitised": attrgetter("digitised"),
    "with_fee": attrgetter("with_fee"),
    "paid_online": attrgetter("paid_online"),
}
"""Every column of the figures, by its key: as told, or else as others of the period make it up."""
AT_THE_START: Final = frozenset(("carried_over",))
"""Columns of which a longer period tells what its first part does."""
AT_THE_END: Final = frozenset(("pending_in_time", "pending_overdue"))
"""Columns of which a longer period tells what its last part does."""
_ADDED_AND_LEFT: Final = frozenset(("late_or_overdue",))
"""Columns that hold both: what is added up, and what is left at the end."""


def title(column: str) -> str:
    """The Vietnamese title of a column, as the model has it."""
    return CasePeriod.model_fields[column].title or column


def over_time(column: str, parts: Sequence[CasePeriod]) -> int | None:
    """A column over parts of time that follow on each other; None where one does not tell it."""
    told = COLUMNS[column]
    if not parts:
        return None
    if len(parts) == 1 or column in AT_THE_START:
        return told(parts[0])
    if column in AT_THE_END:
        return told(parts[-1])
    if column in _ADDED_AND_LEFT:
        # What was overdue at the end of a month may be overdue at the end of the next.
        return summed((over_time("late", parts), over_time("pending_overdue", parts)))
    return summed(map(told, parts))


# A year


def spans(given: Sequence[CasePeriod]) -> tuple[Span, ...]:
    """The periods in order of time, each with the records that make it up.

    Those of the whole agency; of days that these do not tell of, its fields together, or else its
    levels, or the fields of all levels. A period inside a longer one (a quarter beside the whole
    year) is already counted there, one that is recorded twice counts once, and of two that overlap
    in part one is left out.
    """
    found: list[Span] = []
    for make_up in _MAKE_UP:
        kind = [each for each in given if make_up(part_of(each))]
        astray = set(map(id, left_out(kind)))
        chosen = sorted((each for each in kind if id(each) not in astray), key=_days)
        together = [_each_once(members) for _, members in groupby(chosen, key=_days)]
        longest = [one for one in together if not any(is_inside(one[0], o[0]) for o in together)]
        told = tuple(found)
        found += (one for one in longest if not any(_meet(one[0], other[0]) for other in told))
    return tuple(sorted(found, key=lambda span: _days(span[0])))


_MAKE_UP: Final[tuple[Callable[[Part], bool], ...]] = (
    lambda part: part.is_whole,
    lambda part: bool(part.field) and part.level is None,
    lambda part: not part.field and part.level is not None,
    lambda part: bool(part.field) and part.level is not None,
)
"""The kinds of record that make up the agency together, the fewest first."""


def _each_once(members: Iterable[CasePeriod]) -> Span:
    once: dict[Part, CasePeriod] = {}
    for each in members:
        once.setdefault(part_of(each), each)
    return tuple(once.values())


class Dated(Protocol):
    """What tells of a period."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date: ...


def _days(period: Dated) -> tuple[date, date]:
    return period.start, period.end


def is_inside(one: Dated, other: Dated) -> bool:
    """Whether the days of one lie within those of another that is longer."""
    longer = _days(one) != _days(other)
    return longer and other.start <= one.start and one.end <= other.end


def _meet(one: Dated, other: Dated) -> bool:
    return one.start <= other.end and other.start <= one.end


_P = TypeVar("_P", bound=Dated)


def overlap_in_part(one: Dated, other: Dated) -> bool:
    """Whether the days of two periods meet, and neither lies within the other."""
    within = one.start <= other.start and other.end <= one.end
    return _meet(one, other) and not within and not is_inside(one, other)


def counted_once(given: Iterable[_P]) -> tuple[_P, ...]:
    """The periods to add up so that no day counts twice, in order of time.

    Those that tell of the most days together: by as few periods as may be, the earliest first.
    """
    best: list[tuple[int, tuple[_P, ...]]] = [(0, ())]
    ends: list[date] = []
    for each in sorted(given, key=lambda one: (one.end, one.start)):
        before = best[bisect_left(ends, each.start)]
        days = (each.end - each.start).days + 1
        with_it = (before[0] + days, (*before[1], each))
        best.append(max(best[-1], with_it, key=lambda one: (one[0], -len(one[1]))))
        ends.append(each.end)
    return best[-1][1]


def uncounted(given: Sequence[_P]) -> tuple[_P, ...]:
    """The periods of the same cases that are not added up: each overlaps a counted one in part."""
    kept = counted_once(given)
    return tuple(one for one in given if any(overlap_in_part(one, each) for each in kept))


def left_out(given: Iterable[CasePeriod]) -> tuple[CasePeriod, ...]:
    """The same of the periods of a year, of the agency and of each part of it for itself."""
    alike: dict[Part, list[CasePeriod]] = {}
    for each in given:
        alike.setdefault(part_of(each), []).append(each)
    return tuple(one for group in alike.values() for one in uncounted(group))


class CaseSums(NamedTuple):
    """The cases of a period or of a year; None for what is not told of all of it."""

    columns: Mapping[str, int | None]
    """Each column added up over time."""
    returned_in_resolved: bool = False
    stated_total: int | None = None
    stated_resolved: int | None = None

    @property
    def carried_over(self) -> int | None:
        """Those that the first period took over: what later ones did is counted already."""
        return self.columns.get("carried_over")

    @property
    def received(self) -> int | None:
        """Those newly received."""
        return self.columns.get("received")

    @property
    def on_time(self) -> int | None:
        """Those resolved early or on time."""
        return self.columns.get("early_or_on_time")

    @property
    def late(self) -> int | None:
        """Those resolved late."""
        return self.columns.get("late")

    @property
    def returned(self) -> int | None:
        """Those returned or taken back."""
        return self.columns.get("returned")

    @property
    def total(self) -> int | None:
        """Those there were to resolve; as stated where the parts do not tell."""
        parts = summed((self.carried_over, self.received))
        return self.stated_total if parts is None else parts

    @property
    def resolved(self) -> int | None:
        """Those resolved, on time and late; as stated where the parts do not tell."""
        parts = summed((self.on_time, self.late))
        return self.stated_resolved if parts is None else parts

    @property
    def pending(self) -> int | None:
        """Those still being resolved: as recorded last, or else what is left of the total."""
        recorded = summed(map(self.columns.get, ("pending_in_time", "pending_overdue")))
        if recorded is not None:
            return recorded
        back = _taken_off(self.returned, returned_in_resolved=self.returned_in_resolved)
        whole, gone = self.total, summed((self.resolved, back))
        if whole is None or gone is None:
            return None
        return whole - gone


def sums_of(year: Sequence[Span], *, returned_in_resolved: bool) -> CaseSums:
    """The sums over the spans of a year, as `spans` gives them; all unknown where there is none."""
    columns = {name: _over_spans(name, year) for name in COLUMNS}
    return CaseSums(columns, returned_in_resolved)


def _over_spans(column: str, year: Sequence[Span]) -> int | None:
    """A column of all spans: of each field and level, for these need not come in each of them."""
    if len(year) == 1:
        return summed(over_time(column, (each,)) for each in year[0])
    if column in AT_THE_START or column in AT_THE_END:
        chosen = year[:1] if column in AT_THE_START else year[-1:]
        return summed(COLUMNS[column](each) for span in chosen for each in span)
    if column in _ADDED_AND_LEFT:
        return summed((_over_spans("late", year), _over_spans("pending_overdue", year)))
    return summed(COLUMNS[column](each) for span in year for each in span)


def counted(period: CasePeriod, *, returned_in_resolved: bool) -> CaseSums:
    """The sums of one period, with what is stated where its parts do not tell."""
    columns = {name: told(period) for name, told in COLUMNS.items()}
    return CaseSums(columns, returned_in_resolved, total_told(period), resolved_told(period))
