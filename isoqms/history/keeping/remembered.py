"""The day of the last backup that was proven, kept beside the history and never part of it."""

import json
import stat
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from isoqms.history.git_folder import git_folder_of, top_of
from isoqms.history.place import place_of
from isoqms.history.writing.patience import move, remove
from isoqms.values import frozen

_NAME: Final = "isoqms-sao-luu.json"
_LARGEST: Final = 4096


@frozen
class LastBackup:
    """When this copy of the repository was last backed up, and to which file."""

    day: date
    file: str


def last_backup(root: Path) -> LastBackup | None:
    """The last backup of this copy that was read back whole; None where nobody knows of one.

    Files only, so that it may be asked every morning; what the file says is data, and no proof.
    """
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        top = top_of(root)
        file = git_folder_of(top) / _NAME if top else None
        if file is None or not stat.S_ISREG(file.lstat().st_mode):
            return None
        with file.open("rb") as stream:
            told = json.loads(stream.read(_LARGEST))
        return LastBackup(date.fromisoformat(told["day"]), str(told["file"]))
    return None


def remember(root: Path, backup: LastBackup) -> None:
    """Keep the day; where that cannot be written the backup is none the worse."""
    with suppress(OSError):
        folder = place_of(root).folder
        aside = folder / f"{_NAME}.tmp"
        remove(aside)
        told = {"day": backup.day.isoformat(), "file": backup.file}
        aside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        move(aside, folder / _NAME)
