"""When legal instruments lapse, by when the agency must follow them, which lack their day."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from isoqms.model.law import ExternalDocument
from isoqms.model.packs.certainty import Certainty
from isoqms.repository.content import Repository

_NORMATIVE: Final = re.compile(r"\d+/\d{4}/\S+")
_NUMBERED: Final = re.compile(r"\d+/\S+")
_DEADLINE = "cap-nhat-van-ban"
_MONTHS = 3
"""At the latest three months from the day the law takes effect.

QĐ 19/2014/QĐ-TTg, Điều 4, khoản 4, điểm a.
"""


def update_months(repository: Repository) -> int:
    """How many months the agency has to follow a change of law, by its calendar pack."""
    found = (
        d.within_months
        for d in repository.packs.deadlines.deadlines
        if d.id == _DEADLINE and d.within_months
    )
    return next(found, _MONTHS)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class Lapse(NamedTuple):
    """From when an instrument is no longer in force, and what took its place."""

    day: date
    by: str | None


def lapse_of(repository: Repository, instrument: ExternalDocument) -> Lapse | None:
    """When an instrument of the register lapses: as stated, or the day its successor takes effect.

    None if unknown.
    """
    if instrument.expires is not None:
        return Lapse(instrument.expires, instrument.replaced_by)
    if instrument.replaced_by is None:
        return None
    day = effect_of(repository, instrument.replaced_by)
    return Lapse(day, instrument.replaced_by) if day is not None else None


def effect_of(repository: Repository, number: str) -> date | None:
    """When an instrument takes effect: by the register, else by what the pack is sure of."""
    known = repository.external_by_number.get(number)
    if known is not None and known.record.effective is not None:
        return known.record.effective
    packed = repository.packs.legal.find(number)
    return (
        packed.effective if packed is not None and packed.certainty is Certainty.CONFIRMED else None
    )


def wanted_day(law: ExternalDocument, as_of: date) -> str:
    """The key of the day that is missing: `effective`, `issued`; empty where none is (7.5.3.2)."""
    if law.effective is not None or (law.expires is not None and law.expires <= as_of):
        return ""
    if _NORMATIVE.fullmatch(law.number):
        return "effective"
    is_undated = law.issued is None and _NUMBERED.fullmatch(law.number) is not None
    return "issued" if is_undated else ""
