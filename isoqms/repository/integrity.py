"""What is no longer as it was issued or recorded: texts in force, attached files, decisions (tính toàn vẹn)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from isoqms.history import Commit, Version, blob_id
from isoqms.model.checking import check
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.control import Control, Issue
from isoqms.repository.entry import Entry
from isoqms.repository.recorded import Standing
from isoqms.source import reading
from isoqms.source.text import decode

_ADDED_LATER = frozenset({"file", "note"})
"""What is written beside a decision after it was recorded: where its signed paper lies, remarks."""


@dataclass(frozen=True, slots=True)
class AlteredText:
    """A text in force that is not the one which was issued."""

    entry: Entry[ControlledDocument]
    issue: Issue | None
    """None where the decisions give counts only, and so name no document."""
    since: Commit | None
    """What recorded the other text; None where it is not recorded yet."""
    line: int
    """The first line that differs, counted from 1; 0 where it is the attached file that does."""


@dataclass(frozen=True, slots=True)
class AlteredDecision:
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


@dataclass(frozen=True, slots=True)
class Absent:
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
    """The texts in `tai-lieu/` that differ from what was issued: as recorded, and as they now lie there unrecorded.

    Other line ends or another way of writing the same letters are no difference. Raises
    IncompleteHistory.
    """
    suspects = list(_compared(repository, control))
    texts = control.history.texts(
        blob for _, _, origin, last, _ in suspects for blob in (origin.blob, last.blob)
    )
    for entry, issue, origin, last, since in suspects:
        issued, recorded = (_lines(one.path, texts[one.blob]) for one in (origin, last))
        now = _lines(entry.path, repository.bytes_of(entry.path))
        if issued not in (recorded, now):
            yield AlteredText(entry, issue, since, _first_difference(issued, now))
        if now not in (recorded, issued):
            yield AlteredText(entry, issue, None, _first_difference(recorded, now))
    yield from _altered_files(repository, control)


_Compared = tuple[Entry[ControlledDocument], Issue | None, Standing, Standing, Commit]


def _compared(repository: Repository, control: Control) -> Iterator[_Compared]:
    """Each text whose bytes are not those issued, with what was issued and last recorded, and when that was."""
    counts_only = any(decision.record.stated for decision in repository.decisions)
    for entry in repository.documents:
        code, revision = entry.record.code, entry.record.revision
        issue = _issue_of(control, code, revision)
        if issue is None and not counts_only:
            continue
        if issue and issue.text and issue.text.blob == repository.ids.get(entry.path):
            continue
        standings = [
            one for one in control.recorded.documents.get(code, ()) if one.revision == revision
        ]
        if not standings:
            continue
        origin = next(
            (one for one in standings if issue and issue.text and one.blob == issue.text.blob),
            standings[0],
        )
        last = standings[-1]
        since = next(
            one.since
            for one in standings
            if one.blob == last.blob and one.since.position >= _begin(origin)
        )
        yield entry, issue, origin, last, since


def _begin(standing: Standing) -> int:
    return standing.since.position


def _issue_of(control: Control, code: str, revision: int) -> Issue | None:
    found = (
        one
        for one in reversed(control.issues.get(code, ()))
        if one.revision == revision and one.decision
    )
    return next(found, None)


def _lines(path: PurePosixPath, content: bytes) -> list[str]:
    text = decode(path, content)[0]
    return (content.decode("utf-8", "replace") if text is None else text).split("\n")


def _first_difference(before: list[str], after: list[str]) -> int:
    """The line of `after` at which it leaves `before`."""
    pairs = enumerate(zip(before, after, strict=False), 1)
    return next(
        (number for number, (old, new) in pairs if old != new), min(len(after), len(before) + 1)
    )


def _altered_files(repository: Repository, control: Control) -> Iterator[AlteredText]:
    """The attached Word and Excel files that are not those which stood there when the text was issued."""
    history = control.history
    for entry in repository.documents:
        issue = (
            _issue_of(control, entry.record.code, entry.record.revision)
            if entry.record.attachment
            else None
        )
        path = PurePosixPath((entry.record.attachment or "").replace("\\", "/"))
        if issue is None or issue.text is None or path.is_absolute() or ".." in path.parts:
            continue
        issued = history.blob_at(path, issue.text.commit)
        if (
            issued is None
            or not repository.holds(path)
            or blob_id(repository.bytes_of(path)) == issued
        ):
            continue
        last = history.versions(path)[-1]
        yield AlteredText(entry, issue, last.commit if last.blob not in (None, issued) else None, 0)


def altered_decisions(repository: Repository, control: Control) -> Iterator[AlteredDecision]:
    """The decisions that no longer say what they said when they were recorded, then those that are gone.

    What is put right on the very day of recording counts as recorded so, unless a tag stands before
    it. Raises IncompleteHistory.
    """
    versions = {entry.path: _versions(control, entry) for entry in repository.decisions}
    suspects = [
        one
        for one in repository.decisions
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


def _versions(control: Control, entry: Entry[Decision]) -> list[Version]:
    """What the decision was, under its number or in its file, oldest first."""
    key = (entry.record.number, entry.path.parts[1])
    every = {
        *control.recorded.decisions.get(key, ()),
        *(one for one in control.history.versions(entry.path) if one.blob),
    }
    return sorted(every, key=lambda one: one.commit.position)


def _is_suspect(versions: list[Version], now: str | None) -> bool:
    return bool(versions) and {one.blob for one in versions} != {now}


def _altered(
    control: Control, entry: Entry[Decision], versions: list[Version], texts: Mapping[str, bytes]
) -> AlteredDecision | None:
    records = [(one.commit, _decision(entry.path, texts[one.blob or ""])) for one in versions]
    readable = [(commit, record) for commit, record in records if record]
    if not readable:
        return None
    tagged = {tag.target for tag in control.history.tags}
    first, day = readable[0][0], readable[0][0].when.date()
    sealed = next((one for one in readable if one[0].id in tagged), None)
    recorded, record = sealed or [one for one in readable if _is_same_day(one[0], first, day)][-1]
    fields = _differing(record, entry.record)
    if not fields:
        return None
    later = (
        one
        for one, said in readable
        if one.position > recorded.position and _differing(record, said)
    )
    return AlteredDecision(
        entry.path,
        record.number,
        entry,
        fields,
        recorded,
        next(later, None),
        sealed=sealed is not None,
    )


def _is_same_day(commit: Commit, first: Commit, day: date) -> bool:
    return commit.position >= first.position and commit.when.date() == day


def _decision(path: PurePosixPath, content: bytes) -> Decision | None:
    """A recorded decision; None where it does not fit what a decision is today."""
    file = reading.read_bytes(path, content)
    record = check(Decision, file.data)
    if isinstance(record, tuple) and not file.exact:
        record = check(Decision, reading.reread(file).data)
    return None if isinstance(record, tuple) else record


def _differing(before: Decision, after: Decision) -> tuple[str, ...]:
    names = (name for name in Decision.model_fields if name not in _ADDED_LATER)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _gone(repository: Repository, control: Control) -> Iterator[AlteredDecision]:
    """The recorded decisions of which no file is left, readable or not."""
    known = {(one.record.number, one.path.parts[1]) for one in repository.decisions}
    tagged: frozenset[str] | None = None
    for (number, year), versions in control.recorded.decisions.items():
        if (number, year) in known:
            continue
        path, left = _last_place(control, versions)
        if path is None or path in repository.paths:
            continue
        tagged = tagged or frozenset(tag.target for tag in control.history.tags)
        sealed = any(one.commit.id in tagged for one in versions)
        yield AlteredDecision(path, number, None, (), versions[0].commit, left, sealed=sealed)


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
    """The revisions without a text although the repository existed when they were signed, or without their file.

    Not those that a decision names with their title because nobody has the text any more, nor those
    that wait as drafts for their day.
    """
    first = begun(control)
    coded = {*repository.in_force, *repository.unread_codes}
    for code, issues in control.issues.items():
        for issue in issues:
            # Nearly every issue has its text, and its file while it is in force.
            if (
                (issue.ending is None and code in coded)
                or (issue.ending and issue.text)
                or issue.decision is None
            ):
                continue
            place = _place(issue, issue.decision)
            if issue.decision.record.issues[place].title or _waits(repository, issue):
                continue
            if issue.text is not None:
                yield Absent(
                    issue, issue.decision, place, issue.text.path, control.recorded.left(code)
                )
            elif issue.decision.record.signed > first and not _lies_there(repository, issue):
                yield Absent(issue, issue.decision, place, None, None)


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
