"""What follows from the case figures of a period, where the parts it needs are stated."""

from collections.abc import Iterator

from isoqms.model.services import CasePeriod, CaseStatistics
from isoqms.repository import Entry, Repository
from isoqms.wording import date_short


def periods(repository: Repository) -> Iterator[tuple[Entry[CaseStatistics], int, CasePeriod]]:
    """Every period of every year, with its file and its index there."""
    for year in repository.years.values():
        if year.cases is None:
            continue
        for index, period in enumerate(year.cases.record.periods):
            yield year.cases, index, period


def span(period: CasePeriod) -> str:
    """`kỳ 01/01/2022 đến 26/10/2022, lĩnh vực Đất đai`."""
    field = f", lĩnh vực {period.field}" if period.field else ""
    return f"kỳ {date_short(period.start)} đến {date_short(period.end)}{field}"


def summed(*parts: int | None) -> int | None:
    """The sum of the parts, or None where one of them is missing: a missing part claims nothing."""
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def on_time(period: CasePeriod) -> int | None:
    """The cases resolved early or on time."""
    if period.early_or_on_time is not None:
        return period.early_or_on_time
    return summed(period.early, period.on_time)


def resolved_parts(period: CasePeriod) -> int | None:
    """The resolved cases, summed from their parts."""
    return summed(on_time(period), period.late)


def resolved(period: CasePeriod) -> int | None:
    """The resolved cases, summed from their parts where these are known, or else as stated."""
    stated = period.stated.resolved if period.stated else None
    parts = resolved_parts(period)
    return stated if parts is None else parts


def received(period: CasePeriod) -> int | None:
    """The cases received, those carried over among them, summed where both are known, or else as stated.

    A wrong total is one fault, told once (QMS701); the balance is drawn from the parts.
    """
    stated = period.stated.total if period.stated else None
    parts = summed(period.carried_over, period.received)
    return stated if parts is None else parts


def pending_stated(period: CasePeriod) -> int | None:
    """The cases still being resolved as stated, or else summed from those in time and overdue."""
    stated = period.stated.pending if period.stated else None
    return summed(period.pending_in_time, period.pending_overdue) if stated is None else stated


def remainder(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """What must still be pending: received less resolved less returned (unless these are among the resolved)."""
    total, done = received(period), resolved(period)
    back = 0 if returned_in_resolved else period.returned
    if total is None or done is None or back is None:
        return None
    return total - done - back


def pending(period: CasePeriod, *, returned_in_resolved: bool) -> int | None:
    """The cases still being resolved: as stated, or else what must be left."""
    stated = pending_stated(period)
    return remainder(period, returned_in_resolved=returned_in_resolved) if stated is None else stated
