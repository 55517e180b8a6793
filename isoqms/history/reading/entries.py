"""The answer of `git log --raw -z`, taken apart: each entry with what it changed."""

from collections.abc import Iterator
from typing import Final, NamedTuple

FORM: Final = "--format=%H%x00%P%x00%cI%x00%an%x00%ce%x00%s"
_HEAD: Final = 6


class LogEntry(NamedTuple):
    """One entry of the log, in git's own words."""

    id: str
    parents: str
    """The ids of what it follows, with spaces between them."""
    when: str
    author: str
    address: str
    """The address of who committed it."""
    subject: str
    changes: list[tuple[str, str | None]]
    """Each path that it changed, and the id of what that holds from now on.

    None where it is gone, or is a link.
    """

    @property
    def joins(self) -> bool:
        """Whether it brings lines together."""
        return " " in self.parents


def parse(output: bytes) -> list[LogEntry]:
    """The entries in the order of the answer.

    It is a row of words between NUL bytes: six for an entry, then two for each path that it
    changed, the first of which starts with a colon, as no id of a commit does. No name or subject
    can hold a NUL.
    """
    try:
        return list(_entries(output.decode().split("\0")))
    except UnicodeDecodeError:
        words = output.decode("utf-8", "surrogateescape").split("\0")
        return [_readable(entry) for entry in _entries(words)]


def _entries(words: list[str]) -> Iterator[LogEntry]:
    at, last = 0, len(words) - 1
    while at < last:
        identity, parents, when, author, address, subject = words[at : at + _HEAD]
        at += _HEAD
        # An empty word more stands behind an entry that joins lines.
        at += at < last and not words[at]
        changes = []
        while at < last and words[at][:1] in (":", "\n"):
            changes.append((words[at + 1], _held(words[at])))
            at += 2
        yield LogEntry(identity, parents, when, author, address, subject, changes)


def _held(about: str) -> str | None:
    """The id that a path holds afterwards.

    Of `:mode mode id id letter`; where lines were joined there is a colon, a mode and an id more
    for each line that came.
    """
    words = about.split(" ")
    came = words[0].count(":")
    # A link and another repository have other modes.
    return words[2 * came + 1] if words[came].startswith("100") else None


def _readable(entry: LogEntry) -> LogEntry:
    """Without the letters that no encoding explains, save in paths."""
    return entry._replace(author=_plain(entry.author), subject=_plain(entry.subject))


def _plain(words: str) -> str:
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
