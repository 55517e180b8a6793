"""What the decisions issue, one after another, and what was withdrawn before them."""

from collections.abc import Iterator, Mapping

from isoqms.model.control.decision import Decision, Issued, Withdrawn
from isoqms.repository import Entry, Repository
from isoqms.repository.effects import never_began
from isoqms.values import frozen


@frozen
class Turn:
    """One document issued by one decision."""

    decision: Entry[Decision]
    index: int
    item: Issued
    after_withdrawal: Entry[Decision] | None
    """The earlier decision that had withdrawn the code, if one had."""


def issued_in_turn(repository: Repository) -> Iterator[Turn]:
    """What the decisions issue, in the order of signing.

    A withdrawal and an issue of one code on one day are a replacement, not a code that is used
    again.
    """
    last: dict[str, int] = {}
    gone: dict[str, Entry[Decision]] = {}
    for decision in repository.decisions:
        gone.update(dict.fromkeys(_ended(repository, decision, last), decision))
        back = {(item.code, item.revision) for item in decision.record.restores}
        for index, issued in enumerate(decision.record.issues):
            if (issued.code, issued.revision) in back:
                # What comes back by an annulment is no new issue, and takes no number.
                gone.pop(issued.code, None)
                continue
            before = gone.pop(issued.code, None)
            if before and before.record.signed == decision.record.signed:
                before = None
            # A code that is used again after its withdrawal begins anew.
            if before:
                last.pop(issued.code, None)
            yield Turn(decision, index, issued, before)
            last[issued.code] = max(issued.revision, last.get(issued.code, 0))


def _ended(
    repository: Repository, decision: Entry[Decision], last: Mapping[str, int]
) -> Iterator[str]:
    """The codes that a decision puts out of use."""
    codes = {item.code for item in decision.record.issues}
    for item in decision.record.withdraws:
        is_whole = item.code not in codes and _is_whole(item, last.get(item.code, 0))
        # What ends before its day leaves the issue before it in force.
        if is_whole and not never_began(repository.decisions, item, decision):
            yield item.code


def _is_whole(item: Withdrawn, last: int) -> bool:
    """Whether the document is withdrawn, and not an older issue of it only."""
    return item.revision is None or item.revision >= last
