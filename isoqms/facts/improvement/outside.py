"""What others found: an inspection, a certification body, the State's inspectors (bên ngoài nêu).

Such a finding is a nonconformity like the agency's own. Who found it and in which paper is said
once: by the inspection that it names, else by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from isoqms.wording import date_short, listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Inspection, Nonconformity
    from isoqms.repository.content import Repository


class Origin(NamedTuple):
    """Who found something, and the paper that says so; a paper without words is not known."""

    who: str
    paper: str


def origin(repository: Repository, item: Nonconformity) -> Origin | None:
    """Who outside the agency found it; None where the agency did, or where nobody is named."""
    if item.inspection is not None and (meant := _meant(repository, item)):
        return _of_inspection(meant)
    return Origin(item.found_by, _bare(item.minutes)) if item.found_by else None


def _meant(repository: Repository, item: Nonconformity) -> Inspection | None:
    """The inspection that it names; of two years with one key, the one about its day."""
    rows = (row.record for row in repository.rows.inspections)
    known = [each for each in rows if each.id == item.inspection]
    return min(known, key=lambda each: abs(each.day - item.found), default=None)


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
