"""A new history, and its first commits: what was written is recorded, whole or not at all.

No hook, filter or signing key of the folder is ever run, and neither the user's nor the machine's
git configuration is read: the same files, message, author and time give the same commit everywhere.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.history.blobs import NOTHING, plain
from isoqms.history.place import ADDRESS, Place, at
from isoqms.history.writing.index import copied_index, stage
from isoqms.history.writing.lock import moved, writing
from isoqms.history.writing.objects import Store, commit, entry_of, identity
from isoqms.history.writing.patience import move, refusing

__all__ = ["ADDRESS", "create", "record"]

_BRANCH: Final = "main"
_SETTINGS: Final = (
    ("core.autocrlf", "false"),
    ("core.quotepath", "false"),
    ("core.longpaths", "true"),
    # The tag of a decision is its proof: it goes wherever the decision is sent.
    ("push.followTags", "true"),
)


def create(root: Path) -> None:
    """Make the folder `root` keep its history: an empty one, on the branch `main`.

    GitMissing where git is not installed; CannotWrite where the folder cannot be written.
    """
    place = at(root)
    # Without a template no sample hook comes along.
    branch = f"--initial-branch={_BRANCH}"
    place.ask("init", "--quiet", branch, "--template=", "--object-format=sha1")
    for name, value in _SETTINGS:
        place.ask("config", "--local", name, value)


def record(
    root: Path,
    message: str,
    *,
    author: tuple[str, str],
    when: datetime,
    paths: Iterable[PurePosixPath],
) -> str:
    """The id of the new commit that holds the files at `paths` (from `root`) as they now stand.

    A path without a file is recorded as gone. Line ends of texts become LF, as `.gitattributes`
    says. `author` is name and address; `when` carries its time zone. What somebody else has staged
    stays staged, and out of the commit. GitMissing, CannotWrite.
    """
    place = at(root)
    # Asked first: where there is no history, its folders must not come into being.
    place.ask("rev-parse", "--git-dir")
    with writing(root, doing=message.partition("\n")[0], who=author[0]), refusing():
        store = Store(place)
        entries = {str(path): _entry(root / path, store) for path in sorted(set(paths))}
        with copied_index(place) as index:
            old = _last(place)
            new = commit(place, old, entries, message, identity(author, when))
            stage(place, entries, index)
            # The old value is given, so that a commit of somebody else in between is never lost.
            place.ask("update-ref", "-m", "isoqms", "HEAD", new, old)
            move(index, index.with_name("index"))
        moved(place)
        return new


def _entry(file: Path, store: Store) -> str:
    """`mode blob` of a file; empty where there is none, or a link."""
    if file.is_symlink() or not file.is_file():
        return ""
    return entry_of(store.keep(plain(file.read_bytes())))


def _last(place: Place) -> str:
    """The id of the last commit; zeros where there is none yet."""
    with suppress(CannotWrite):
        return place.ask("rev-parse", "--verify", "--quiet", "HEAD")
    return NOTHING
