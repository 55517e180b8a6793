"""The whole recorded time of a repository, read in one pass.

Who recorded which content where, in which order.
"""

import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from sys import intern

from isoqms.history import command
from isoqms.history.errors import HistoryUnavailable, ShallowHistory
from isoqms.history.reading.absent import why_empty, why_none
from isoqms.history.reading.contents import stream
from isoqms.history.sealing.tags import Tag, read_tags

_COMMIT = "--format=%H%x00%cI%x00%an%x00%s"
_CUT = "Kho này chỉ có phần cuối của lịch sử, nên không trả lời đúng được về các lần ban hành."
_MOST_AHEAD = 2000
"""So that a long history does not fill the memory."""
_UNKNOWN_TIME = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Commit:
    """One entry of the published line (lần ghi nhận)."""

    id: str
    when: datetime
    """When it was recorded, with the offset of the clock that said so.

    It may jump, `position` does not.
    """
    author: str
    subject: str
    position: int
    """0 for the first entry of the line."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a path holds from a commit on."""

    commit: Commit
    blob: str | None
    """The id of its content; None where it is gone, or is a link."""


@dataclass(frozen=True)
class History:
    """What was published when: the first-parent line from HEAD, oldest first (lịch sử của kho).

    Paths are relative to `root`. Where `unavailable` says why there is no history, everything else
    is empty.
    """

    root: Path
    commits: tuple[Commit, ...] = ()
    by_path: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    unavailable: HistoryUnavailable | None = None
    brought: Mapping[str, bytes] = field(default_factory=dict)
    """Contents that were brought ahead, by their ids."""

    def versions(self, path: PurePosixPath | str) -> tuple[Version, ...]:
        """What the path held, each time it changed, oldest first; empty where it never existed."""
        return self.by_path.get(str(path), ())

    def blob_at(self, path: PurePosixPath | str, commit: Commit) -> str | None:
        """The id of what the path held after `commit`; None where it did not exist then."""
        versions = self.versions(path)
        after = bisect_right(versions, commit.position, key=lambda version: version.commit.position)
        return versions[after - 1].blob if after else None

    def commit(self, identity: str) -> Commit | None:
        """The commit with this full id, or None where it is not on the published line."""
        return self._by_id.get(identity)

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
    out. What is not yet recorded, and what happened on side branches, is no part of it. Raises
    HistoryUnavailable: GitMissing, NotRecorded, BrokenHistory, NothingRecorded, ShallowHistory,
    UnreadableHistory.
    """
    try:
        prefix = _prefix(root)
        commits, by_path = _parse(command.ask(root, *_log(prefix, only)))
        return History(root, commits, by_path)
    except command.Failed as failed:
        raise command.unreadable(failed) from failed


def try_history(root: Path, only: tuple[str, ...] = ()) -> History:
    """The same for those who can go on without.

    `unavailable` then says why, and everything else is empty.
    """
    try:
        return read_history(root, only)
    except HistoryUnavailable as why:
        return History(root, unavailable=why)


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


def _log(prefix: str, only: tuple[str, ...]) -> tuple[str, ...]:
    """The question: one line of commits.

    For each, the paths whose content it changed against the one before.
    """
    question = (
        "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-color",
        "--encoding=UTF-8", f"-O{os.devnull}", _COMMIT,
    )  # fmt: skip
    if only:
        return (
            *question,
            "--relative",
            "--full-history",
            "HEAD",
            "--",
            *(f":(literal){path}" for path in only),
        )
    if not prefix:
        return (*question, "HEAD", "--")
    # Sparse, because tags may name a commit that did not touch this folder.
    return (*question, "--relative", "--full-history", "--sparse", "HEAD", "--", ".")


def _parse(output: bytes) -> tuple[tuple[Commit, ...], dict[str, tuple[Version, ...]]]:
    """Commits, oldest first, and what each path held.

    The answer is a row of words between NUL bytes: four for a commit, then two for each path that
    it changed, the first of which starts with a colon, as no id of a commit does. No name or
    subject can hold a NUL.
    """
    words = output.split(b"\0")
    last = len(words) - 1
    entries: list[tuple[bytes, bytes, bytes, bytes]] = []
    changes: dict[bytes, list[tuple[int, str | None]]] = {}
    at = 0
    while at < last:
        entries.append((words[at], words[at + 1], words[at + 2], words[at + 3]))
        at += 4
        while at < last and words[at][:1] in (b":", b"\n"):
            _, mode, _, blob, _ = words[at].split(b" ")
            text = intern(blob.decode("ascii")) if mode.startswith(b"100") else None
            changes.setdefault(words[at + 1], []).append((len(entries), text))
            at += 2
    count = len(entries)
    commits = tuple(_commit(entry, position) for position, entry in enumerate(reversed(entries)))
    by_path = {
        path.decode("utf-8", "surrogateescape"): tuple(_versions(commits, count, changed))
        for path, changed in changes.items()
    }
    return commits, by_path


def _commit(entry: tuple[bytes, bytes, bytes, bytes], position: int) -> Commit:
    identity, when, author, subject = (word.decode("utf-8", "replace") for word in entry)
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:  # a clock so wrong that git has no words for it
        moment = _UNKNOWN_TIME
    return Commit(identity, moment, intern(author), subject, position)


def _versions(
    commits: tuple[Commit, ...],
    count: int,
    changed: list[tuple[int, str | None]],
) -> Iterator[Version]:
    """Oldest first; a change of permissions alone is no new version."""
    before = None
    for age, blob in reversed(changed):
        if blob != before:
            yield Version(commits[count - age], blob)
        before = blob
