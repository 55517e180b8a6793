"""Criteria scored with points that the year's own records speak against: the one mechanism of the rules 804 to 809."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from isoqms.diagnostics import Finding, Place, Severity
from isoqms.repository import Repository, Year
from isoqms.repository.score_cards import ScoreCard, score_cards
from isoqms.wording import listed, number


@dataclass(frozen=True, slots=True)
class Against:
    """What the records hold against a score: the end of a sentence, and where it stands."""

    sentence: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Criteria of a table, and what the records of the year say against points for them."""

    criteria: tuple[str, ...]
    against: Callable[[Repository, Year], Against | None]
    hint: str
    proof_elsewhere: bool = False
    """Whether evidence named on the row answers it: a record is missing here, and may be kept elsewhere."""
    only_full: bool = False
    """Whether only the full score is objected to."""
    severity: Severity | None = None


Claims = Mapping[str, tuple[Claim, ...]]
"""The claims by the scoring table that carries these criteria."""


def contradicted(repository: Repository, claims: Claims) -> Iterator[Finding]:
    """One finding for each claim that the records speak against, at its first criterion with points."""
    for card in score_cards(repository):
        for claim in claims.get(card.table.id, ()):
            scored = [criterion for criterion in claim.criteria if _scored(card, claim, criterion)]
            against = claim.against(repository, card.year) if scored else None
            if against is not None:
                message = f"{_points(card, scored)}, nhưng {against.sentence}."
                yield Finding(card.place(scored[0]), message, claim.hint, against.places, claim.severity)


def _scored(card: ScoreCard, claim: Claim, criterion: str) -> bool:
    # An agency's own table may go by the same name and lack the criterion.
    if criterion not in card.rows or criterion not in card.criteria:
        return False
    row = card.rows[criterion][1]
    if claim.proof_elsewhere and row.evidence:
        return False
    return row.stated >= card.criteria[criterion].max if claim.only_full else row.stated > 0


def _points(card: ScoreCard, scored: list[str]) -> str:
    """`Tiêu chí 13.3 tự chấm 1/1 điểm (mục 13: 7/7)`."""
    whole = sum(card.criteria[criterion].max for criterion in scored)
    points = sum(card.rows[criterion][1].stated for criterion in scored)
    text = f"Tiêu chí {listed(scored)} tự chấm {number(points)}/{number(whole)} điểm"
    parent = card.criteria[scored[0]].parent
    if parent is None or parent not in card.rows:
        return text
    return f"{text} (mục {parent}: {card.out_of(parent)})"
