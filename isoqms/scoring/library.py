"""Every probe by its name, for the packs that name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isoqms.model.packs.scoring import ScoringTable
from isoqms.scoring.probes import (
    announcing,
    audit,
    context,
    control,
    improvement,
    leadership,
    objectives,
    planning,
    review,
    satisfaction,
    services,
)
from isoqms.scoring.probing import Probe
from isoqms.wording import nearest

PROBES: Final[Mapping[str, Probe]] = {
    probe.name: probe
    for module in (
        planning,
        context,
        leadership,
        objectives,
        control,
        services,
        satisfaction,
        audit,
        review,
        announcing,
        improvement,
    )
    for probe in module.PROBES
}
"""In the order of the year's work."""


@dataclass(frozen=True, slots=True)
class UnknownProbe:
    """A name in a scoring table that no probe bears, and what to say of it."""

    row: int
    index: int
    """Its place among the probes of the row."""
    message: str
    hint: str


def unknown_probes(table: ScoringTable) -> Iterator[UnknownProbe]:
    """Every name that no probe bears, in the order of the table."""
    for row, criterion in enumerate(table.rows):
        for index, name in enumerate(criterion.probes):
            if name in PROBES:
                continue
            close = nearest(name, PROBES)
            meant = f"Có phải «{close}»? " if close else ""
            what = f"Tiêu chí {criterion.id} của bảng «{table.id}» nêu phép thử «{name}»"
            hint = f"{meant}Xem các phép thử bằng `isoqms score --probes`."
            yield UnknownProbe(row, index, f"{what}, không có phép thử ấy.", hint)
