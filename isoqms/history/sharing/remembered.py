"""What this PC remembers of the place that it shares: which it is, and when it was last there.

It stands in the settings of this PC's own copy, never in a file that others get. It counts only in
the folder that it was said of: a copy from somebody else names no place to send anything to.
"""

import hashlib
import platform
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history.blobs import NOTHING
from isoqms.history.place import Place, place_of, position
from isoqms.values import frozen

_PLACE: Final = "isoqms.sharedplace"
_SAID_OF: Final = "isoqms.sharedfrom"
_LAST: Final = "isoqms.sharedlast"
_TRACE: Final = "refs/isoqms/noi-chung/"
_SHORT: Final = 8


@frozen
class Sharing:
    """How far this PC is with the others, by what is known here."""

    last: date | None
    """The day of the last exchange; None where there was none."""
    waiting: int
    """Entries of this PC that the others have not."""


def sharing(root: Path) -> Sharing | None:
    """How far the repository at `root` is with the others; None where it never shared anything."""
    with suppress(IsoqmsError, OSError):
        own = place_of(root)
        said = _read(own)
        day, _, where = said.get(_LAST, "").partition(" ")
        last = _day(day) if where == _mark(own.top) else None
        if last or said.get(_SAID_OF) == _mark(own.top):
            return Sharing(last, _waiting(own))
    return None


def remembered_place(own: Place) -> str:
    """The place that was remembered for this folder; empty where there is none."""
    said = _read(own)
    return said.get(_PLACE, "") if said.get(_SAID_OF) == _mark(own.top) else ""


def remember(own: Place, place: str, *, top: Path | None = None) -> None:
    """Remember the place for this folder on this PC, or for `top` that it moves to; CannotWrite."""
    own.ask("config", "--local", _PLACE, place)
    own.ask("config", "--local", _SAID_OF, _mark(top or own.top))


def remember_day(own: Place, day: date, *, top: Path | None = None) -> None:
    """Remember the day of an exchange; `top` as above."""
    own.ask("config", "--local", _LAST, f"{day.isoformat()} {_mark(top or own.top)}")


def trace_of(place: str, branch: str) -> str:
    """The reference that keeps what the shared line of a place was when it was last seen."""
    name = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:_SHORT]
    return f"{_TRACE}{name}/{branch}"


def trace(own: Place, place: str) -> str:
    """The last entry of the line of a place when it was last seen; empty where it never was."""
    lead = trace_of(place, "")
    return own.ask("for-each-ref", "--count=1", "--format=%(objectname)", lead).strip()


def _waiting(own: Place) -> int:
    _, last = position(own)
    if last == NOTHING:
        return 0
    seen = ("--not", f"--glob={_TRACE}*")
    return int(own.ask("rev-list", "--count", "--no-merges", last, *seen))


def _read(own: Place) -> dict[str, str]:
    file = own.shared / "config"
    # Read first, so that git is not asked where nobody ever shared anything.
    try:
        if b"isoqms" not in file.read_bytes():
            return {}
        answer = own.ask("config", "--local", "-z", "--get-regexp", r"^isoqms\.shared")
    except (OSError, CannotWrite):
        return {}
    lines = (line.partition("\n") for line in answer.split("\0") if line)
    return {name: value for name, _, value in lines}


def _mark(top: Path) -> str:
    """What tells this folder on this PC from a copy of it."""
    said = f"{platform.node()}\n{top.resolve()}"
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
