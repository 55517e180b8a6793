"""Bring back what was deleted or altered by hand, byte for byte, from what was recorded."""

import difflib
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.aside import kept_aside
from isoqms.actions.changing.recordings import Recordings, read_recordings, root_around
from isoqms.errors import BadAnswer
from isoqms.facts.records.edits import edits_of
from isoqms.history import blob_id
from isoqms.history.blobs import ids_of
from isoqms.history.place import at_top
from isoqms.history.writing.bringing_back import bring_back
from isoqms.history.writing.readiness import refuse_unready
from isoqms.history.writing.worktree import content_of
from isoqms.source.text import decode
from isoqms.wording import date_short, listed, number

COPIES: Final = PurePosixPath("xuat", "truoc-khi-khoi-phuc")
"""Where what is overwritten is kept, by the day on which it was."""
_SHOWN: Final = 12
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be brought back."""

    path: PurePosixPath
    content: bytes
    before: bytes | None
    """What lies there now; None where nothing does."""
    is_last: bool
    """Whether the last entry holds just this, so that there is nothing to record."""
    is_edited: bool
    """Whether what lies there was never recorded and would be lost."""
    stone: bytes | None = None
    """What the last entry holds, where that is something else."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """What would be brought back."""

    root: Path
    pieces: tuple[Piece, ...]
    change: Change | None
    """The further entry, where some of it is not what the last entry holds."""
    notes: tuple[str, ...] = ()
    older: tuple[Piece, ...] = ()
    """What goes back to an earlier day, so that everything recorded since is gone from it."""

    @property
    def edited(self) -> tuple[Piece, ...]:
        """What would overwrite edits that nobody recorded."""
        return tuple(piece for piece in self.pieces if piece.is_edited)


def plan_restore(
    start: Path,
    names: tuple[str, ...],
    today: date,
    *,
    day: date | None = None,
    everything: bool = False,
) -> Restoration:
    """What bringing back `names` (codes, files, folders) or every deleted file would do.

    As it was last recorded, or on `day`. A text in force comes back as its decision issued it, and
    no otherwise. Nothing is written. NotARepository, HistoryUnavailable, UnknownName, NotThere with
    the reason, BadAnswer.
    """
    if not names and not everything:
        raise BadAnswer(
            "Chưa nói khôi phục gì.",
            "Ghi mã tài liệu hoặc đường dẫn tệp, ví dụ: isoqms restore QT-NB-02; "
            "mọi tệp đã lỡ xóa: isoqms restore --all.",
        )
    root = root_around(start)
    if at_top(root) is not None:
        # Without a history, reading it says why, and from what remains.
        refuse_unready(root)
    known = read_recordings(root, today, day)
    wanted = dict(known.missing()) if everything else {}
    for name in names:
        wanted.update(known.wanted(name, start))
    pieces = tuple(
        piece
        for path, content in sorted(wanted.items())
        if (piece := _piece(known, path, content)) is not None
    )
    change = _change(pieces, names, day)
    older = tuple(each for each in pieces if day and not each.is_last and each.stone is not None)
    return Restoration(root, pieces, change, tuple(known.notes(wanted)), older)


def _piece(known: Recordings, path: PurePosixPath, content: bytes) -> Piece | None:
    """The file to be brought back; None where it lies there so already."""
    before = content_of(known.root / path)
    is_last = known.last(path) == blob_id(content)
    if before == content and is_last:
        return None
    is_edited = before is not None and not known.ever(path) & ids_of(before)
    stone = None if is_last else known.last_content(path)
    return Piece(path, content, before, is_last, is_edited and before != content, stone)


def _change(pieces: tuple[Piece, ...], names: tuple[str, ...], day: date | None) -> Change | None:
    entry = {piece.path: piece for piece in pieces if not piece.is_last}
    if not entry:
        return None
    what = listed(names) if names and len(names) <= _MOST_NAMED else f"{number(len(entry))} tệp"
    then = f"như đã ghi ngày {date_short(day)}" if day else "đúng như đã ban hành, đã ghi nhận"
    return Change(
        f"Khôi phục {what} {then}",
        {path: piece.content for path, piece in entry.items()},
        seen={path: piece.before for path, piece in entry.items() if piece.before is not None},
    )


def make_ready(found: Restoration, today: date) -> tuple[PurePosixPath, ...]:
    """Keep a copy of every edit that will be overwritten, and say where.

    What was deleted, and comes back otherwise than it was recorded last, first lies there again as
    it was recorded: an entry goes from what was recorded to something else. CannotWrite,
    OthersEdits.
    """
    beside = COPIES / today.isoformat()
    copies = tuple(
        kept_aside(found.root, beside / piece.path, piece.before or b"") for piece in found.edited
    )
    first = {
        piece.path: piece.stone
        for piece in found.pieces
        if piece.before is None and piece.stone is not None
    }
    bring_back(found.root, first, dict.fromkeys(first))
    return copies


def put_back(found: Restoration) -> None:
    """Write what the last entry holds just so; CannotWrite, OthersEdits."""
    plain = [piece for piece in found.pieces if piece.is_last]
    bring_back(
        found.root,
        {piece.path: piece.content for piece in plain},
        {piece.path: piece.before for piece in plain},
    )


def recorded_since(piece: Piece) -> str:
    """What going back to an earlier day does to what was recorded since, in words."""
    return edits_of(piece.path, piece.stone, piece.content)


def lost(piece: Piece) -> tuple[str, ...]:
    """What of a file would be gone from its place, in lines that begin with +."""
    now = piece.stone if piece.before is None else piece.before
    old, new = _lines(piece.path, piece.content), _lines(piece.path, now or b"")
    if old is None or new is None:
        return ()
    compared = difflib.ndiff(old, new) if len(old) + len(new) < 4000 else ()
    told = (line.rstrip() for line in compared if line.startswith(("+ ", "- ")))
    return tuple(islice(told, _SHOWN))


def _lines(path: PurePosixPath, content: bytes) -> list[str] | None:
    text = decode(path, content)[0]
    return None if text is None or "\0" in text else text.split("\n")
