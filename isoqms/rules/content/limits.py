"""The time limits of documents, in working hours."""

from collections.abc import Iterator
from decimal import Decimal

from isoqms.diagnostics import Place
from isoqms.facts.services.durations import limit_hours
from isoqms.model.control.document import ControlledDocument, TimeLimit
from isoqms.repository import Entry, Repository


def limited(
    repository: Repository, hours_per_day: int
) -> Iterator[tuple[Entry[ControlledDocument], Place, Decimal]]:
    """The documents whose time limit is a number, with its place and the limit in hours."""
    for entry in repository.all_documents():
        limit = entry.record.time_limit
        if limit is None:
            continue
        hours = limit_hours(limit, hours_per_day)
        if hours is not None:
            yield entry, _place(entry, limit), hours


def _place(entry: Entry[ControlledDocument], limit: TimeLimit) -> Place:
    """The place of the days, or else of the hours."""
    if limit.days is not None:
        return entry.at("time_limit", "days")
    return entry.at("time_limit", "hours")
