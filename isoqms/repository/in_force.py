"""What the decisions had put in force on a day, of the texts that are in the folder now."""

from datetime import date

from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry


def codes_in_force(repository: Repository, day: date) -> frozenset[str]:
    """The codes in force on a day: those of `tai-lieu/`, the decisions of later effect taken back.

    What was first issued later is left out, and what was withdrawn later is among them, though its
    text is gone.
    """
    codes = {entry.record.code for entry in repository.documents}
    for decision in reversed(repository.decisions):
        if decision.record.in_force_from > day:
            issues = decision.record.issues
            codes.difference_update(item.code for item in issues if item.revision == 1)
            codes.update(item.code for item in decision.record.withdraws)
    return frozenset(codes)


def documents_in_force(repository: Repository, day: date) -> tuple[Entry[ControlledDocument], ...]:
    """The same with their texts, as far as these are still in `tai-lieu/`.

    A document that was revised since then is read in its present text.
    """
    codes = codes_in_force(repository, day)
    return tuple(entry for entry in repository.documents if entry.record.code in codes)
