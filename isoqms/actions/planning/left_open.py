"""What stays open in a year when the next one begins: it is followed up in its own year."""

from collections.abc import Iterator

from isoqms.facts.review.reviews import says_nothing
from isoqms.model.audit import RoundState
from isoqms.repository import Year


def nonconformities(year: Year) -> Iterator[str]:
    """The keys of the nonconformities that are not closed."""
    for row in year.rows.nonconformities:
        if row.record.closed is None:
            yield row.record.id


def complaints(year: Year) -> Iterator[str]:
    """The keys of the complaints that nobody has answered."""
    for row in year.rows.complaints:
        if row.record.answered is None:
            yield row.record.id


def conclusions(year: Year) -> Iterator[str]:
    """The conclusions of reviews that are not carried out, in their own words."""
    for review in year.rows.reviews:
        for output in review.record.outputs:
            if output.done is None and not says_nothing(output.text):
                yield f"«{output.text}»"


def rounds(year: Year) -> Iterator[str]:
    """The keys of the audit rounds that are planned and not held."""
    for row in year.rows.rounds:
        if row.record.state is RoundState.PLANNED:
            yield row.record.id
