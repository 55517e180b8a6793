"""Faults met while reading, as findings of the rule that explains them."""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Place
from isoqms.repository import Repository


def found_while_reading(repository: Repository, code: str) -> Iterator[Finding]:
    """The faults with this code, each at the place where reading met it."""
    for fault in repository.faults:
        if fault.rule == code:
            place = Place(fault.location.path, (), fault.location.line, fault.location.column)
            yield Finding(place, fault.message, fault.hint, severity=fault.severity)
