"""What others found: an inspection, a certification body, the State's inspectors (bên ngoài nêu).

Such a finding is a nonconformity like the agency's own, and names who found it and in which paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from isoqms.wording import listed, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Nonconformity


def of_others(items: Iterable[Nonconformity]) -> tuple[Nonconformity, ...]:
    """Those that somebody outside the agency found."""
    return tuple(item for item in items if item.found_by)


def counted_of_others(items: Iterable[Nonconformity]) -> str:
    """`2 điểm do Chi cục … nêu`, by who found them; empty where nobody else found any."""
    found = of_others(items)
    by = dict.fromkeys(item.found_by for item in found if item.found_by)
    counts = (
        f"{number(sum(item.found_by == who for item in found))} điểm do {who} nêu" for who in by
    )
    return listed(counts) if found else ""


def where_found(item: Nonconformity) -> str:
    """`do Chi cục … nêu tại Biên bản số 15/BB-CCTĐC`; empty where the agency found it itself."""
    if not item.found_by:
        return ""
    paper = f" tại {item.minutes}" if item.minutes else ""
    return f"do {item.found_by} nêu{paper}"
