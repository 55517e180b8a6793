"""Faults met while reading, as findings of the rule that explains them."""

from collections.abc import Iterable, Iterator

from isoqms.diagnostics import Fault, Finding, Place
from isoqms.repository import Repository


def found_while_reading(repository: Repository, code: str) -> Iterator[Finding]:
    """The faults with this code, each at the place where reading met it."""
    yield from told_as_findings(fault for fault in repository.faults if fault.rule == code)


def told_as_findings(faults: Iterable[Fault]) -> Iterator[Finding]:
    """Each fault at the place where reading met it."""
    for fault in faults:
        place = Place(fault.location.path, (), fault.location.line, fault.location.column)
        yield Finding(place, fault.message, fault.hint, severity=fault.severity)
