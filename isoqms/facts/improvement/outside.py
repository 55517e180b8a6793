"""What others found: an inspection, a certification body, the State's inspectors (bên ngoài nêu).

Such a finding is a nonconformity like the agency's own. Who found it and in which paper is said
once: by the inspection that it names, else by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from isoqms.wording import date_short, listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Inspection, Nonconformity
    from isoqms.repository.content import Repository
    from isoqms.repository.entry import Row


class Origin(NamedTuple):
    """Who found something, and the paper that says so; a paper without words is not known."""

    who: str
    paper: str


def origin(repository: Repository, item: Nonconformity) -> Origin | None:
    """Who outside the agency found it; None where the agency did, or where nobody is named."""
    meant = inspection_of(repository, item)
    if meant is not None:
        return _of_inspection(meant.record)
    return Origin(item.found_by, _bare(item.minutes)) if item.found_by else None


def inspection_of(repository: Repository, item: Nonconformity) -> Row[Inspection] | None:
    """The inspection that it names: that of its own year, or else the one nearest to its day.

    Each year counts its inspections anew, so that two years may have one key; what was found late
    in a year may be of minutes signed in the next.
    """
    if item.inspection is None:
        return None
    known = [
        (number, row)
        for number, year in repository.years.items()
        for row in year.rows.inspections
        if row.record.id == item.inspection
    ]

    def how_far(one: tuple[int, Row[Inspection]]) -> tuple[bool, timedelta]:
        return one[0] != item.found.year, abs(one[1].record.day - item.found)

    return min(known, key=how_far)[1] if known else None


def findings_of(
    repository: Repository, inspection: Row[Inspection]
) -> tuple[Row[Nonconformity], ...]:
    """What an inspection found, of whatever year the register is that holds it."""
    named = (r for r in repository.rows.nonconformities if r.record.inspection is not None)
    return tuple(row for row in named if _is_of(repository, row.record, inspection))


def _is_of(repository: Repository, item: Nonconformity, inspection: Row[Inspection]) -> bool:
    meant = inspection_of(repository, item)
    return meant is not None and meant.place == inspection.place


def _of_inspection(found: Inspection) -> Origin:
    signed = f"biên bản kiểm tra ký ngày {date_short(found.day)}"
    return Origin(found.body, _bare(found.minutes) or signed)


def _bare(words: str | None) -> str:
    return (words or "").rstrip(" .")


def counted_of_others(repository: Repository, items: Iterable[Nonconformity]) -> str:
    """`2 điểm do Chi cục … nêu`, by who found them; empty where nobody else found any."""
    origins = (origin(repository, item) for item in items)
    counts = Counter(each.who for each in origins if each)
    return listed(f"{number(how_many)} điểm do {who} nêu" for who, how_many in counts.items())


def where_found(repository: Repository, item: Nonconformity) -> str:
    """`do Chi cục … nêu tại Biên bản số 15/BB-CCTĐC`; empty where the agency found it itself."""
    found = origin(repository, item)
    if found is None:
        return ""
    paper = f" tại {found.paper}" if found.paper else ""
    return f"do {found.who} nêu{paper}"
