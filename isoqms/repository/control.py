"""Valid time and recorded time together: what is in force on a day, by which decision and text.

When something is valid comes from the decisions alone; the history only proves which text each of
them meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from isoqms.history import History, IncompleteHistory, try_history
from isoqms.model.base import Record
from isoqms.model.checking import check
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import CONTROLLED, Repository
from isoqms.repository.entry import Entry
from isoqms.repository.issues import Ending, Issue, issues_of
from isoqms.repository.recorded import Alteration, Recorded, alterations, read_recorded
from isoqms.repository.taking_back import apart
from isoqms.source import reading

__all__ = [
    "Control",
    "Ending",
    "Issue",
    "coming",
    "control",
    "control_of",
    "control_with",
    "history_of",
    "in_force",
    "last_day",
    "obsolete",
    "read_document",
    "read_recorded_as",
    "text_of",
    "texts_of",
    "withdrawn",
]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Control:
    """Every revision ever issued, and what the history adds (kiểm soát tài liệu)."""

    history: History
    recorded: Recorded
    issues: Mapping[str, tuple[Issue, ...]]
    """By code, in the order of the decisions; those without a known decision first."""
    unissued: tuple[Entry[ControlledDocument], ...]
    """What stands in `tai-lieu/` although no decision issued that revision: in force by nothing."""
    alterations: tuple[Alteration, ...]
    """Texts that changed while their revision stayed."""
    voided: Recorded = field(default_factory=Recorded)
    """What stood in force by decisions whose records were voided."""

    @property
    def every_issue(self) -> Iterator[Issue]:
        """The revisions of all documents, by code, then in the order of the decisions."""
        for issues in self.issues.values():
            yield from issues


def control(repository: Repository) -> Control:
    """The decisions of `repository` and its history together, read when first asked for.

    They are read once. Where there is no whole history, `control(…).history.unavailable` says why,
    and what follows from the decisions alone is still there.
    """
    return repository.once(_control)


def _control(repository: Repository) -> Control:
    history = repository.asked() if repository.asked else try_history(repository.root, CONTROLLED)
    try:
        return control_with(repository, history)
    except IncompleteHistory as why:
        # A copy that lacks texts still has its decisions, and what is in force follows from them.
        return control_with(repository, History(history.root, unavailable=why))


def control_with(repository: Repository, history: History) -> Control:
    """What the decisions of `repository` and the texts of `history` say together.

    Without a history (`try_history`) everything that follows from the decisions is still there.
    Raises IncompleteHistory.
    """
    return control_of(
        repository.decisions,
        repository.documents,
        history,
        _known_heads(repository),
        every=repository.every_decision,
    )


def control_of(
    decisions: tuple[Entry[Decision], ...],
    documents: tuple[Entry[ControlledDocument], ...],
    history: History,
    heads: Mapping[str, Mapping[str, str]] | None = None,
    *,
    every: tuple[Entry[Decision], ...] | None = None,
) -> Control:
    """The same from decisions in the order of signing, and documents of `tai-lieu/`.

    Of the documents as many as anybody asks for. `heads` are those that have been read already,
    by the ids of their texts; `every` are all decisions as they are written, also those that have
    no effect any more.
    """
    recorded, voided = apart(read_recorded(history, heads), decisions if every is None else every)
    # No day of the history decides what is in force: a repository may begin years after its first
    # decision, and a text is recorded before or after the day on which it takes effect.
    issues = issues_of(decisions, recorded, every)
    known = {(one.code, one.revision) for each in issues.values() for one in each if one.decision}
    return Control(
        history,
        recorded,
        issues,
        tuple(one for one in documents if (one.record.code, one.record.revision) not in known),
        alterations(history, recorded.documents.values()),
        voided,
    )


def _known_heads(repository: Repository) -> dict[str, Mapping[str, str]]:
    """What the heads of the texts in the folder say, by the ids of these texts."""
    # Nearly every text that lies there is also the last one recorded, and has just been read: its
    # head need not be fetched from git and read a second time.
    ids = repository.ids
    heads: dict[str, Mapping[str, str]] = {
        ids[one.path]: _head(one.record) for one in repository.documents if one.path in ids
    }
    for decision in repository.every_decision:
        if decision.path in ids:
            heads[ids[decision.path]] = {"number": decision.record.number}
    return heads


def _head(document: ControlledDocument) -> Mapping[str, str]:
    return {
        "code": document.code,
        "revision": str(document.revision),
        "title": document.title,
        "kind": document.kind.value,
    }


def in_force(control: Control, day: date) -> tuple[Issue, ...]:
    """What is in force on a day, by code; one revision of each at most."""
    return tuple(one for one in control.every_issue if one.in_force(day))


def coming(control: Control, day: date) -> tuple[Issue, ...]:
    """What was signed by that day and takes effect only later, by code."""
    return tuple(one for one in control.every_issue if one.coming(day))


def withdrawn(control: Control, day: date) -> tuple[Issue, ...]:
    """The documents withdrawn by that day and not issued again: of each code its last revision."""
    last = (_last_withdrawn(issues, day) for issues in control.issues.values())
    return tuple(one for one in last if one)


def _last_withdrawn(issues: tuple[Issue, ...], day: date) -> Issue | None:
    if any(one.in_force(day) for one in issues):
        return None
    ended = (one for one in issues if one.withdrawal and one.ended(day))
    return max(ended, key=last_day, default=None)


def last_day(issue: Issue) -> date:
    """The day of its ending, to put what has ended in order; the last of all where it has none."""
    return issue.ending.day if issue.ending else date.max


def obsolete(control: Control, day: date) -> tuple[Issue, ...]:
    """Every revision no longer in force on that day (tài liệu hết hiệu lực).

    The withdrawn ones and those that another replaced.
    """
    return tuple(one for one in control.every_issue if one.ended(day))


def history_of(control: Control, code: str) -> tuple[Issue, ...]:
    """Each revision of a document, in the order of the decisions.

    Empty for a code that no decision names.
    """
    return control.issues.get(code, ())


def texts_of(control: Control, issues: Iterable[Issue]) -> dict[tuple[str, int], bytes]:
    """The texts as they were recorded, by code and revision, brought together.

    What is lost is absent.

    Raises IncompleteHistory.
    """
    wanted = {
        (one.code, one.revision): one.text.blob for one in issues if one.text and one.revision
    }
    texts = control.history.texts(wanted.values())
    return {key: texts[blob] for key, blob in wanted.items()}


def text_of(control: Control, issue: Issue) -> bytes | None:
    """The text of one revision as it was recorded.

    None where nobody has it any more. Raises IncompleteHistory.
    """
    return next(iter(texts_of(control, (issue,)).values()), None)


def read_document(path: PurePosixPath, content: bytes) -> Entry[ControlledDocument] | None:
    """An old text as a document; None where it does not fit what a document is today."""
    return read_recorded_as(ControlledDocument, path, content)


def read_recorded_as(model: type[R], path: PurePosixPath, content: bytes) -> Entry[R] | None:
    """A recorded text as what its file holds; None where it does not fit that today."""
    file = reading.read_bytes(path, content)
    record = check(model, file.data)
    if isinstance(record, tuple) and not file.exact:
        # Quick data that does not fit may fit when it is read exactly (`true` as a text).
        record = check(model, reading.reread(file).data)
    if isinstance(record, tuple):
        return None
    return Entry(path, record, file.body, file.body_line)
