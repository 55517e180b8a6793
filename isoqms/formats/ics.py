"""Days as a calendar that Outlook, Google and telephones read (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from isoqms.formats.neutral import visible
from isoqms.values import frozen

_LONGEST: Final = 75
"""Octets in a line, its break not counted (RFC 5545, 3.1)."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@frozen
class Event:
    """Something that stands in the calendar on a whole day."""

    uid: str
    """The same each time the calendar is made: a reader puts the new in place of the old."""
    day: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()


def calendar(name: str, events: Iterable[Event], stamp: date) -> str:
    """The calendar as text, every line ended by CRLF; `stamp` is the day it was made for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//isoqms//isoqms//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, stamp: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    # A whole day ends where the next begins (3.6.1).
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    # The day is taken by nothing: people stay free on it.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    r"""A value of type TEXT (3.3.11): `\`, `;`, `,` and line breaks escaped.

    Other control characters are written out.
    """
    return visible(value.replace("\r\n", "\n"), keep="\n").translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no letter cut in two.

    All but the first begin with a space.
    """
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
