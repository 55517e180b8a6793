"""What the published line held: which texts of documents from when to when, which decisions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import PurePosixPath
from sys import intern
from typing import NamedTuple

from isoqms.history import Commit, History, Version
from isoqms.model import layout
from isoqms.model.layout import file_of
from isoqms.source.heads import read_head
from isoqms.source.text import decode
from isoqms.wording import whole

DOCUMENT_KEYS = ("code", "revision", "title", "kind")
"""What the head of a document is asked for."""
_DECISION_KEYS = ("number",)


class Standing(NamedTuple):
    """A text that stood among what is in force from one commit until another.

    That is below `tai-lieu/`, or the policy.
    """

    code: str
    revision: int
    title: str | None
    kind: str | None
    """As written in the head, whether or not it is a kind that we know."""
    path: PurePosixPath
    blob: str
    since: Commit
    until: Commit | None
    """The commit that changed, moved or removed it; None where it stands still."""

    @property
    def was_published(self) -> bool:
        """Whether it ever stood on the published line.

        What was written and changed again on a side line before that was joined never did.
        """
        joined = self.since.joined_by
        return joined is None or self.until is None or self.until.position > joined.position


class Alteration(NamedTuple):
    """A text that became another under the same revision (nội dung thay đổi ngoài kiểm soát)."""

    standing: Standing
    """The changed text; its `since` says who and when."""
    origin: Standing
    """The text with which this revision first stood there."""


class Stay(NamedTuple):
    """A time for which a decision stood in one file."""

    path: str
    versions: tuple[Version, ...]
    until: int | None
    """The place in the line of the entry that removed it; None where it stands still."""

    @property
    def since(self) -> int:
        """The place of the entry that brought it."""
        return self.versions[0].commit.position


@dataclass(frozen=True)
class Recorded:
    """What the history says of documents and decisions, by code and by number."""

    documents: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    """By code, in the order of recording.

    A document is known by the code in its head, wherever it is moved to.
    """
    decisions: Mapping[tuple[str, str], tuple[Version, ...]] = field(default_factory=dict)
    """By number and year (the folder below `quyet-dinh/`): each content that the decision had."""
    decision_files: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """By path: each content that stood in a file of a decision."""
    stays: tuple[Stay, ...] = ()
    """Each time for which a decision stood in one file."""

    def standings(self, code: str, revision: int) -> tuple[Standing, ...]:
        """Each text that stood there under a revision, in the order of recording."""
        return tuple(one for one in self.documents.get(code, ()) if one.revision == revision)

    def arrival(self, code: str, revision: int) -> Standing | None:
        """The text with which a revision first stood in force.

        None where it never did within this history.
        """
        return next(iter(self.standings(code, revision)), None)

    def issued(self, code: str, revision: int, signed: date, by: Commit | None) -> Standing | None:
        """The text that a decision issued: as it stood when it was both signed and first recorded.

        A text may be recorded and mended before its decision is signed; what is changed after that
        day, or after the entry `by` that recorded the decision, is another text. None where it
        never stood in force.
        """
        standings = self.standings(code, revision)
        before = [one for one in standings if one.since.when.date() <= signed]
        if by is not None:
            before = [one for one in before if one.since.position <= by.position]
        # A decision may be recorded before its text: then the first that came is the one it meant.
        return next(chain(reversed(before), standings), None)

    def left(self, code: str) -> Commit | None:
        """The commit in which the last text of a document left.

        None where one stands still or none ever did.
        """
        standings = self.documents.get(code, ())
        leavings = [one.until for one in standings if one.until is not None]
        if len(leavings) < len(standings):
            return None
        return max(leavings, key=lambda commit: commit.position, default=None)


def read_recorded(
    history: History, known: Mapping[str, Mapping[str, str]] | None = None
) -> Recorded:
    """The documents and decisions of a history, from the heads of every text that they ever had.

    The heads in `known`, by the ids of their texts, need not be read again. Texts whose head cannot
    be read are passed over. Raises IncompleteHistory.
    """
    documents = {
        path: versions for path, versions in history.by_path.items() if is_controlled(path)
    }
    decisions = {path: versions for path, versions in history.by_path.items() if _is_decision(path)}
    # Both in one question: each question is a process of git.
    asked = _asked(decisions, _DECISION_KEYS) | _asked(documents, DOCUMENT_KEYS)
    heads = dict(known or {})
    for blob, content in history.stream(blob for blob in asked if blob not in heads):
        path, keys = asked[blob]
        heads[blob] = read_head(PurePosixPath(path), content, keys)
    files = {path: tuple(one for one in held if one.blob) for path, held in decisions.items()}
    stays = tuple(stay for path, held in decisions.items() for stay in _stays(path, held))
    return Recorded(_by_code(documents, heads), _by_number(decisions, heads), files, stays)


def _stays(path: str, versions: tuple[Version, ...]) -> Iterator[Stay]:
    published, aside = _lines(versions)
    yield from _stays_of(path, published, None)
    for joined, each in aside:
        yield from _stays_of(path, each, joined)


def _lines(
    versions: tuple[Version, ...],
) -> tuple[tuple[Version, ...], list[tuple[int, tuple[Version, ...]]]]:
    """What the published line held, and apart what side lines wrote that their joining left out.

    A file of the same name that a side line had meanwhile is another file: it never followed what
    the published line held before and after.
    """
    kept: list[Version] = []
    aside: list[tuple[int, tuple[Version, ...]]] = []
    run: list[Version] = []
    for version in versions:
        if version.commit.joined_by is not None:
            run.append(version)
            continue
        if run and kept and kept[-1].blob == version.blob:
            aside.append((version.commit.position, tuple(run)))
        else:
            kept.extend(run)
        kept.append(version)
        run = []
    return (*kept, *run), aside


def _stays_of(path: str, versions: tuple[Version, ...], end: int | None) -> Iterator[Stay]:
    open_: list[Version] = []
    for version in versions:
        if version.blob is not None:
            open_.append(version)
        elif open_:
            yield Stay(path, tuple(open_), version.commit.position)
            open_ = []
    if open_:
        yield Stay(path, tuple(open_), end)


def is_controlled(path: str) -> bool:
    """Whether a document in force stands at this path: below `tai-lieu/`, or the policy."""
    if not path.startswith(("tai-lieu/", file_of("chinh-sach"))):
        return False
    known = layout.kind_of(path)
    return known is not None and known[0].name in ("tai-lieu", "chinh-sach", "bieu-mau")


def _is_decision(path: str) -> bool:
    known = layout.kind_of(path) if path.startswith("quyet-dinh/") else None
    return known is not None and known[0].name == "quyet-dinh"


def _asked(
    files: Mapping[str, tuple[Version, ...]], keys: tuple[str, ...]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each content once, with a path that held it, and the keys that its head is asked for."""
    return {
        one.blob: (path, keys) for path, versions in files.items() for one in versions if one.blob
    }


