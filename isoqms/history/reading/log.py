"""The whole recorded time of a repository, read in one pass.

Who recorded which content where, in which order.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from sys import intern
from typing import Final, NamedTuple

from isoqms.history import command
from isoqms.history.errors import HistoryUnavailable, ShallowHistory
from isoqms.history.place import ADDRESS
from isoqms.history.reading.absent import why_empty, why_none
from isoqms.history.reading.contents import stream
from isoqms.history.reading.entries import FORM, LogEntry, parse
from isoqms.history.reading.joining import Placed, changes_of, placed
from isoqms.history.sealing.tags import Tag, read_tags

TAKEN_BACK: Final = "Bỏ: "
"""How the line of an entry begins that takes another back."""
_CUT = "Kho này chỉ có phần cuối của lịch sử, nên không trả lời đúng được về các lần ban hành."
_MOST_AHEAD = 2000
"""So that a long history does not fill the memory."""
_UNKNOWN_TIME = datetime.fromtimestamp(0, UTC)


class Commit(NamedTuple):
    """One entry of the history (lần ghi nhận)."""

    id: str
    when: datetime
    """When it was recorded, with the offset of the clock that said so.

    It may jump, `position` does not.
    """
    author: str
    subject: str
    position: int
    """Its place in the order of publishing, 0 for the first.

    What a side line held stands before the entry that joined it.
    """
    address: str = ""
    """The address of the machine or person that recorded it."""
    joined_by: "Commit | None" = None
    """The entry that joined its line to the published one (lần gộp).

    None where it stands on the published line itself.
    """

    @property
    def by_program(self) -> bool:
        """Whether a command of ours recorded it."""
        return self.address == ADDRESS

    @property
    def takes_back(self) -> bool:
        """Whether it takes another entry back, as only a command of ours does."""
        return self.by_program and self.subject.startswith(TAKEN_BACK)


class Version(NamedTuple):
    """What a path holds from a commit on."""

    commit: Commit
    blob: str | None
    """The id of its content; None where it is gone, or is a link."""


@dataclass(frozen=True)
class History:
    """What was recorded when, oldest first: all that HEAD can reach (lịch sử của kho).

    The first-parent line from HEAD gives the order. What was recorded on a side line, by whom and
    when, stands before the entry that joined it: a text that somebody issued there is found.

    Paths are relative to `root`. Where `unavailable` says why there is no history, everything else
    is empty.
    """

    root: Path
    commits: tuple[Commit, ...] = ()
    by_path: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    unavailable: HistoryUnavailable | None = None
    brought: Mapping[str, bytes] = field(default_factory=dict)
    """Contents that were brought ahead, by their ids."""
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What each entry follows, by its id; empty where the history is one line."""

    @cached_property
    def line(self) -> tuple[Commit, ...]:
        """The entries of the published line alone."""
        return tuple(commit for commit in self.commits if commit.joined_by is None)

    def versions(self, path: PurePosixPath | str) -> tuple[Version, ...]:
        """What the path held, each time it changed, oldest first; empty where it never existed."""
        return self.by_path.get(str(path), ())

    def blob_at(self, path: PurePosixPath | str, commit: Commit) -> str | None:
        """The id of what the path held after `commit`; None where it did not exist then."""
        versions = self.versions(path)
        if commit.joined_by is not None:
            reached = self._reached(commit)
            versions = tuple(one for one in versions if one.commit.id in reached)
        after = bisect_right(versions, commit.position, key=lambda version: version.commit.position)
        return versions[after - 1].blob if after else None

    def commit(self, identity: str) -> Commit | None:
        """The commit with this full id, or None where HEAD does not reach it."""
        return self._by_id.get(identity)

    def before(self, commit: Commit) -> Commit | None:
        """The entry that `commit` goes on from; None for the first of all."""
        first = next(iter(self.parents.get(commit.id, ())), None)
        if first is not None:
            return self.commit(first)
        if self.parents or not commit.position:
            return None
        return self.commits[commit.position - 1]

    def _reached(self, commit: Commit) -> frozenset[str]:
        """The ids of the entry and of all that it follows."""
        found: set[str] = set()
        waiting = [commit.id]
        while waiting:
            identity = waiting.pop()
            if identity not in found:
                found.add(identity)
                waiting.extend(self.parents.get(identity, ()))
        return frozenset(found)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The annotated tags by name, asked for when they are first wanted.

        Raises UnreadableHistory.
        """
        if self.unavailable:
            return ()
        try:
            return read_tags(self.root)
        except command.Failed as failed:
            raise command.unreadable(failed) from failed

    @cached_property
    def _by_id(self) -> Mapping[str, Commit]:
        return {commit.id: commit for commit in self.commits}

    def texts(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """The contents with these ids, brought by one question.

        Raises IncompleteHistory where one is not there.
        """
        return dict(self.stream(blobs))

    def stream(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The same one by one, for thousands of contents that are not needed together."""
        wanted = tuple(dict.fromkeys(blobs))
        answers = stream(self.root, (blob for blob in wanted if blob not in self.brought))
        for blob in wanted:
            yield (blob, self.brought[blob]) if blob in self.brought else next(answers)


