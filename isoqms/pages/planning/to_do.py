"""What there is to do today, as it is read: whole for the screen, short for a chat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Final

from isoqms.agenda import State, Task
from isoqms.formats.neutral import visible
from isoqms.values import frozen
from isoqms.wording import date_short, number

HEADINGS: Final = {
    State.OVERDUE: "Quá hạn",
    State.SOON: "Đến hạn trong 30 ngày",
    State.OPEN: "Đang mở",
    State.LATER: "Về sau",
}
SHORT: Final = 15
"""The most lines of what is pasted into a chat."""
_LETTERS: Final = 90
"""The most letters of a title in a chat."""


@frozen
class Line:
    """A line of the list and how it is read: a state's heading, a title, what is below a title."""

    text: str
    state: State | None = None
    is_heading: bool = False
    is_title: bool = False
    is_command: bool = False
    """A line to be copied: it is never broken."""


def title(day: date) -> str:
    """`Hôm nay cần làm (ngày 30/6/2026)`."""
    return f"Hôm nay cần làm (ngày {date_short(day)})"


def when(task: Task) -> str:
    """`quá hạn 29 ngày (hạn 01/6/2026)`, `còn 10 ngày (hạn …)`, `hạn hôm nay`.

    Nothing without a day.
    """
    if task.due is None or task.left is None:
        return ""
    day = f"hạn {date_short(task.due)}"
    if task.left < 0:
        return f"quá hạn {number(-task.left)} ngày ({day})"
    return f"còn {number(task.left)} ngày ({day})" if task.left else f"{day}, là hôm nay"


def counts(tasks: Sequence[Task]) -> str:
    """`3 việc quá hạn, 4 việc đến hạn trong 30 ngày, 5 việc đang mở`, and how much comes later."""
    found = Counter(each.state for each in tasks)
    return ", ".join(
        f"{number(found[state])} việc {HEADINGS[state].lower()}" for state in State if found[state]
    )


def nothing(tasks: Sequence[Task], day: date) -> str:
    """A kind word where nothing is to be done now, with the next day that will come."""
    none = f"Đến ngày {date_short(day)} không có việc nào quá hạn, đến hạn hay đang mở."
    later = [(each.due, each.title) for each in tasks if each.due is not None]
    if not later:
        return f"{none} Mọi việc đã xong."
    # Of several tasks of one day the first is told.
    due, title = min(later, key=itemgetter(0))
    return f"{none} Việc gần nhất: {title}, hạn {date_short(due)}."


def now(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """What is overdue, due soon or open."""
    return tuple(each for each in tasks if each.state is not State.LATER)


def lines(tasks: Sequence[Task], *, later: bool = False) -> Iterator[Line]:
    """The tasks numbered under the headings of their states.

    What comes later only where it is asked for.
    """
    place = 0
    for state in State:
        group = [each for each in tasks if each.state is state]
        if not group or (state is State.LATER and not later):
            continue
        yield Line(f"{HEADINGS[state].upper()} ({number(len(group))} việc)", state, is_heading=True)
        for each in group:
            place += 1
            yield from _task_lines(place, each)
        yield Line("")


def _task_lines(place: int, task: Task) -> Iterator[Line]:
    day = when(task)
    until = f" – {day}" if day else ""
    yield Line(f"{place:>2}. {visible(task.title)}{until}", task.state, is_title=True)
    who = f"Người làm: {visible(task.role)}. " if task.role else ""
    legal = " (hạn do pháp luật định)" if task.legal else ""
    yield Line(f"    {who}Căn cứ: {visible(task.basis)}{legal}", task.state)
    yield Line(f"    Lệnh: {visible(task.command)}", task.state, is_command=True)


def message(tasks: Sequence[Task], agency: str, day: date) -> str:
    """The same in at most 15 short lines without commands, for whoever does the work."""
    present = now(tasks)
    head = f"{agency}: việc ISO cần làm, ngày {date_short(day)}"
    if not present:
        return f"{head}\n{nothing(tasks, day)}\n"
    room = SHORT - 1
    shown = present if len(present) <= room else present[: room - 1]
    told = [_short(each) for each in shown]
    if len(present) > len(shown):
        told.append(f"… và {number(len(present) - len(shown))} việc nữa.")
    return "\n".join([head, *told]) + "\n"


def shortened(words: str, most: int = _LETTERS) -> str:
    """The words, cut between two of them where they are longer than `most` letters."""
    if len(words) <= most:
        return words
    return f"{words[: most - 2].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _short(task: Task) -> str:
    words = shortened(visible(task.title))
    day = when(task)
    role = f" [{visible(task.role)}]" if task.role else ""
    return f"- {words}{f': {day}' if day else ''}{role}"
