"""The journal of a change that is being written: what a kill would leave half done.

It says how each half looks. It knows files only and asks no git, so that every command can ask in
no time whether a change was interrupted.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from isoqms.history.blobs import NOTHING
from isoqms.history.place import git_folder_of, top_of

NAME: Final = "isoqms-dang-ghi.json"
"""The journal's file inside the git folder: never part of a clone, and gone with the repository."""

Reference = tuple[str, str, str]
"""A reference that moves: its name, the old and the new object; zeros where there is none."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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

    def standing(self, *, forward: bool) -> dict[str, str]:
        """The references as they stand at one end; those that do not exist there are left out."""
        objects = {name: new if forward else old for name, old, new in self.moves}
        return {name: each for name, each in objects.items() if each != NOTHING}

    def entries(self, *, forward: bool) -> dict[str, str]:
        """`mode blob` of the touched files in the commit at one end, by path."""
        return {each.path: each.new if forward else each.old for each in self.touched}


@dataclass(frozen=True, slots=True)
class Interruption:
    """A change that was killed while it was being written."""

    message: str
    """What it was.

    Empty where it was killed so early that nothing is known, and nothing had happened.
    """


def interrupted(start: Path) -> Interruption | None:
    """The change that was interrupted in the repository around `start`, or None."""
    with suppress(OSError, ValueError):
        top = top_of(start)
        if top is None or not (git_folder_of(top) / NAME).exists():
            return None
        journal = read(git_folder_of(top))
        return Interruption(journal.message if journal else "")
    return None


def begin(folder: Path, journal: Journal) -> None:
    """Write the journal into the git folder; FileExistsError where there is one already.

    It is on the disk when this returns.
    """
    content = json.dumps(asdict(journal), ensure_ascii=False).encode()
    # Made only where there is none: of two windows that write at once, one is told to wait.
    with (folder / NAME).open("xb") as stream:
        stream.write(content)
        stream.flush()
        # Before the first thing moves: after a power cut nobody else could tell what was meant.
        os.fsync(stream.fileno())


def read(folder: Path) -> Journal | None:
    """The journal; None where it was not written to its end.

    That happens before anything else is touched. FileNotFoundError where there is none.
    """
    content = (folder / NAME).read_bytes()
    try:
        return _journal(json.loads(content))
    except (ValueError, TypeError, KeyError):
        return None


def end(folder: Path) -> None:
    """Forget the journal."""
    (folder / NAME).unlink(missing_ok=True)


def _journal(data: dict[str, Any]) -> Journal:
    touched = tuple(Touched(**each) for each in data["touched"])
    refs = tuple((str(name), str(old), str(new)) for name, old, new in data["refs"])
    return Journal(data["message"], data["branch"], data["old"], data["new"], touched, refs)
