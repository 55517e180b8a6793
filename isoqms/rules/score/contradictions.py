"""Points of a self-score that the year's records speak against, for the rules 804 to 809.

A rule knows the counter-evidence that probes may give, never the rows of a table; `held_against`
asks the probes.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from isoqms.diagnostics import Finding, Severity
from isoqms.facts.scoring.score_cards import score_cards
from isoqms.repository import Repository
from isoqms.scoring.counters import Counter


class Objection(NamedTuple):
    """What is said where a row is scored in spite of a counter-evidence."""

    hint: str
    severity: Severity | None = None
    """Only where it is lighter than the rule's own."""


Objections = Mapping[Counter, Objection]
"""By the counter-evidence."""


def contradicted(repository: Repository, objections: Objections) -> Iterator[Finding]:
    """One finding for each counter-evidence, at the first of the rows scored in spite of it."""
    cards = tuple(score_cards(repository))
    if not cards:
        return
    # The probes ask the records of a whole year; where nobody has scored one, neither they nor
    # their models are needed.
    from isoqms.rules.score.held_against import spoken_against  # noqa: PLC0415 - see above

    for card in cards:
        for name, place, message, places in spoken_against(repository, card, frozenset(objections)):
            objection = objections[name]
            yield Finding(place, message, objection.hint, places, objection.severity)
