"""Laws that a text cites with another day than the agency's register, or the legal pack, has."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.repository.content import Repository

_CITED: Final = re.compile(
    # Begun with a digit, for a search that begins by looking behind takes five times as long.
    r"(?P<number>\d(?<![\w/]\d)\d*(?:/\d{4})?/[A-ZĐ][\w-]*) "
    r"ngày (?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})(?!\d)"
)


class Misquoted(NamedTuple):
    """A law that is cited with a day on which it was not signed."""

    number: str
    told: date
    right: date
    by_agency: bool
    """Whether the right day is that of the agency's own register."""
    start: int
    """Where in the text it begins."""


def misquoted(repository: Repository, text: str) -> Iterator[Misquoted]:
    """Each citation of a law, by number and day, whose day is another than the one known of it."""
    for found in _CITED.finditer(text):
        told = _day(found)
        known = _known(repository, found["number"]) if told else None
        if told and known and known[0] != told:
            yield Misquoted(found["number"], told, *known, found.start())


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _known(repository: Repository, number: str) -> tuple[date, bool] | None:
    own = repository.external_by_number.get(number)
    if own is not None and own.record.issued:
        return own.record.issued, True
    packed = (each for each in repository.packs.legal.instruments if each.number == number)
    law = next(packed, None)
    return (law.issued, False) if law and law.issued else None
