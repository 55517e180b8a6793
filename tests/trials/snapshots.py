"""What lies in a folder at one moment, kept in memory, and laid out again byte for byte."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path

Entry = tuple[str, int, bytes]
"""`f`, `d` or `l`; the permissions; the id of the content, or where a link leads."""
Snapshot = dict[str, Entry]

CONTENTS: dict[bytes, bytes] = {}
"""Every content that was seen, by its id."""
_TICK = 50_000_000
"""Nanoseconds within which two writes may bear the same time."""


def kept(content: bytes) -> bytes:
    """The id of a content, by which it is found again."""
    name = sha1(content, usedforsecurity=False).digest()
    CONTENTS.setdefault(name, content)
    return name


def a_file(content: bytes, mode: int = 0o644) -> Entry:
    """A file with this content."""
    return ("f", mode, kept(content))


def key_of(snapshot: Snapshot) -> bytes:
    """Equal for equal snapshots."""
    return sha1(repr(sorted(snapshot.items())).encode(), usedforsecurity=False).digest()


class Folder:
    """A folder that is looked at again and again; only what changed is read and written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, tuple[tuple[int, ...], int, Entry]] = {}
        path.mkdir(parents=True, exist_ok=True)

    def look(self) -> Snapshot:
        """What lies there now."""
        known, now = self._known, time.time_ns()
        self._known = {}
        for name, place in self._walk("", str(self.path)):
            try:
                self._known[name] = _seen(place, known.get(name), now)
            except FileNotFoundError:
                continue  # another process was at work meanwhile
        return {name: entry for name, (_, _, entry) in self._known.items()}

    def _walk(self, above: str, folder: str) -> Iterator[tuple[str, str]]:
        try:
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for each in entries:
            name = f"{above}{each.name}"
            yield name, each.path
            if each.is_dir(follow_symlinks=False):
                yield from self._walk(f"{name}/", each.path)

    def lay(self, wanted: Snapshot) -> None:
        """Make the folder hold just this."""
        here = self.look()
        for name in sorted(here.keys(), reverse=True):
            is_other = name in wanted and wanted[name][0] != here[name][0]
            if name not in wanted or is_other:
                _remove(self.path / name)
                here.pop(name)
        for name in sorted(wanted):
            if here.get(name) != wanted[name]:
                _write(self.path / name, wanted[name])


def _seen(
    place: str, before: tuple[tuple[int, ...], int, Entry] | None, now: int
) -> tuple[tuple[int, ...], int, Entry]:
    about = os.lstat(place)
    sign = (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_mode)
    is_old = before is not None and before[0] == sign
    if before is not None and is_old and before[1] - about.st_ctime_ns > _TICK:
        return before
    return sign, now, _entry(place, about)


def _entry(place: str, about: os.stat_result) -> Entry:
    mode = stat.S_IMODE(about.st_mode)
    if stat.S_ISDIR(about.st_mode):
        return ("d", mode, b"")
    if stat.S_ISLNK(about.st_mode):
        return ("l", 0, os.fsencode(Path(place).readlink()))
    return ("f", mode, kept(Path(place).read_bytes()))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, entry: Entry) -> None:
    kind, mode, name = entry
    if kind == "d":
        path.mkdir(exist_ok=True)
    elif kind == "l":
        path.unlink(missing_ok=True)
        path.symlink_to(os.fsdecode(name))
        return
    else:
        # A new file: the old one may be open somewhere.
        path.unlink(missing_ok=True)
        path.write_bytes(CONTENTS[name])
    path.chmod(mode)
