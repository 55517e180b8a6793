"""What the case figures of a period add up to, from the parts that are told (số liệu giải quyết hồ sơ)."""

from collections.abc import Iterable

from isoqms.model.services import CasePeriod


def received(period: CasePeriod) -> int | None:
    """The cases newly received: as told, or else those of each channel together."""
    if period.received is not None:
        return period.received
    return summed_known(period.online, period.in_person, period.by_post)


def on_time(period: CasePeriod) -> int | None:
    """The cases resolved early or on time."""
    if period.early_or_on_time is not None:
        return period.early_or_on_time
    return summed_known(period.early, period.on_time)


def total(period: CasePeriod) -> int | None:
    """The cases there were to resolve: carried over and newly received."""
    return summed((period.carried_over, received(period)))


def resolved(period: CasePeriod) -> int | None:
    """The cases resolved: early, on time and late."""
    return summed((on_time(period), period.late))


def pending(period: CasePeriod) -> int | None:
    """The cases still being resolved at the end of the period."""
    return summed_known(period.pending_in_time, period.pending_overdue)


def summed(parts: Iterable[int | None]) -> int | None:
    """The sum, or None where a part is not known (or there is none): a partial sum would pass for the whole."""
    known = list(parts)
    return sum(part for part in known if part is not None) if known and None not in known else None


def summed_known(*parts: int | None) -> int | None:
    """The sum of the parts that are told apart, or None where none is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