def _by_code(
    files: Mapping[str, tuple[Version, ...]], heads: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[Standing, ...]]:
    found: dict[str, list[Standing]] = {}
    for path, versions in files.items():
        for standing in _standings(PurePosixPath(path), versions, heads):
            found.setdefault(standing.code, []).append(standing)
    return {
        code: tuple(sorted(standings, key=lambda one: (one.since.position, one.path)))
        for code, standings in found.items()
    }


def _standings(
    path: PurePosixPath, versions: tuple[Version, ...], heads: Mapping[str, Mapping[str, str]]
) -> Iterator[Standing]:
    ends: tuple[Commit | None, ...] = (*(version.commit for version in versions[1:]), None)
    for version, until in zip(versions, ends, strict=True):
        head = heads.get(version.blob or "", {})
        revision = stated_revision(head)
        if version.blob is None or revision is None or "code" not in head:
            continue
        yield Standing(
            code=intern(head["code"]),
            revision=revision,
            title=_shared(head.get("title")),
            kind=_shared(head.get("kind")),
            path=path,
            blob=version.blob,
            since=version.commit,
            until=until,
        )


def _shared(word: str | None) -> str | None:
    # The same few words stand in the heads of thousands of old texts: each is kept once.
    return word and intern(word)


def stated_revision(head: Mapping[str, str]) -> int | None:
    """The number of the issue; 1 where the head does not say, as in the model."""
    stated = head.get("revision", "1")
    return whole(stated) if stated.isascii() and stated.isdigit() else None


def _by_number(
    files: Mapping[str, tuple[Version, ...]], heads: Mapping[str, Mapping[str, str]]
) -> dict[tuple[str, str], tuple[Version, ...]]:
    found: dict[tuple[str, str], list[Version]] = {}
    for path, versions in files.items():
        for version in versions:
            number = heads.get(version.blob or "", {}).get("number")
            if number:
                found.setdefault((number, path.split("/")[1]), []).append(version)
    return {
        key: tuple(sorted(each, key=lambda version: version.commit.position))
        for key, each in found.items()
    }


def alterations(
    history: History, standings: Iterable[tuple[Standing, ...]]
) -> tuple[Alteration, ...]:
    """The texts that changed while their revision stayed, in the order of recording.

    Another line end or another way of writing the same letters is no change of the text. Raises
    IncompleteHistory.
    """
    suspects = tuple(suspect for each in standings for suspect in _suspects(each))
    texts = history.texts(blob for one in suspects for blob in (one.standing.blob, one.origin.blob))
    changed = [one for one in suspects if _words(one.standing, texts) != _words(one.origin, texts)]
    return tuple(sorted(changed, key=lambda one: (one.standing.since.position, one.standing.path)))


def _suspects(standings: tuple[Standing, ...]) -> Iterator[Alteration]:
    """Each text other than the first of its revision, once, however often it is moved."""
    origins: dict[int, Standing] = {}
    last: dict[int, str] = {}
    for standing in (one for one in standings if one.was_published):
        origin = origins.setdefault(standing.revision, standing)
        moved = last.get(standing.revision) == standing.blob
        last[standing.revision] = standing.blob
        if (
            not moved
            and standing.blob != origin.blob
            and standing.since.position > origin.since.position
        ):
            yield Alteration(standing, origin)


def _words(standing: Standing, texts: Mapping[str, bytes]) -> str | bytes:
    content = texts[standing.blob]
    return decode(standing.path, content)[0] or content
