"""The changes of a repository in their order: which still stand, and which were taken back.

An entry that takes back another, or brings back what was taken back, says so in the last line of
its message; only entries that the program made are believed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from isoqms.history.place import ADDRESS, Place
from isoqms.history.reading.log import TAKEN_BACK

UNDOES: Final = "Isoqms-Undoes"
REDOES: Final = "Isoqms-Redoes"
_ANSWER: Final = re.compile(rf"({UNDOES}|{REDOES}): ([0-9a-f]{{40}})")
_AGAIN: Final = "Làm lại: "


class PastChange(NamedTuple):
    """A change as it was recorded."""

    id: str
    parents: tuple[str, ...]
    committer: str
    """The address alone."""
    author: str
    when: datetime
    message: str
    """Its first line."""
    undoes: str = ""
    """The entry that it takes back; empty where it takes back none."""
    redoes: str = ""
    """The entry whose taking back it takes back in its turn."""

    @property
    def is_ours(self) -> bool:
        """Whether a command of the program recorded it."""
        return self.committer == ADDRESS

    @property
    def title(self) -> str:
        """What was done, however often it was taken back and done again meanwhile."""
        return self.message.removeprefix(_AGAIN) if self.redoes else self.message


class Standing(NamedTuple):
    """What can be taken back, and what can be brought back."""

    done: tuple[PastChange, ...]
    """The changes that stand, the last one last."""
    undone: tuple[PastChange, ...]
    """The entries that took something back since the last change, the last one last."""


def message_of_undo(change: PastChange, reason: str) -> str:
    """The message of the entry that takes a change back."""
    why = f"Lý do: {reason}\n\n" if reason else ""
    return f"{TAKEN_BACK}{change.title}\n\n{why}{UNDOES}: {change.id}"


def message_of_redo(undoing: PastChange, title: str) -> str:
    """The message of the entry that brings back what `undoing` took."""
    return f"{_AGAIN}{title}\n\n{REDOES}: {undoing.id}"


def standing(place: Place, head: str) -> Standing:
    """The changes of the repository up to `head`, those of side branches in the order of time."""
    done: dict[str, PastChange] = {}
    undone: dict[str, PastChange] = {}
    for each in reversed(list(_line(place, head))):
        if len(each.parents) > 1:
            continue  # it joins what stands already
        if each.undoes:
            done.pop(each.undoes, None)
            undone[each.id] = each
        elif each.redoes:
            undone.pop(each.redoes, None)
            done[each.id] = each
        else:
            undone.clear()
            done[each.id] = each
    return Standing(tuple(done.values()), tuple(undone.values()))


def written_since(
    place: Place, ends: tuple[str, str], paths: Iterable[str]
) -> tuple[PastChange, ...]:
    """The changes after one entry up to another that wrote these files and still stand."""
    start, end = ends
    stands = {each.id for each in standing(place, end).done}
    named = (f":(literal){path}" for path in paths)
    answer = place.ask(*_question("--full-history"), end, f"^{start}", "--", *named)
    return tuple(each for each in _changes(answer) if each.id in stands)


def change_named(place: Place, name: str) -> PastChange:
    """The change with this full id."""
    return next(_changes(place.ask(*_question("-1"), name, "--")))


def _line(place: Place, head: str) -> Iterator[PastChange]:
    """The changes that touched this repository, the last one first."""
    within = (f":(literal){place.lead}",) if place.lead else ()
    yield from _changes(place.ask(*_question("--full-history"), head, "--", *within))


def _question(how: str) -> tuple[str, ...]:
    return (
        "log",
        "--date-order",
        how,
        "-z",
        "--no-show-signature",
        "--no-notes",
        "--no-color",
        "--encoding=UTF-8",
        "--format=%H%n%P%n%ce%n%cI%n%an%n%B",
    )


def _changes(answer: str) -> Iterator[PastChange]:
    for record in filter(None, answer.split("\0")):
        name, parents, committer, when, author, message = record.split("\n", 5)
        undoes, redoes = _answered(message.splitlines()) if committer == ADDRESS else ("", "")
        first = message.partition("\n")[0]
        yield PastChange(
            name, tuple(parents.split()), committer, author, _moment(when), first, undoes, redoes
        )


def _answered(lines: Iterable[str]) -> tuple[str, str]:
    """The entries that the last line of a message names as taken back, and as brought back."""
    *_, last = ("", *(line for line in lines if line.strip()))
    found = _ANSWER.fullmatch(last.strip())
    if found is None:
        return "", ""
    return (found[2], "") if found[1] == UNDOES else ("", found[2])


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a clock so wrong that git has no words for it
        return datetime.fromtimestamp(0, UTC)
