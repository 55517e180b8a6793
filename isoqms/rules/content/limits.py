"""Where the number of a document's time limit stands."""

from isoqms.diagnostics import Place
from isoqms.model.control.document import ControlledDocument, TimeLimit
from isoqms.repository import Entry


def place_of(entry: Entry[ControlledDocument], limit: TimeLimit) -> Place:
    """The place of the days, or else of the hours, of the document's time limit."""
    if limit.days is not None:
        return entry.at("time_limit", "days")
    return entry.at("time_limit", "hours")