def read_history(root: Path, only: tuple[str, ...] = ()) -> History:
    """The history of the repository in the folder `root`.

    It may lie inside a larger one, or be bare.

    With `only`, of these files and folders alone: the entries that touched none of them are left
    out. What is not yet recorded is no part of it. Raises HistoryUnavailable: GitMissing,
    NotRecorded, BrokenHistory, NothingRecorded, ShallowHistory,
    UnreadableHistory.
    """
    try:
        prefix = _prefix(root)
        line = _entries(root, prefix, only, "--first-parent", "-m")
        if not any(entry.joins for entry in line):
            return _history(root, _told([Placed(entry, None) for entry in line], only))
        # Asked only where there is something to join: most repositories are one line.
        every = _entries(root, prefix, only, "--topo-order", "-c")
    except command.Failed as failed:
        raise command.unreadable(failed) from failed
    parents = {entry.id: tuple(entry.parents.split()) for entry in every}
    return _history(root, _told(placed(line, every), only), parents)


def _told(rows: Sequence[Placed], only: tuple[str, ...]) -> Sequence[Placed]:
    """Without the entries that touched nothing of `only`, but for those that join lines."""
    if not only:
        return rows
    return [row for row in rows if row.entry.changes or row.entry.joins]


def try_history(root: Path, only: tuple[str, ...] = ()) -> History:
    """The same for those who can go on without.

    `unavailable` then says why, and everything else is empty.
    """
    try:
        return read_history(root, only)
    except HistoryUnavailable as why:
        return History(root, unavailable=why)


def last_recorded(root: Path) -> datetime | None:
    """When the newest entry was recorded, for those who ask for nothing else of the history.

    None where there is none, or git cannot tell.
    """
    question = ("log", "-1", "--no-show-signature", "--format=%cI", "HEAD", "--")
    try:
        return _moment(command.ask(root, *question).decode("ascii", "replace").strip())
    except (command.Failed, HistoryUnavailable):
        return None


def begin_history(root: Path, only: tuple[str, ...] = ()) -> Callable[[], History]:
    """Start reading like `try_history` while the caller does something else.

    What is given waits for the answer.
    """
    answers: list[History] = []
    reading = threading.Thread(
        target=lambda: answers.append(_with_earlier(try_history(root, only))),
        daemon=True,
    )
    reading.start()

    def answer() -> History:
        reading.join()
        # Where the thread broke off, the question is asked again, so that the fault shows where it
        # is caught.
        return answers[0] if answers else try_history(root, only)

    return answer


def _with_earlier(history: History) -> History:
    """The same with the texts that lie in the folder no more, which are sure to be asked for."""
    blobs = (
        version.blob
        for path, versions in history.by_path.items()
        if path.endswith((".md", ".yaml"))
        for version in versions[:-1]
    )
    try:
        return replace(history, brought=history.texts(islice(filter(None, blobs), _MOST_AHEAD)))
    except HistoryUnavailable:
        return history


def _prefix(root: Path) -> str:
    """The path from the top of the larger repository to `root`, empty where they are the same."""
    try:
        answer = command.ask(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD")
    except command.Failed as failed:
        if "not a git repository" in failed.words:
            raise why_none(root) from failed
        if failed.output.count(b"\n") < 2:
            raise
        answer = failed.output  # the first two answers, and none for HEAD
    shallow, prefix, head, *_ = answer.decode("utf-8", "surrogateescape").split("\n")
    if shallow == "true":
        raise ShallowHistory(_CUT)
    if head in ("", "HEAD"):
        raise why_empty(root)
    return prefix


def _entries(root: Path, prefix: str, only: tuple[str, ...], *how: str) -> list[LogEntry]:
    """The entries that HEAD reaches, oldest first, and the paths whose content each changed."""
    question = (
        "log", *how, "--raw", "-z", "--no-abbrev", "--no-renames",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-color",
        "--encoding=UTF-8", f"-O{command.NO_FILE}", FORM,
    )  # fmt: skip
    return parse(command.ask(root, *question, *_range(prefix, only)))[::-1]


def _range(prefix: str, only: tuple[str, ...]) -> tuple[str, ...]:
    if not (prefix or only):
        return ("HEAD", "--")
    # Sparse, because tags may name a commit that did not touch this folder, and joins are wanted
    # whatever they touched.
    question = ("--relative", "--full-history", "--sparse", "HEAD", "--")
    return (*question, *(f":(literal){path}" for path in only or (".",)))


def _history(
    root: Path, rows: Sequence[Placed], parents: Mapping[str, tuple[str, ...]] | None = None
) -> History:
    commits = _commits(rows)
    by_path = {
        path: tuple(_versions(commits, changed)) for path, changed in changes_of(rows).items()
    }
    return History(root, commits, by_path, parents=parents or {})


def _commits(rows: Sequence[Placed]) -> tuple[Commit, ...]:
    # An entry that joins stands after what it joins, so the last come first.
    made: dict[str | None, Commit] = {}
    for position in range(len(rows) - 1, -1, -1):
        entry, joined_by = rows[position]
        made[entry.id] = _commit(entry, position, made.get(joined_by))
    return tuple(reversed(made.values()))


def _commit(entry: LogEntry, position: int, joined_by: Commit | None = None) -> Commit:
    author, when = intern(entry.author), _moment(entry.when)
    return Commit(entry.id, when, author, entry.subject, position, entry.address, joined_by)


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:  # a clock so wrong that git has no words for it
        return _UNKNOWN_TIME


def _versions(
    commits: tuple[Commit, ...], changed: list[tuple[int, str | None]]
) -> Iterator[Version]:
    """Oldest first; a change of permissions alone is no new version."""
    before = None
    for position, blob in changed:
        if blob != before:
            yield Version(commits[position], blob and intern(blob))
        before = blob
