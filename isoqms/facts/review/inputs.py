"""The inputs of a management review, filled from the records (đầu vào xem xét của lãnh đạo; 9.3.2).

An input says what the records bear out, with figures and places; what no record tells is named with
the command that records it, and never made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from isoqms import packs
from isoqms.facts.review.ground import Gap, Ground, Teller, Told
from isoqms.facts.review.results import (
    audits,
    monitoring,
    nonconformities,
    objectives,
    performance,
    satisfaction,
    suppliers,
)
from isoqms.facts.review.reviews import point_key
from isoqms.facts.review.system import changes, earlier_conclusions, improvements, resources, risks
from isoqms.model.packs.standard import LetteredPoint
from isoqms.repository.content import Repository

_WITHOUT_YEAR: Final = ("isoqms new context-issue", "isoqms new law", "isoqms export")
_EDITION: Final = "tcvn-iso-9001-2015"
"""Whose points are used where the pack of a later edition does not yet hold them."""


@dataclass(frozen=True, slots=True)
class Input:
    """An input of a review (đầu vào): its point, what the records say, and what they do not say."""

    point: str
    title: str
    told: tuple[Told, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether the records say something."""
        return bool(self.told)

    @property
    def text(self) -> str:
        """Everything the records say, as it is reported to the meeting."""
        return " ".join(each.words for each in self.told)

    @property
    def sources(self) -> tuple[str, ...]:
        """The files that it was told from, each once."""
        return tuple(dict.fromkeys(str(each.place.path) for each in self.told))


TELLERS: Final[Mapping[str, Teller]] = {
    "a": earlier_conclusions,
    "b": changes,
    "c1": satisfaction,
    "c2": objectives,
    "c3": performance,
    "c4": nonconformities,
    "c5": monitoring,
    "c6": audits,
    "c7": suppliers,
    "d": resources,
    "e": risks,
    "f": improvements,
}
"""Who tells each point of 9.3.2."""


def review_inputs(repository: Repository, year: int, held: date | None = None) -> tuple[Input, ...]:
    """Every input for a year's review held on `held`, by what was known then and by `as_of`.

    NoSuchYear where there are no records of the year.
    """
    day = min(held, repository.as_of) if held else repository.as_of
    ground = Ground(repository, year, day, held or repository.as_of + timedelta(days=1))
    return tuple(_input(point, ground) for point in input_points(repository))


def input_points(repository: Repository) -> tuple[LetteredPoint, ...]:
    """The points of 9.3.2, as the agency's edition of the standard words them."""
    return (
        repository.packs.standard.review_inputs
        or packs.load_standard(_EDITION, repository.root).review_inputs
    )


def output_points(repository: Repository) -> tuple[LetteredPoint, ...]:
    """The points of 9.3.3, as the agency's edition of the standard words them."""
    return (
        repository.packs.standard.review_outputs
        or packs.load_standard(_EDITION, repository.root).review_outputs
    )


def _input(point: LetteredPoint, ground: Ground) -> Input:
    teller = TELLERS.get(point_key(point.point))
    spoken = tuple(teller(ground)) if teller else ()
    return Input(
        point.point,
        point.text,
        tuple(each for each in spoken if isinstance(each, Told)),
        tuple(_of_year(each, ground) for each in spoken if isinstance(each, Gap)),
    )


def _of_year(gap: Gap, ground: Ground) -> Gap:
    """The gap, its command for the year under review where it would take another one."""
    whole = "--year" in gap.command or gap.command.startswith(_WITHOUT_YEAR)
    if whole or ground.year == ground.repository.as_of.year:
        return gap
    return replace(gap, command=f"{gap.command} --year {ground.year}")
