"""Whether what was shared with others earlier is still held by the history of this folder.

Only what this copy remembers of the shared one is asked: nothing is fetched.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from isoqms.history import command
from isoqms.history.errors import HistoryBusy, UnreadableHistory
from isoqms.history.place import Place, at_top, branch_of
from isoqms.values import frozen

_REMEMBERED: Final = "refs/remotes/"
_FORM: Final = "--format=%(refname) %(objectname) %(committerdate:iso-strict)"
_MOST: Final = 32 * 1024 * 1024


@frozen
class SharedLine:
    """What this copy remembers of a shared one (bản chung), and how far it holds that today."""

    name: str
    when: datetime | None
    """When its last entry was recorded; None where that is not said."""
    entries: int
    """How many entries it had."""
    missing: int
    """How many of them the history of this folder does not hold."""
    lost: int
    """How many of those once were the last entry of this very folder."""
    is_related: bool
    """Whether both have any entry in common."""


def shared_lines(root: Path) -> tuple[SharedLine, ...]:
    """The lines shared with others of the branch that is open; none where nothing was shared.

    Raises UnreadableHistory, GitMissing.
    """
    place = at_top(root)
    if place is None:
        return ()
    try:
        branch = branch_of(place).removeprefix("refs/heads/")
        return tuple(_shared(place, branch))
    except HistoryBusy:
        # An entry of the past is open (as where a service checks one): it shares nothing.
        return ()
    except command.Failed as failed:
        raise command.unreadable(failed) from failed


def _shared(place: Place, branch: str) -> Iterator[SharedLine]:
    answer = _ask(place, "for-each-ref", _FORM, _REMEMBERED)
    for line in answer.splitlines():
        name, _, rest = line.removeprefix(_REMEMBERED).partition(" ")
        last, _, when = rest.partition(" ")
        remote = name.removesuffix(f"/{branch}")
        if remote not in ("", name):
            yield _line(place, remote, last, when)


def _line(place: Place, remote: str, last: str, when: str) -> SharedLine:
    missing = _ask(place, "rev-list", last, "--not", "HEAD").split()
    return SharedLine(
        remote,
        _moment(when),
        int(_ask(place, "rev-list", "--count", last)),
        len(missing),
        len(set(missing) & _once_last(place)) if missing else 0,
        is_related=not missing or _have_a_common_entry(place, last),
    )


def _have_a_common_entry(place: Place, last: str) -> bool:
    try:
        return bool(_ask(place, "merge-base", last, "HEAD"))
    except command.Failed:
        return False


def _once_last(place: Place) -> frozenset[str]:
    """The ids of the entries that ever were the last one here, as far as the folder remembers."""
    file = place.folder / "logs" / "HEAD"
    if not file.is_file():
        return frozenset()
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            lines = stream.read(_MOST).splitlines()
    except OSError as error:
        raise UnreadableHistory("Không đọc được nhật ký của lịch sử.") from error
    return frozenset(word for line in lines for word in line.split(" ", 2)[:2])


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _ask(place: Place, *words: str) -> str:
    return command.ask(place.top, *words).decode("utf-8", "replace")
