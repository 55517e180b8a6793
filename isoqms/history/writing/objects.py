"""The objects of a change, all stored before anything moves: nothing points at them yet.

A program that is killed here leaves objects that nobody asks for, which git sweeps up one day.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Final

from gitdb import IStream, LooseObjectDB  # type: ignore[import-untyped]  # it ships no types

from isoqms.errors import CannotWrite
from isoqms.history.blobs import NOTHING, blob_id, plain
from isoqms.history.errors import HistoryBusy
from isoqms.history.place import Place
from isoqms.history.sealing.signing import signature, signing_key
from isoqms.history.temporary import temporary
from isoqms.history.writing import steps
from isoqms.history.writing.comparing import ChangedFile, between, blob_of
from isoqms.history.writing.comparing import entries as entries_of
from isoqms.history.writing.index import stage
from isoqms.history.writing.journal import Journal, Reference, Touched

BEFORE: Final = "refs/isoqms/truoc/{}"
"""Keeps, for a commit, what lay in the folder unrecorded before it took that up.

So that `undo` brings it back.
"""

# A reference that outlived a power cut must not point at an object that did not. So what git
# writes for us is on the disk before the reference moves, not only in the memory of the machine.
SURE: Final = ("-c", "core.fsync=all")

_FILE: Final = "100644"


def build(
    place: Place,
    position: tuple[str, str],
    files: Mapping[str, ChangedFile],
    message: str,
    people: Mapping[str, str],
    *,
    tag: tuple[str, str] | None,
) -> Journal:
    """The journal of the change of `files` upon `position` (branch and commit), its objects stored.

    `people` is the environment that names author and committer. CannotWrite, HistoryBusy where the
    name of the tag is taken, CannotSign, GitMissing.
    """
    branch, old = position
    store = Store(place, frozenset(blob_of(file.old) for file in files.values()))
    touched = tuple(_touched(path, file, store) for path, file in files.items())
    steps.reached("blobs")
    new = commit(place, old, {each.path: each.new for each in touched}, message, people)
    marks = _tag(place, new, tag, people) if tag else ()
    refs = (*marks, *kept(place, (old, new), touched, people))
    steps.reached("objects")
    return Journal(message.partition("\n")[0], branch, old, new, touched, refs)


class Store:
    """Git's store of objects, written so that a power cut loses none of them."""

    def __init__(self, place: Place, known: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._folder = place.shared / "objects"
        self._store = LooseObjectDB(str(self._folder))

    def keep(self, content: bytes) -> str:
        """The id of the blob with this content; OSError where it cannot be written."""
        name = blob_id(content)
        file = self._folder / name[:2] / name[2:]
        # What moves from the drafts is there already, maybe in a pack.
        if name in self._known or file.exists():
            return name
        # Straight into the store: one git a file would be slow, and `git add` runs the filters
        # that the folder's settings name.
        self._store.store(IStream(b"blob", len(content), BytesIO(content)))
        handle = os.open(file, os.O_RDONLY)
        # Windows wants a handle for writing, and git does without there too.
        with suppress(OSError):
            os.fsync(handle)
        os.close(handle)
        return name


def entry_of(blob: str) -> str:
    """`mode blob` of a plain file; empty where there is no blob."""
    return f"{_FILE} {blob}" if blob else ""


def _touched(path: str, file: ChangedFile, store: Store) -> Touched:
    """Three contents are kept: what is recorded, what lay in the folder, what shall lie there.

    They differ in line ends or by unrecorded edits, and the way back needs the bytes of a person.
    """
    after = "" if file.after is None else store.keep(file.after)
    new = "" if file.after is None else store.keep(plain(file.after))
    before = "" if file.before is None else store.keep(file.before)
    return Touched(path, file.old, entry_of(new), before, after)


def commit(
    place: Place,
    old: str,
    entries: Mapping[str, str],
    message: str,
    people: Mapping[str, str],
    *,
    besides: tuple[str, ...] = (),
) -> str:
    """The id of a commit upon `old` with these entries changed.

    `besides` are other commits whose lines it joins to that of `old`.

    Built in an index of its own, whatever somebody else has staged meanwhile.
    """
    with temporary() as aside:
        index = aside / "index"
        where = {"GIT_INDEX_FILE": str(index)}
        place.ask("read-tree", "--empty" if old == NOTHING else old, also=where)
        stage(place, entries, index)
        tree = place.ask(*SURE, "write-tree", also=where)
    _refuse_if_other(place, old, tree, entries)
    parents = (*(() if old == NOTHING else (old,)), *besides)
    above = [word for parent in parents for word in ("-p", parent)]
    words = f"{message.rstrip()}\n".encode()
    return place.ask(*SURE, "commit-tree", tree, *above, given=words, also=people)


def _refuse_if_other(place: Place, old: str, tree: str, wanted: Mapping[str, str]) -> None:
    """CannotWrite where the tree is not the commit `old` with these entries changed.

    A name that git does not take, or that is a folder's, would otherwise be recorded in part.
    """
    found = {path: new for path, (_, new) in between(place, old, tree).items()}
    alike = wanted.keys() - found.keys()
    if alike:
        there = entries_of(place, tree, alike)
        found |= {path: there.get(path, "") for path in alike}
    wrong = sorted(path for path, entry in found.items() if wanted.get(path) != entry)
    if wrong:
        raise CannotWrite(
            f"Lịch sử của kho không ghi được tệp «{wrong[0]}».",
            "Tên này trùng với một thư mục, hoặc máy không dùng được: chọn tên, mã khác.",
        )


def identity(author: tuple[str, str], when: datetime) -> dict[str, str]:
    """The environment that makes git write these names and this time."""
    name, address = author
    fields = {"NAME": name, "EMAIL": address, "DATE": when.strftime("%Y-%m-%dT%H:%M:%S%z")}
    people = ("AUTHOR", "COMMITTER")
    return {f"GIT_{who}_{what}": value for who in people for what, value in fields.items()}


def _tag(
    place: Place,
    new: str,
    tag: tuple[str, str],
    people: Mapping[str, str],
) -> Iterator[Reference]:
    """The annotated tag as a reference to be, signed where git is set up for SSH signatures."""
    name, words = f"refs/tags/{tag[0]}", tag[1]
    if place.standing([name]):
        raise HistoryBusy(f"Dấu mốc «{tag[0]}» đã có trong lịch sử.", "Kiểm tra lại số quyết định.")
    who = place.ask("var", "GIT_COMMITTER_IDENT", also=people)
    text = f"object {new}\ntype commit\ntag {tag[0]}\ntagger {who}\n\n{words.rstrip()}\n"
    key = signing_key(place.top)
    if key is not None:
        text += signature(text.encode(), key).decode()
    yield name, NOTHING, place.ask(*SURE, "mktag", given=text.encode())


def kept(
    place: Place, ends: tuple[str, str], touched: tuple[Touched, ...], people: Mapping[str, str]
) -> Iterator[Reference]:
    """The reference that keeps what lay in the folder unrecorded, where there is such a thing."""
    old, new = ends
    unrecorded = {each.path: entry_of(each.before) for each in touched if _is_taken_up(each)}
    if unrecorded:
        yield BEFORE.format(new), NOTHING, commit(place, old, unrecorded, f"Trước {new}", people)


def _is_taken_up(each: Touched) -> bool:
    return each.before != blob_of(each.old)
