"""What the arithmetic of every text of a repository has against it, found once for all rules."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from isoqms.diagnostics import Finding
from isoqms.facts.records.prose import Written, prose
from isoqms.facts.reporting.figures import figures
from isoqms.model.agency.settings import Rounding
from isoqms.repository import Repository
from isoqms.source.arithmetic.checking import objections
from isoqms.source.arithmetic.objections import Kind, Objection
from isoqms.wording import number

_TAG: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class _Found(NamedTuple):
    written: Written
    objection: Objection


def findings(repository: Repository, kind: Kind, hint: str) -> Iterator[Finding]:
    """The findings of one kind, each where its number stands.

    A percentage that was cut is right for an agency that cuts.
    """
    cutting = repository.agency.record.rounding is Rounding.TRUNCATE
    for written, objection in repository.once(_found):
        if objection.kind is kind and not (objection.is_cut and cutting):
            told = ": khớp nếu cắt, không khớp nếu làm tròn" if objection.is_cut else ""
            place = written.place(objection.start)
            yield Finding(place, f"{objection.message}{told}.", hint)


def _found(repository: Repository) -> tuple[_Found, ...]:
    reports = {
        records.report.path: year
        for year, records in repository.years.items()
        if records.report is not None
    }
    out: list[_Found] = []
    # Thousands of documents say the same in their steps and records: each text is weighed once.
    weighed = cache(_weighed)
    for written in prose(repository):
        text = written.text
        year = reports.get(written.entry.path)
        if year is not None and _TAG.search(text):
            text = _filled(text, _values(repository, year))
        out.extend(_Found(written, each) for each in weighed(text))
    return tuple(out)


def _weighed(text: str) -> tuple[Objection, ...]:
    return tuple(objections(text))


def _values(repository: Repository, year: int) -> Mapping[str, str]:
    """The known figures of a year as they are printed."""
    return {
        name: number(figure.value)
        for name, figure in figures(repository, year).items()
        if figure.value is not None
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its figures, every letter of it at its place.

    A figure that is not known, or longer than its name, is nothing.
    """

    def told(match: re.Match[str]) -> str:
        value, room = values.get(match[1], ""), len(match[0])
        return value.ljust(room) if len(value) <= room else " " * room

    return _TAG.sub(told, text)
