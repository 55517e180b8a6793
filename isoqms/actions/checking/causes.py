"""Name a cause first, and leave out what only follows from it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from isoqms.diagnostics import Diagnostic, Finding
from isoqms.model.layout import FOLDERS
from isoqms.repository import Repository
from isoqms.rules.protocol import Family
from isoqms.rules.reading import qms001_unreadable_file as unreadable
from isoqms.rules.reading import qms011_link_outside as link
from isoqms.rules.reading import qms014_undecided_joining as undecided
from isoqms.rules.reading import qms015_copy_not_whole as not_whole
from isoqms.rules.reading import qms016_tags_stay_behind as tags
from isoqms.rules.reading import qms019_no_plain_file as no_plain_file
from isoqms.rules.reading.faults import told_as_findings
from isoqms.rules.registry import FAMILIES

_CAUSES = frozenset({undecided.CODE, not_whole.CODE})
_CLOSING = frozenset({unreadable.CODE, link.CODE, no_plain_file.CODE})
_COMPARE = frozenset({"QMS402", "QMS406", "QMS408", "QMS409", "QMS410"})
"""The rules that hold the folder against what was recorded."""


def without_consequences(repository: Repository, found: list[Diagnostic]) -> list[Diagnostic]:
    """What was found, without what a cause among it explains; the first cause says how many."""
    causes = [one for one in found if one.rule in _CAUSES or _closes_folder(one)]
    if not causes:
        return found
    undecided_in = {one.location.path for one in causes if one.rule == undecided.CODE}
    is_unread = any(fault.rule == not_whole.CODE for fault in repository.faults)
    is_unread = is_unread or any(map(_closes_folder, causes))
    kept = [
        one
        for one in found
        if not _follows(one, repository.copy.is_under_way, undecided_in, is_unread=is_unread)
    ]
    first = next((one for one in causes if one.rule == not_whole.CODE), causes[0])
    return [_counting(one, len(found) - len(kept)) if one is first else one for one in kept]


def uncompared(repository: Repository) -> Iterator[Finding]:
    """Why nobody can tell whether what is used is what was issued, although a history is there.

    It is asked of the rules themselves: a waiver puts a finding aside, and lets nobody see more.
    """
    yield from not_whole.check(repository)
    yield from undecided.check(repository)
    yield from tags.not_here(repository)
    closed = (one for one in repository.faults if one.rule in _CLOSING)
    yield from told_as_findings(one for one in closed if str(one.location.path) in FOLDERS)


def _closes_folder(one: Diagnostic) -> bool:
    """Whether a finding says that nothing of a whole folder could be read."""
    return one.rule in _CLOSING and str(one.location.path) in FOLDERS


def _follows(
    one: Diagnostic, is_under_way: bool, undecided_in: set[PurePosixPath], *, is_unread: bool
) -> bool:
    """Whether a finding may be nothing but the consequence of a cause."""
    if one.rule in _COMPARE:
        return is_under_way or is_unread or one.location.path in undecided_in
    # What a text that was not fetched says is not known, so nothing can be missed in it.
    return is_unread and FAMILIES[one.rule] is not Family.READING


def _counting(cause: Diagnostic, count: int) -> Diagnostic:
    if not count:
        return cause
    said = f"Chưa nêu {count} phát hiện khác, vì có thể chỉ là hệ quả của việc này."
    return replace(cause, hint=f"{cause.hint} {said}")
