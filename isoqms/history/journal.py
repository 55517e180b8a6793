"""The journal of a change that is being written: what a kill would leave half done, and how each half looks.

It knows files only, not git, so that every command can ask in no time whether a change was interrupted.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

NAME: Final = "isoqms-dang-ghi.json"
"""The journal's file inside the git folder."""


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
    """The blob with the bytes that lay in the folder before: other than `old` where they were not recorded yet."""
    after: str
    """The blob with the bytes that shall lie there."""


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
    refs: tuple[tuple[str, str, str], ...] = ()
    """Other references that move along: name, old and new object; zeros where there is none."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """A change that was killed while it was being written."""

    message: str
    """What it was; empty where it was killed so early that nothing is known, and nothing had happened."""


def git_folder_of(top: Path) -> Path:
    """`.git`, or the folder that a `.git` file names."""
    here = top / ".git"
    if here.is_file():
        named = here.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
        return (top / named).resolve()
    return here


def top_of(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that keeps a history; None where there is none."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)


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
    """Write the journal into the git folder; FileExistsError where there is one already."""
    content = json.dumps(asdict(journal), ensure_ascii=False).encode()
    with (folder / NAME).open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def read(folder: Path) -> Journal | None:
    """The journal; None where it was not written to its end, which happens before anything else is touched.

    FileNotFoundError where there is none.
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
