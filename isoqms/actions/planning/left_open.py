"""What stays open in a year when the next one begins: it is followed up in its own year."""

from collections.abc import Iterator

from isoqms.facts.review.reviews import says_nothing
from isoqms.model.audit import RoundState
from isoqms.repository import Year


def nonconformities(year: Year) -> Iterator[str]:
    """The keys of the nonconformities that are not closed."""
    for item in year.nonconformities.record.items if year.nonconformities else ():
        if item.closed is None:
            yield item.id


def complaints(year: Year) -> Iterator[str]:
    """The keys of the complaints that nobody has answered."""
    for each in year.complaints.record.complaints if year.complaints else ():
        if each.answered is None:
            yield each.id


def conclusions(year: Year) -> Iterator[str]:
    """The conclusions of reviews that are not carried out, in their own words."""
    for review in year.reviews.record.reviews if year.reviews else ():
        for output in review.outputs:
            if output.done is None and not says_nothing(output.text):
                yield f"«{output.text}»"


def rounds(year: Year) -> Iterator[str]:
    """The keys of the audit rounds that are planned and not held."""
    for each in year.audits.record.rounds if year.audits else ():
        if each.state is RoundState.PLANNED:
            yield each.id
