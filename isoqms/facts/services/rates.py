"""What the rates of cases are taken of (mẫu số của tỷ lệ), for report, registers and rules.

Agencies publish the rate of cases on time over those resolved, over all received, over those that
fell due, or count the overdue that are still open as late over the total: isoqms.yaml says which.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from isoqms.facts.services.cases import CaseSums
from isoqms.model.agency.settings import RateBase


class Share(NamedTuple):
    """A part of a whole, in cases."""

    part: int
    whole: int
    words: str
    """What the whole is: `số đã giải quyết`."""
    base: RateBase | None = None
    """The choice in isoqms.yaml that takes this whole; None where there is nothing to choose."""


WORDS: Final[Mapping[RateBase, str]] = {
    RateBase.RESOLVED: "số đã giải quyết",
    RateBase.RECEIVED: "tổng tiếp nhận",
    RateBase.DUE: "số đến hạn",
    RateBase.TOTAL: "tổng tiếp nhận, trễ gồm cả đang quá hạn",
}


def on_time_shares(counts: CaseSums, base: RateBase) -> tuple[Share, ...]:
    """The share of cases on time: that of the agency's choice first; none where it is unknown."""
    return _chosen(_ON_TIME, counts, base)


def late_shares(counts: CaseSums, base: RateBase) -> tuple[Share, ...]:
    """The share of cases late: that of the agency's choice first; none where it is unknown."""
    return _chosen(_LATE, counts, base)


def fill_the_whole(base: RateBase) -> bool:
    """Whether the rates of cases on time and late make up 100 per cent."""
    return base is not RateBase.RECEIVED


_Told = Callable[[CaseSums], int | None]


def _column(name: str) -> _Told:
    return lambda counts: counts.columns.get(name)


def _total(counts: CaseSums) -> int | None:
    return counts.total


def _resolved(counts: CaseSums) -> int | None:
    return counts.resolved


def _not_late(counts: CaseSums) -> int | None:
    late, total = counts.columns.get("late_or_overdue"), counts.total
    return None if late is None or total is None else total - late


_ON_TIME: Final[Mapping[RateBase, tuple[_Told, _Told]]] = {
    RateBase.RESOLVED: (_column("early_or_on_time"), _resolved),
    RateBase.RECEIVED: (_column("early_or_on_time"), _total),
    RateBase.DUE: (_column("early_or_on_time"), _column("due")),
    RateBase.TOTAL: (_not_late, _total),
}
_LATE: Final[Mapping[RateBase, tuple[_Told, _Told]]] = {
    RateBase.RESOLVED: (_column("late"), _resolved),
    RateBase.RECEIVED: (_column("late"), _total),
    RateBase.DUE: (_column("late_or_overdue"), _column("due")),
    RateBase.TOTAL: (_column("late_or_overdue"), _total),
}
_OTHERS: Final[Mapping[str, tuple[_Told, tuple[tuple[str, _Told], ...]]]] = {
    "resolved_rate": (_resolved, (("tổng tiếp nhận", _total),)),
    "pending_rate": (lambda counts: counts.pending, (("tổng tiếp nhận", _total),)),
    "online_rate": (
        _column("online"),
        (("số tiếp nhận trong kỳ", _column("received")), ("tổng tiếp nhận", _total)),
    ),
    "digitised_rate": (
        _column("digitised"),
        (
            ("số tiếp nhận trong kỳ", _column("received")),
            ("số đã giải quyết", _resolved),
            ("tổng tiếp nhận", _total),
        ),
    ),
    "paid_online_rate": (
        _column("paid_online"),
        (
            ("số hồ sơ có phí, lệ phí", _column("with_fee")),
            ("số đã giải quyết", _resolved),
            ("số tiếp nhận trong kỳ", _column("received")),
        ),
    ),
}
"""The other rates, each with its part and the wholes that agencies take; ours first."""


def other_shares(counts: CaseSums, rate: str) -> tuple[Share, ...]:
    """The shares that a rate may tell, ours first; none where ours is unknown."""
    part, wholes = _OTHERS[rate]
    found = [
        Share(upper, lower, words)
        for words, whole in wholes
        if (upper := part(counts)) is not None and (lower := whole(counts))
    ]
    return tuple(found) if found and found[0].words == wholes[0][0] else ()


def _chosen(
    table: Mapping[RateBase, tuple[_Told, _Told]], counts: CaseSums, base: RateBase
) -> tuple[Share, ...]:
    found = {share.base: share for share in _shares(table, counts)}
    if base not in found:
        return ()
    return (found[base], *(share for other, share in found.items() if other is not base))


def _shares(table: Mapping[RateBase, tuple[_Told, _Told]], counts: CaseSums) -> Iterator[Share]:
    for base, (part, whole) in table.items():
        upper, lower = part(counts), whole(counts)
        if upper is not None and lower:
            yield Share(upper, lower, WORDS[base], base)
