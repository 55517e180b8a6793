"""What became of one document, revision by revision: which decision, what changed, who."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from isoqms.facts.control.differences import changes_between
from isoqms.facts.control.uncontrolled import Uncontrolled, uncontrolled
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.control import Control, Issue, history_of, read_document
from isoqms.repository.entry import Entry
from isoqms.values import frozen


@frozen
class Traced:
    """A revision, and what it changed against the one before (một dòng của bảng sửa đổi)."""

    issue: Issue
    entry: Entry[ControlledDocument] | None
    """The text as a document.

    None where nobody has it, or it does not fit what a document is today.
    """
    differences: tuple[str, ...]
    """By sections and steps; empty where there is nothing to compare, or the texts say the same."""
    compared_with: int | None
    """The revision that it was compared with; None where one of the two texts is not to be had."""
    altered: tuple[Uncontrolled, ...] = ()
    """When its text lay there otherwise than it was issued, without a decision."""

    @property
    def request(self) -> str:
        """Who asked for the revision and why, as recorded in its text; empty where nothing is."""
        asked = self.entry.record.request if self.entry else None
        return f"{asked.requested_by}: {asked.reason}" if asked else ""


def trace(control: Control, code: str, role: Callable[[str], str] = str) -> tuple[Traced, ...]:
    """Each revision of a document, in the order of the decisions.

    `role` gives the words for the key of a role.

    Raises IncompleteHistory.
    """
    issues = history_of(control, code)
    # By the text and not by the revision: two lines that were joined may have issued one twice.
    texts = control.history.texts(one.text.blob for one in issues if one.text)
    traced = _traced(issues, [_read(texts, one) for one in issues], role)
    times = [one for one in uncontrolled(control) if one.issue.code == code]
    return tuple(
        replace(one, altered=tuple(time for time in times if time.issue is one.issue))
        for one in traced
    )


def _read(texts: Mapping[str, bytes], issue: Issue) -> Entry[ControlledDocument] | None:
    if issue.text is None or not issue.revision:
        return None
    return read_document(issue.text.path, texts[issue.text.blob])


def _traced(
    issues: tuple[Issue, ...],
    entries: list[Entry[ControlledDocument] | None],
    role: Callable[[str], str],
) -> Iterator[Traced]:
    before: tuple[Issue, Entry[ControlledDocument] | None] | None = None
    for issue, new in zip(issues, entries, strict=True):
        old = before[1] if before else None
        if before is None or old is None or new is None:
            yield Traced(issue, new, (), None)
        else:
            yield Traced(issue, new, changes_between(old, new, role), before[0].revision)
        before = (issue, new)
