"""Which decisions should carry a tag, as a command of ours recorded them with one."""

from collections.abc import Iterator

from isoqms.history import Version
from isoqms.model.control.decision import Decision
from isoqms.repository.content import Repository
from isoqms.repository.control import Control
from isoqms.repository.entry import Entry
from isoqms.repository.naming import Name, names, recordings


def without_tag(repository: Repository, control: Control) -> Iterator[Entry[Decision]]:
    """The decisions whose entry says that `isoqms issue` made it, and whose tag is not here.

    Under the number that they had then: what was corrected later keeps its first tag. Raises
    UnreadableHistory.
    """
    every = repository.every_decision
    versions = recordings(every, control.recorded)
    live = {one.path: one for one in repository.decisions}
    issued = [
        name
        for name in names(every, control.recorded)
        if name.entry.path in live and _is_issued(name, versions.get(name.entry.path, ()))
    ]
    if issued:
        held = {tag.name for tag in control.history.tags}
        yield from (live[one.entry.path] for one in issued if one.mark not in held)


def _is_issued(name: Name, versions: tuple[Version, ...]) -> bool:
    record = name.record
    if not (name.is_first and versions and (record.issues or record.withdraws)):
        return False
    entry = versions[0].commit
    return entry.by_program and entry.subject.endswith(f" theo {record.number}")
