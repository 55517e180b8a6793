"""Points of a self-score that the year's own records speak against: the one mechanism of the rules 804 to 809.

A rule knows probes and the counter-evidence that they may give, never the rows of a table: each row of the table in use
that names such a probe is held against what the probe leaves possible, as on the score card.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from isoqms.diagnostics import Finding, Severity
from isoqms.model.packs import ScoreCriterion
from isoqms.repository import Repository
from isoqms.repository.score_cards import ScoreCard, score_cards
from isoqms.scoring.counters import Counter
from isoqms.scoring.judging import judge
from isoqms.scoring.proof import Against, Proof
from isoqms.wording import listed, number


@dataclass(frozen=True, slots=True)
class Objection:
    """What is said where a row is scored in spite of a counter-evidence."""

    hint: str
    severity: Severity | None = None
    """Only where it is lighter than the rule's own."""


Objections = Mapping[Counter, Objection]
"""By the counter-evidence."""


def contradicted(repository: Repository, objections: Objections) -> Iterator[Finding]:
    """One finding for each counter-evidence, at the first of the rows that are scored in spite of it."""
    cards = tuple(score_cards(repository))
    if not cards:
        return
    # The probes ask the records of a whole year; where nobody has scored one, neither they nor its models are needed.
    from isoqms.scoring.ground import Ground  # noqa: PLC0415 - see above
    from isoqms.scoring.library import PROBES  # noqa: PLC0415

    probes = [probe for probe in PROBES.values() if not probe.counters.isdisjoint(objections)]
    for card in cards:
        ground = Ground(repository, card.year)
        named = {name for leaf in card.table.leaves for name in leaf.probes}
        proofs = {probe.name: probe.ask(ground) for probe in probes if probe.name in named}
        found: dict[Counter, tuple[Against, list[str]]] = {}
        for leaf in card.table.leaves:
            for against in _against(card, leaf, proofs):
                if against.name is not None and against.name in objections:
                    found.setdefault(against.name, (against, []))[1].append(leaf.id)
        for name, (against, ids) in found.items():
            objection = objections[name]
            message = f"{_points(card, ids)}, nhưng {against.text}."
            yield Finding(card.place(ids[0]), message, objection.hint, against.places, objection.severity)


def _against(card: ScoreCard, leaf: ScoreCriterion, proofs: Mapping[str, Proof]) -> tuple[Against, ...]:
    """What speaks against a row that states more than is possible; what its own evidence answers does not."""
    if leaf.id not in card.rows or proofs.keys().isdisjoint(leaf.probes):
        return ()
    row = card.rows[leaf.id][1]
    judged = judge(leaf, row, proofs)
    if row.stated <= judged.highest:
        return ()
    return tuple(one for one in judged.against if not (one.missing and row.evidence))


def _points(card: ScoreCard, scored: list[str]) -> str:
    """`Tiêu chí 13.3 tự chấm 1/1 điểm (mục 13: 7/7)`."""
    whole = sum(card.criteria[criterion].max for criterion in scored)
    points = sum(card.rows[criterion][1].stated for criterion in scored)
    text = f"Tiêu chí {listed(scored)} tự chấm {number(points)}/{number(whole)} điểm"
    parent = card.criteria[scored[0]].parent
    if parent is None or parent not in card.rows:
        return text
    return f"{text} (mục {parent}: {card.out_of(parent)})"
