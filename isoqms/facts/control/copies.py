"""Which copies on paper of an ended issue are still out (bản giấy chưa thu về; 7.5.3.2).

A receipt proves nothing before it has a day: `issue` and `withdraw` write the row of each unit
themselves, for the unit to sign when it hands its copies back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from isoqms.model.control.decision import Decision
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.control.distribution import Distribution


class Unreturned(NamedTuple):
    """Copies that a unit was given of an issue that has ended since."""

    row: Row[Distribution]
    copies: int
    """How many are still out."""
    by: Decision
    """What ended the issue, or issued it by mistake."""

    @property
    def since(self) -> date:
        """From when the copies are of no use."""
        return self.by.voided.on if self.by.voided else self.by.in_force_from

    @property
    def why(self) -> str:
        """Why, in words that follow «hết hiệu lực»: `theo 97/QĐ-UBND`."""
        return (
            f"vì {self.by.number} đã hủy ghi nhận" if self.by.voided else f"theo {self.by.number}"
        )


def unreturned(repository: Repository) -> Iterator[Unreturned]:
    """The lines of distribution whose issue ended by the day, less what was taken back by then."""
    ended = _ended(repository)
    taken = _taken_back(repository)
    for row in repository.rows.distributed:
        handed = row.record
        decision = ended.get((handed.document, handed.revision))
        key = (handed.document, handed.revision, handed.unit)
        left = handed.copies - taken[key]
        taken[key] = max(0, taken[key] - handed.copies)
        if decision is not None and left > 0:
            yield Unreturned(row, left, decision)


def is_handed_out(line: Distribution, day: date) -> bool:
    """Whether a document was handed over by a day: a day is told, or who received it."""
    return line.day <= day if line.day else line.receiver is not None


def _ended(repository: Repository) -> dict[tuple[str, int], Decision]:
    """The issues that a decision had ended by the day, by withdrawal or by a later issue."""
    ended: dict[tuple[str, int], Decision] = {}
    last: dict[str, int] = {}
    for entry in repository.decisions:
        record = entry.record
        if record.in_force_from > repository.as_of:
            continue
        for item in record.issues:
            for revision in range(last.get(item.code, 1), item.revision):
                ended.setdefault((item.code, revision), record)
            last[item.code] = item.revision
        for gone in record.withdraws:
            ended.setdefault((gone.code, gone.revision or last.get(gone.code, 1)), record)
    return {**_never_issued(repository), **ended}


def _never_issued(repository: Repository) -> dict[tuple[str, int], Decision]:
    """The issues that only a record made, which was voided since."""
    records = [entry.record for entry in repository.decisions]
    issued = {(item.code, item.revision) for each in records for item in each.issues}
    return {
        (item.code, item.revision): entry.record
        for entry in repository.every_decision
        if entry.record.voided is not None and entry.record.voided.on <= repository.as_of
        for item in entry.record.issues
        if (item.code, item.revision) not in issued
    }


def _taken_back(repository: Repository) -> Counter[tuple[str, int, str]]:
    """How many copies of an issue each unit gave back by the day, in whatever year."""
    taken: Counter[tuple[str, int, str]] = Counter()
    for row in repository.rows.taken_back:
        receipt = row.record
        if receipt.day is not None and receipt.day <= repository.as_of:
            taken[receipt.document, receipt.revision, receipt.unit] += receipt.copies
    return taken
