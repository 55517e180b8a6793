"""Every probe by its name, for the packs that name them."""

from collections.abc import Mapping
from typing import Final

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
