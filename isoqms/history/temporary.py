"""Folders for what is needed only while a command runs, cleared even where the command was killed.

They hold an agency's records. What a killed command left is cleared by the next one that makes such
a folder in the same place.
"""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock

PREFIX: Final = "isoqms-tam-"
LOCK: Final = "isoqms-dang-dung"
"""The file in it that its maker holds; the system lets go of it however the maker ends."""
_BEGUN: Final = 5.0
"""Seconds within which the maker of a folder has its lock."""
_LONG: Final = 3600.0
"""Seconds that no command takes."""


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder of this person alone in the machine's temporary one, gone at the end.

    OSError where it cannot be made.
    """
    _clear_dead(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        lock = FileLock(Path(folder, LOCK))
        # Without a lock, which some disks do not know (NotImplementedError), nobody takes it for
        # dead: it is only never cleared then.
        with suppress(OSError, NotImplementedError):
            lock.acquire(blocking=False)
        try:
            yield Path(folder).resolve()
        finally:
            # Windows removes no file that is held.
            with suppress(OSError):
                lock.release()


def clear_left(folder: Path, prefix: str, *, keep: Path | None = None) -> None:
    """Clear what killed commands left half built in `folder` under names that begin so.

    All but `keep`, and only what no command can be at work on any more, by the clock of the disk;
    what cannot be cleared stays.
    """
    with suppress(OSError):
        left = [each for each in folder.iterdir() if each.name.startswith(prefix) and each != keep]
        for each in older(left, _LONG, folder):
            clear_away(each)


def older(paths: Sequence[Path], seconds: float, folder: Path) -> Iterator[Path]:
    """Those that were last written longer ago, by the clock of the disk on which `folder` lies.

    PCs rarely agree on the time. OSError where nothing can be written there.
    """
    if not paths:
        return
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".isoqms-") as clock:
        now = Path(clock.name).stat().st_mtime
    for each in paths:
        with suppress(OSError):
            if now - each.lstat().st_mtime > seconds:
                yield each


def _clear_dead(above: Path) -> None:
    try:
        left = [each for each in above.iterdir() if each.name.startswith(PREFIX)]
    except OSError:
        return
    for folder in left:
        # Its maker lives (Timeout), or nobody can tell: another command will look again.
        with suppress(OSError, NotImplementedError):
            _clear_if_dead(folder)


def _clear_if_dead(folder: Path) -> None:
    """Remove the folder unless its maker lives; Timeout where it does."""
    about = folder.lstat()
    # A place that all people of a machine write to: a link, or another's folder, is left alone.
    is_own = not hasattr(os, "getuid") or about.st_uid == os.getuid()
    if not (is_own and stat.S_ISDIR(about.st_mode) and (folder / LOCK).is_file()):
        return
    if time.time() - about.st_mtime < _BEGUN:
        return
    with FileLock(folder / LOCK, timeout=0):
        for each in folder.iterdir():
            if each.name != LOCK:
                clear_away(each)
        is_clear = all(each.name == LOCK for each in folder.iterdir())
    # By its lock the next command knows a folder in which something would not go.
    if is_clear:
        clear_away(folder)


def clear_away(path: Path) -> None:
    """Take away a file, or a folder with what goes of it; OSError where a file is held."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    # Git's own files are read-only, which Windows would not delete.
    for each in path.rglob("*"):
        if not each.is_symlink():
            each.chmod(stat.S_IRWXU)
    shutil.rmtree(path, ignore_errors=True)
