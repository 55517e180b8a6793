"""The journal of a change that is being written: what a kill would leave half done.

It says how each half looks. It knows files only and asks no git, so that every command can ask in
no time whether a change was interrupted. A folder from elsewhere may bring one along: it is data,
and nothing of it is used before all of it was found to be what the program itself would write.
"""

import errno
import json
import os
import re
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from isoqms.history.blobs import NOTHING
from isoqms.history.errors import UnreadableHistory
from isoqms.history.git_folder import git_folder_of, top_of
from isoqms.history.place import is_inside
from isoqms.history.writing.patience import patiently, remove
from isoqms.values import frozen
from isoqms.wording import printable

NAME: Final = "isoqms-dang-ghi.json"
"""The journal's file inside the git folder: never part of a clone, and gone with the repository."""

_FORGOTTEN: Final = "isoqms-da-bo-{}.json"
"""Where a journal goes that no longer fits."""
_LARGEST: Final = 16_000_000
_ID: Final = re.compile(r"[0-9a-f]{40}")
_ENTRY: Final = re.compile(r"100(?:644|755) [0-9a-f]{40}")
_NAME: Final = re.compile(r"refs/(?:heads|tags|isoqms)/[^\x00-\x20\x7f~^:?*\[\\]+")
_STRANGE: Final = re.compile(r"\.\.|@\{|//|/\.|\.lock(?:/|$)|[./]$")
"""What git allows in no name of a reference."""

Reference = tuple[str, str, str]
"""A reference that moves: its name, the old and the new object; zeros where there is none."""


@frozen
class Touched:
    """A file that the change writes or removes; empty texts where there is none."""

    path: str
    """From the top of the work tree, with `/`."""
    old: str
    """`mode blob` in the commit before."""
    new: str
    """`mode blob` in the commit after."""
    before: str
    """The blob with the bytes that lay in the folder before.

    Other than `old` where they were not recorded yet.
    """
    after: str
    """The blob with the bytes that shall lie there."""

    def wanted(self, *, forward: bool) -> str:
        """The blob with the bytes that shall lie in the folder at that end."""
        return self.after if forward else self.before


@frozen
class Journal:
    """A change from one state of the repository to another; it can be walked both ways."""

    message: str
    """What the change is, as a person reads it."""
    branch: str
    old: str
    """The commit before; zeros where there was none."""
    new: str
    touched: tuple[Touched, ...]
    refs: tuple[Reference, ...] = ()
    """Other references that move along."""

    @property
    def moves(self) -> tuple[Reference, ...]:
        """All references that move, the branch first."""
        return ((self.branch, self.old, self.new), *self.refs)

    @property
    def names(self) -> list[str]:
        """The names of all references that move."""
        return [name for name, _, _ in self.moves]

    @property
    def ids(self) -> frozenset[str]:
        """The objects at which they point, at either end."""
        return frozenset(each for _, old, new in self.moves for each in (old, new))

    @property
    def blobs(self) -> frozenset[str]:
        """The contents that lie in the folder at either end."""
        return frozenset(blob for each in self.touched for blob in (each.before, each.after))

    def standing(self, *, forward: bool) -> dict[str, str]:
        """The references as they stand at one end; those that do not exist there are left out."""
        objects = {name: new if forward else old for name, old, new in self.moves}
        return {name: each for name, each in objects.items() if each != NOTHING}

    def entries(self, *, forward: bool) -> dict[str, str]:
        """`mode blob` of the touched files in the commit at one end, by path."""
        return {each.path: each.new if forward else each.old for each in self.touched}


class DamagedJournal(Exception):
    """The journal is none that the program wrote; `str()` says what is wrong."""


class Interruption(NamedTuple):
    """A change that was killed while it was being written."""

    message: str
    """What it was.

    Empty where it was killed so early that nothing is known, and nothing had happened.
    """
    damaged: bool = False
    """Whether what is left of it cannot be used."""


def interrupted(start: Path) -> Interruption | None:
    """The change that was interrupted in the repository around `start`, or None."""
    with suppress(OSError, ValueError, UnreadableHistory):
        top = top_of(start)
        if top is None:
            return None
        try:
            journal = read(git_folder_of(top))
        except DamagedJournal:
            return Interruption("", damaged=True)
        return Interruption(journal.message if journal else "")
    return None


def begin(folder: Path, journal: Journal) -> None:
    """Write the journal into the git folder; FileExistsError where there is one already.

    It is on the disk when this returns.
    """
    content = json.dumps(asdict(journal), ensure_ascii=False).encode()
    if len(content) > _LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(folder / NAME))
    # Made only where there is none: of two windows that write at once, one is told to wait.
    with (folder / NAME).open("xb") as stream:
        stream.write(content)
        stream.flush()
        # Before the first thing moves: after a power cut nobody else could tell what was meant.
        os.fsync(stream.fileno())


def read(folder: Path) -> Journal | None:
    """The journal; None where it was not written to its end.

    That happens before anything else is touched. FileNotFoundError where there is none,
    DamagedJournal where it is not as the program writes it.
    """
    file = folder / NAME
    if not file.is_file():
        if file.is_symlink() or file.exists():
            raise DamagedJournal("không phải là tệp")
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
    with file.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise DamagedJournal("quá lớn")
    if not content.endswith(b"}"):
        # Killed while it was written: the end of the one line is missing.
        return None
    try:
        return _journal(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedJournal("nội dung hỏng") from error


def end(folder: Path) -> None:
    """Forget the journal."""
    remove(folder / NAME)


def set_aside(folder: Path) -> Path:
    """Give the journal another name, under which nobody acts on it; the file that keeps it."""
    number = 1
    while (folder / _FORGOTTEN.format(number)).exists():
        number += 1
    kept = folder / _FORGOTTEN.format(number)
    patiently(lambda: (folder / NAME).rename(kept))
    return kept


def _journal(data: dict[str, Any]) -> Journal:
    """The journal of these values; ValueError and others where one is not as it should be."""
    touched = tuple(_touched(Touched(**each)) for each in data["touched"])
    moves = ((data["branch"], data["old"], data["new"]), *data["refs"])
    branch, *refs = (_reference(*move) for move in moves)
    message = printable(str(data["message"]))
    return Journal(message, *branch, touched, tuple(refs))


def _reference(name: object, old: object, new: object) -> Reference:
    is_name = _NAME.fullmatch(str(name)) and not _STRANGE.search(str(name))
    if not (is_name and _ID.fullmatch(str(old)) and _ID.fullmatch(str(new))):
        raise ValueError(f"not a move of a reference: {name!r}")
    return str(name), str(old), str(new)


def _touched(each: Touched) -> Touched:
    entries = all(not entry or _ENTRY.fullmatch(entry) for entry in (each.old, each.new))
    blobs = all(not blob or _ID.fullmatch(blob) for blob in (each.before, each.after))
    if not (entries and blobs and is_inside(each.path)):
        raise ValueError(f"not a change of a file: {each.path!r}")
    return each
