"""Which decisions should carry a tag, as a command of ours recorded them with one."""

from collections.abc import Iterator

from isoqms.model.control.decision import Decision
from isoqms.repository.content import Repository
from isoqms.repository.control import Control
from isoqms.repository.entry import Entry
from isoqms.wording import number_slug


def tag_name(record: Decision) -> str:
    """The name of the tag that seals a decision (mốc ban hành)."""
    return f"qd/{record.signed.year}/{number_slug(record.number)}"


def without_tag(repository: Repository, control: Control) -> Iterator[Entry[Decision]]:
    """The decisions whose entry says that `isoqms issue` made it, and whose tag is not here.

    Raises UnreadableHistory.
    """
    issued = [one for one in repository.decisions if _is_issued(control, one)]
    if issued:
        names = {tag.name for tag in control.history.tags}
        yield from (one for one in issued if tag_name(one.record) not in names)


def _is_issued(control: Control, decision: Entry[Decision]) -> bool:
    key = (decision.record.number, decision.path.parts[1])
    versions = control.recorded.decisions.get(key, ())
    if not versions or not (decision.record.issues or decision.record.withdraws):
        return False
    entry = versions[0].commit
    return entry.by_program and entry.subject.endswith(f" theo {decision.record.number}")
