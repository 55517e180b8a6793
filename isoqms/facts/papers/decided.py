"""The decisions of a year by their kind."""

from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.repository import Entry, Repository


def decisions_of(
    repository: Repository,
    year: int,
    *kinds: DecisionKind,
) -> tuple[Entry[Decision], ...]:
    """Those of these kinds signed in a year, up to `as_of`, in the order of signing.

    Without those that were annulled by then.
    """
    signed = (entry for entry in repository.standing if entry.record.signed.year == year)
    known = (entry for entry in signed if entry.record.signed <= repository.as_of)
    return tuple(entry for entry in known if entry.record.kind in kinds)
