"""From proofs to points: what the records leave possible of one row of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.model.scoring import ScoreRow
from isoqms.scoring.proof import NOTHING, WHOLE, Against, Proof, Said

_WHOLE_POINTS: Final = Decimal(1)
"""The step of a row for which the table states none: whole points are on any grid."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The least and the most points of a row that the records leave possible."""

    lowest: Decimal
    highest: Decimal
    proofs: tuple[tuple[str, Proof], ...] = ()
    """The proof of each probe that was asked, by its name."""
    answered: bool = False
    """Whether evidence named on the row answers a record that is missing here."""

    @property
    def proved(self) -> Decimal | None:
        """The score where the records decide it.

        None where a person does (người chấm quyết định).
        """
        return self.lowest if self.lowest == self.highest else None

    @property
    def evidence(self) -> tuple[Said, ...]:
        """What speaks for the row, each once."""
        return tuple(dict.fromkeys(said for _, proof in self.proofs for said in proof.evidence))

    @property
    def against(self) -> tuple[Against, ...]:
        """What speaks against it, each once."""
        return tuple(dict.fromkeys(one for _, proof in self.proofs for one in proof.against))


def judge(
    criterion: ScoreCriterion, stated: ScoreRow | None, proofs: Mapping[str, Proof]
) -> Judgement:
    """The points of a leaf.

    All probes full: all points. None: none. Else the mean of what the probes prove, rounded down to
    the step. A probe that is not among `proofs` was not asked and is held against nobody. Where the
    row names evidence, a record that is only missing here is left to the person who looks at that
    evidence.
    """
    asked = [(name, proofs[name]) for name in criterion.probes if name in proofs]
    if not criterion.probes:
        return Judgement(Decimal(0), criterion.max)
    named = bool(stated and stated.evidence)
    unasked = len(criterion.probes) - len(asked)
    lowest = [proof.lowest for _, proof in asked] + [WHOLE] * unasked
    highest = [_possible(proof, named=named) for _, proof in asked] + [WHOLE] * unasked
    answered = named and any(_possible(proof, named=True) != proof.highest for _, proof in asked)
    return Judgement(
        _points(criterion, lowest), _points(criterion, highest), tuple(asked), answered
    )


def _possible(proof: Proof, *, named: bool) -> Fraction:
    only_missing = proof.against and all(one.missing for one in proof.against)
    return WHOLE if named and only_missing else proof.highest


def _points(criterion: ScoreCriterion, shares: Sequence[Fraction]) -> Decimal:
    mean = sum(shares, NOTHING) / len(shares)
    if mean == WHOLE:
        return criterion.max
    step = criterion.step or _WHOLE_POINTS
    steps = Fraction(criterion.max) * mean // Fraction(step)
    return min(step * int(steps), criterion.max)
