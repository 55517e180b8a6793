"""Every probe by its name, for the packs that name them."""

from collections.abc import Mapping
from typing import Final

from isoqms.scoring import (
    announcing,
    audits,
    context,
    documents,
    improvement,
    leadership,
    objectives,
    planning,
    reviews,
    satisfaction,
    services,
)
from isoqms.scoring.probing import Probe

PROBES: Final[Mapping[str, Probe]] = {
    probe.name: probe
    for module in (
        planning,
        context,
        leadership,
        objectives,
        documents,
        services,
        satisfaction,
        audits,
        reviews,
        announcing,
        improvement,
    )
    for probe in module.PROBES
}
"""In the order of the year's work."""
