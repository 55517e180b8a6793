"""The numbers that the office gives out: order, kind and issuing body, in their series."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.papers.document_numbers import KINDS as NAMED_KINDS
from isoqms.repository import Repository
from isoqms.wording import whole

KINDS: Final = frozenset(NAMED_KINDS.values())
"""Abbreviations of named kinds; a công văn has none (NĐ 30/2020/NĐ-CP, Phụ lục III, mục I)."""

_NUMBER: Final = re.compile(r"(\d+)/(\d{4}/)?(\S+)\Z")

Series = tuple[int, str, str, bool]
"""The year, the kind's short form (none for a công văn), the issuing symbol, whether it is law."""


class Numbered(NamedTuple):
    """A document with its number, taken apart."""

    number: str
    order: int
    series: Series
    day: date
    place: Place

    @property
    def symbol(self) -> str:
        """The symbol of who issued it: UBND, BCĐ."""
        return self.series[2]


def numbered(repository: Repository) -> tuple[Numbered, ...]:
    """Every decision and outgoing document whose number can be read, by day and number.

    A decision that the register of outgoing documents names too counts once.
    """
    own = repository.agency.record.symbols
    found = []
    for number, day, place in _stated(repository):
        taken_apart = _parse(number)
        if taken_apart:
            order, kind, symbol, rest, is_legal = taken_apart
            # What follows in an agency's công văn is who drafted it; in a board's it tells which
            # board.
            body = symbol
            if not kind and symbol not in own and rest:
                body = f"{symbol}-{rest}"
            found.append(Numbered(number, order, (day.year, kind, body, is_legal), day, place))
    return tuple(sorted(found, key=lambda n: (n.day, n.order, n.number)))


def _stated(repository: Repository) -> Iterator[tuple[str, date, Place]]:
    decided = set()
    for decision in repository.decisions:
        decided.add((decision.record.number, decision.record.signed))
        yield decision.record.number, decision.record.signed, decision.at("number")
    for row in repository.rows.outgoing:
        document = row.record
        if (document.number, document.day) not in decided:
            yield document.number, document.day, row.at("number")


def symbol_of(number: str) -> str | None:
    """Who issued a document, as its number says: `841/KH-UBND` → UBND.

    None where it cannot be read.
    """
    taken_apart = _parse(number)
    return taken_apart[2] if taken_apart else None


def _parse(number: str) -> tuple[int, str, str, str, bool] | None:
    """The order, the kind, the issuing symbol, what follows it, and whether it is a legal text."""
    match = _NUMBER.match(number)
    if match is None:
        return None
    order, legal, symbols = match.groups()
    first, _, others = symbols.partition("-")
    if first in KINDS and others:
        symbol, _, rest = others.partition("-")
        return whole(order), first, symbol, rest, bool(legal)
    return whole(order), "", first, others, bool(legal)
