"""What is no longer as it was issued or recorded (tính toàn vẹn).

Texts in force, attached files, decisions.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from isoqms.file_names import leads_out
from isoqms.history import Commit, Version, blob_id
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.control import Control, read_recorded_as
from isoqms.repository.entry import Entry
from isoqms.repository.issues import Issue
from isoqms.repository.naming import earlier, names, recordings
from isoqms.repository.recorded import Standing
from isoqms.source.text import as_far_as_readable, decode

_ADDED_LATER = frozenset({"file", "note"})
"""What is written beside a decision after it was recorded: where its signed paper lies, remarks."""


class AlteredText(NamedTuple):
    """A text in force that is not the one which was issued."""

    entry: Entry[ControlledDocument]
    issue: Issue | None
    """None where the decisions give counts only, and so name no document."""
    since: Commit | None
    """What recorded the other text; None where it is not recorded yet."""
    line: int
    """The first line that differs, counted from 1; 0 where it is the attached file that does."""


class AlteredDecision(NamedTuple):
    """A decision that says something else than when it was recorded, or is gone."""

    path: PurePosixPath
    number: str
    entry: Entry[Decision] | None
    """None where it is gone."""
    fields: tuple[str, ...]
    recorded: Commit
    """What recorded it as it should be."""
    since: Commit | None
    """What recorded the change; None where it is not recorded yet."""
    sealed: bool
    """Whether a tag stands at the entry that recorded it."""


class Absent(NamedTuple):
    """A revision whose text is not where it should be."""

    issue: Issue
    decision: Entry[Decision]
    place: int
    """The index of the revision among what its decision issues."""
    path: PurePosixPath | None
    """Where its file stood; None where the text never stood anywhere."""
    left: Commit | None
    """What removed the file; None where that is not recorded yet, or where there was none."""


def altered_texts(repository: Repository, control: Control) -> Iterator[AlteredText]:
    """The texts in `tai-lieu/` that differ from what was issued.

    Both as they were recorded, and as they now lie there unrecorded. Other line ends or another way
    of writing the same letters are no difference. Raises IncompleteHistory.
    """
    suspects = list(_compared(repository, control))
    texts = control.history.texts(
        blob for one in suspects for blob in (one.origin.blob, one.last.blob)
    )
    for one in suspects:
        entry = one.entry
        issued = _lines(one.origin.path, texts[one.origin.blob])
        recorded = _lines(one.last.path, texts[one.last.blob])
        now = _lines(entry.path, repository.bytes_of(entry.path))
        if issued not in (recorded, now):
            yield AlteredText(entry, one.issue, one.since, _first_difference(issued, now))
        if now not in (recorded, issued):
            yield AlteredText(entry, one.issue, None, _first_difference(recorded, now))
    yield from _altered_files(repository, control)


class _Suspect(NamedTuple):
    """A text whose bytes are not those issued, to be compared letter for letter."""

    entry: Entry[ControlledDocument]
    issue: Issue | None
    origin: Standing
    """The text that was issued."""
    last: Standing
    """The text that was last recorded."""
    since: Commit
    """What brought the last text."""


def _compared(repository: Repository, control: Control) -> Iterator[_Suspect]:
    """Each text whose bytes are not those issued."""
    # Decisions that give counts only name no document, so nothing else tells what was issued: the
    # text that first stood there is taken for it.
    counts_only = any(decision.record.stated for decision in repository.decisions)
    for entry in repository.documents:
        issue = _issue_of(control, entry.record)
        if issue is None and not counts_only:
            continue
        if _is_issued(control, entry.record, repository.ids.get(entry.path)):
            continue
        if issue and issue.recorded is None and issue.text is None:
            # Neither the decision nor its text is recorded yet: there is nothing to compare with.
            continue
        standings = control.recorded.standings(entry.record.code, entry.record.revision)
        if standings:
            yield _suspect(entry, issue, standings)


def _suspect(
    entry: Entry[ControlledDocument], issue: Issue | None, standings: tuple[Standing, ...]
) -> _Suspect:
    issued = (one for one in standings if issue and issue.has_text(one.blob))
    origin = next(issued, standings[0])
    last = standings[-1]
    # The same bytes may have stood there earlier: only what brought them after the issue counts.
    since = next(
        one.since
        for one in standings
        if one.blob == last.blob and one.since.position >= origin.since.position
    )
    return _Suspect(entry, issue, origin, last, since)


def _is_issued(control: Control, document: ControlledDocument, blob: str | None) -> bool:
    """Whether it is the text of that revision, by whichever decision: QMS403 tells of two."""
    issues = control.issues.get(document.code, ())
    return any(
        one.revision == document.revision and one.decision and one.has_text(blob) for one in issues
    )


def _issue_of(control: Control, document: ControlledDocument) -> Issue | None:
    issues = reversed(control.issues.get(document.code, ()))
    found = (one for one in issues if one.revision == document.revision and one.decision)
    return next(found, None)


def _lines(path: PurePosixPath, content: bytes) -> list[str]:
    text = decode(path, content)[0]
    return (as_far_as_readable(content) if text is None else text).split("\n")


def _first_difference(before: list[str], after: list[str]) -> int:
    """The line of `after` at which it leaves `before`."""
    pairs = enumerate(zip(before, after, strict=False), 1)
    return next(
        (number for number, (old, new) in pairs if old != new), min(len(after), len(before) + 1)
    )


def _altered_files(repository: Repository, control: Control) -> Iterator[AlteredText]:
    """The attached files (Word, Excel) that are not those which stood there at the issue."""
    for entry in repository.documents:
        path = _attached(entry.record)
        found = path and _altered_file(repository, control, entry, path)
        if found:
            yield found


def _attached(document: ControlledDocument) -> PurePosixPath | None:
    """Where the attached file lies; None without one, or where it is no file of the repository."""
    if not document.attachment:
        return None
    # People copy the path from Windows.
    path = PurePosixPath(document.attachment.replace("\\", "/"))
    return None if leads_out(document.attachment) else path


def _altered_file(
    repository: Repository, control: Control, entry: Entry[ControlledDocument], path: PurePosixPath
) -> AlteredText | None:
    issue = _issue_of(control, entry.record)
    if issue is None or issue.text is None:
        return None
    issued = control.history.blob_at(path, issue.text.commit)
    if issued is None or not repository.holds(path):
        return None
    if blob_id(repository.bytes_of(path)) == issued:
        return None
    last = control.history.versions(path)[-1]
    is_recorded = last.blob not in (None, issued)
    return AlteredText(entry, issue, last.commit if is_recorded else None, 0)


def altered_decisions(repository: Repository, control: Control) -> Iterator[AlteredDecision]:
    """The decisions that say something else than when they were recorded, then those gone.

    What is put right on the very day of recording counts as recorded so, unless a tag stands before
    it. Raises IncompleteHistory.
    """
    versions = recordings(repository.every_decision, control.recorded)
    suspects = [
        one
        for one in repository.every_decision
        if _is_suspect(versions[one.path], repository.ids.get(one.path))
    ]
    texts = control.history.texts(
        one.blob or "" for entry in suspects for one in versions[entry.path]
    )
    for entry in suspects:
        found = _altered(control, entry, versions[entry.path], texts)
        if found:
            yield found
    yield from _gone(repository, control)


def _is_suspect(versions: tuple[Version, ...], now: str | None) -> bool:
    return bool(versions) and {one.blob for one in versions} != {now}


class _Said(NamedTuple):
    """What a decision said when it was recorded."""

    commit: Commit
    record: Decision


def _altered(
    control: Control,
    entry: Entry[Decision],
    versions: tuple[Version, ...],
    texts: Mapping[str, bytes],
) -> AlteredDecision | None:
    said = _readable(entry.path, versions, texts)
    if not said:
        return None
    tagged = _tagged(control)
    sealed = next((one for one in said if one.commit.id in tagged), None)
    right = _put_right(sealed or _settled(said), said)
    fields = _differing(right.record, entry.record)
    if not fields or follows(right.record, entry.record):
        return None
    after = (one for one in said if one.commit.position > right.commit.position)
    since = (one.commit for one in after if _differing(right.record, one.record))
    return AlteredDecision(
        entry.path,
        right.record.number,
        entry,
        fields,
        right.commit,
        next(since, None),
        sealed=sealed is not None,
    )


def _readable(
    path: PurePosixPath, versions: tuple[Version, ...], texts: Mapping[str, bytes]
) -> list[_Said]:
    """What the decision said at each recording, oldest first, as far as it fits the model today."""
    read = (
        (one.commit, read_recorded_as(Decision, path, texts[one.blob or ""])) for one in versions
    )
    return [_Said(commit, found.record) for commit, found in read if found]


def _settled(said: list[_Said]) -> _Said:
    """What it said at the end of the day on which it was first recorded."""
    # A slip that is seen at once is put right at once: that is still the first recording.
    day = said[0].commit.when.date()
    return [one for one in said if one.commit.when.date() == day][-1]


def _put_right(right: _Said, said: list[_Said]) -> _Said:
    """The last of the recordings that only correct or void what was right before."""
    # What was put right by a command is right from then on: to bring the slip back is an edit.
    for one in said:
        if one.record.voided is not None and _last_of_its_day(one, said).voided is None:
            # A record that was voided and brought back on one day was never voided.
            continue
        is_later = one.commit.position > right.commit.position
        if is_later and _differing(right.record, one.record) and follows(right.record, one.record):
            right = one
    return right


def _last_of_its_day(one: _Said, said: list[_Said]) -> Decision:
    day = one.commit.when.date()
    return [other for other in said if other.commit.when.date() == day][-1].record


def follows(before: Decision, after: Decision) -> bool:
    """Whether a decision says of its earlier self what it was: corrected, voided, and no more.

    The old values that the corrections keep must be the true ones. What was voided stays voided,
    unless a correction says that it was and holds after all.
    """
    stages = (each for each in (after, *earlier(after)) if each.voided or not before.voided)
    return any(not _differing(before, _as_voided(stage, before)) for stage in stages)


def _as_voided(record: Decision, other: Decision) -> Decision:
    return record.model_copy(update={"voided": other.voided})


def _differing(before: Decision, after: Decision) -> tuple[str, ...]:
    names = (name for name in Decision.model_fields if name not in _ADDED_LATER)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _gone(repository: Repository, control: Control) -> Iterator[AlteredDecision]:
    """The recorded decisions of which no file is left, readable or not."""
    every = repository.every_decision
    known = {(one.record.number, one.path.parts[1]) for one in every}
    known.update(name.key for name in names(every, control.recorded))
    for (number, year), versions in control.recorded.decisions.items():
        if (number, year) in known:
            continue
        path, left = _last_place(control, versions)
        if path is None or path in repository.paths:
            continue
        tagged = _tagged(control)
        sealed = any(one.commit.id in tagged for one in versions)
        yield AlteredDecision(path, number, None, (), versions[0].commit, left, sealed=sealed)


def _tagged(control: Control) -> frozenset[str]:
    """The entries at which a tag stands."""
    return frozenset(tag.target for tag in control.history.tags)


def _last_place(
    control: Control, versions: tuple[Version, ...]
) -> tuple[PurePosixPath | None, Commit | None]:
    """The file that held the last of these contents, and what removed it."""
    last = versions[-1]
    for path, held in control.history.by_path.items():
        if path.startswith("quyet-dinh/") and last in held:
            return PurePosixPath(path), held[-1].commit if held[-1].blob is None else None
    return None, None


def begun(control: Control) -> date:
    """The day of the first entry.

    What was signed until then happened before the repository existed.
    """
    commits = control.history.commits
    return commits[0].when.date() if commits else date.max


def absences(repository: Repository, control: Control) -> Iterator[Absent]:
    """The revisions without a text or without their file, although there should be one.

    A text should be there where the repository existed when they were signed. Not those that a
    decision names with their title because nobody has the text any more, nor those that wait as
    drafts for their day.
    """
    first = begun(control)
    coded = {*repository.in_force, *repository.unread_codes}
    for issue in control.every_issue:
        # Nearly every issue is in order, so that is asked before what costs more.
        if issue.decision is None or _is_in_order(issue, coded):
            continue
        place = _place(issue, issue.decision)
        if issue.decision.record.issues[place].title or _waits(repository, issue):
            continue
        if issue.text is not None:
            left = control.recorded.left(issue.code)
            yield Absent(issue, issue.decision, place, issue.text.path, left)
        elif issue.decision.record.signed > first and not _lies_there(repository, issue):
            yield Absent(issue, issue.decision, place, None, None)


def _is_in_order(issue: Issue, coded: set[str]) -> bool:
    """Whether it has its file while nothing has ended it, and afterwards its recorded text."""
    if issue.ending is None:
        return issue.code in coded
    return issue.text is not None


def _place(issue: Issue, decision: Entry[Decision]) -> int:
    key = (issue.code, issue.revision)
    return next(
        i for i, item in enumerate(decision.record.issues) if (item.code, item.revision) == key
    )


def _waits(repository: Repository, issue: Issue) -> bool:
    """Whether it takes effect only later, and lies among the drafts until then."""
    draft = repository.drafted.get(issue.code)
    comes = issue.effective is not None and issue.effective > repository.as_of
    return comes and draft is not None and draft.record.revision == issue.revision


def _lies_there(repository: Repository, issue: Issue) -> bool:
    """Whether the file is there and only not recorded yet."""
    entry = repository.in_force.get(issue.code)
    return entry is not None and entry.record.revision == issue.revision
