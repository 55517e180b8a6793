"""The files that people wrote, altered or deleted by hand and that no entry holds yet."""

from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.errors import IsoqmsError
from isoqms.history.reading.changes import unrecorded
from isoqms.history.reading.contents import stream
from isoqms.model.layout import FOLDERS, path_of
from isoqms.values import frozen

KEPT: Final = (*FOLDERS, "mau", "goi")
"""The folders of which every file belongs to the agency's system."""
_TOP: Final = (
    str(path_of("isoqms")),
    str(path_of("chinh-sach")),
    "HUONG-DAN.md",
)
_JUNK: Final = (
    "thumbs.db", "desktop.ini", ".ds_store", "~$*", ".~lock.*", "*.tmp", "*.bak", "*.lnk", "*~",
    ".*.isoqms.tmp", "*.crdownload", "*.part",
)  # fmt: skip
"""What Windows, Word and others lay down beside the files of people."""


@frozen
class HandEdit:
    """A file that is not as it was last recorded."""

    path: PurePosixPath
    recorded: bytes | None
    """Its content in the last entry; None for a file that is new."""
    now: bytes | None
    """Its content in the folder; None where it was deleted."""

    @property
    def is_deleted(self) -> bool:
        """Whether the file is gone."""
        return self.now is None


def hand_edits(root: Path) -> tuple[HandEdit, ...]:
    """What people changed by hand, by path; junk of other programs is none.

    Raises UnknownPoint where there is no history, GitMissing, IncompleteHistory.
    """
    found = {path: blob for path, blob in unrecorded(root).items() if _is_ours(path, blob)}
    held = dict(stream(root, [blob for blob in found.values() if blob]))
    return tuple(
        HandEdit(path, held[blob] if blob else None, _content(root / path))
        for path, blob in found.items()
    )


def waiting(root: Path) -> dict[PurePosixPath, str | None]:
    """The same at a glance: the id of what is recorded of each; empty where nobody can tell."""
    try:
        return {p: blob for p, blob in unrecorded(root, glance=True).items() if _is_ours(p, blob)}
    except (IsoqmsError, OSError):
        return {}


def edit_of(root: Path, path: PurePosixPath, blob: str) -> HandEdit | None:
    """What was changed in a file of which that is recorded; None where nobody can tell."""
    try:
        held = dict(stream(root, [blob]))
        return HandEdit(path, held[blob], _content(root / path))
    except (IsoqmsError, OSError):
        return None


def is_junk(path: PurePosixPath) -> bool:
    """Whether another program left the file there for itself."""
    name = path.name.lower()
    return any(fnmatchcase(name, pattern) for pattern in _JUNK)


def _is_ours(path: PurePosixPath, recorded: str | None) -> bool:
    """What was recorded once is watched wherever it stands; of new files only what belongs here."""
    if recorded is not None:
        return True
    return not is_junk(path) and (path.parts[0] in KEPT or str(path) in _TOP)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None
