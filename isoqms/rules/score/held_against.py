"""A stated score held against what the probes leave possible, as on the score card.

Each row of the table in use that names a probe is asked, so that another province's table needs no
rule of its own.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.scoring.score_cards import ScoreCard
from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.repository import Repository
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground
from isoqms.scoring.judging import judge
from isoqms.scoring.library import PROBES
from isoqms.scoring.proof import Against, Proof
from isoqms.wording import listed, number


class Contradiction(NamedTuple):
    """A counter-evidence, and the first of the rows that are scored in spite of it."""

    counter: Counter
    place: Place
    message: str
    places: tuple[Place, ...]
    """Where the records stand that say otherwise."""


def spoken_against(
    repository: Repository, card: ScoreCard, counters: frozenset[Counter]
) -> Iterator[Contradiction]:
    """What the records of the card's year hold against its points, of what `counters` names."""
    proofs = _proofs(repository, card, counters)
    found: dict[Counter, tuple[Against, list[str]]] = {}
    for leaf in card.table.leaves:
        for against in _against(card, leaf, proofs):
            if against.name is not None and against.name in counters:
                found.setdefault(against.name, (against, []))[1].append(leaf.id)
    for name, (against, ids) in found.items():
        yield Contradiction(
            name, card.place(ids[0]), f"{_points(card, ids)}, nhưng {against.text}.", against.places
        )


def _proofs(
    repository: Repository, card: ScoreCard, counters: frozenset[Counter]
) -> dict[str, Proof]:
    """What the probes of the card's table prove, of those that can tell one of `counters`."""
    ground = Ground(repository, card.year)
    named = {name for leaf in card.table.leaves for name in leaf.probes}
    telling = {
        name: probe for name, probe in PROBES.items() if not probe.counters.isdisjoint(counters)
    }
    return {name: probe.ask(ground) for name, probe in telling.items() if name in named}


def _against(
    card: ScoreCard, leaf: ScoreCriterion, proofs: Mapping[str, Proof]
) -> tuple[Against, ...]:
    """What speaks against a row that states more than is possible.

    What its own evidence answers does not.
    """
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
