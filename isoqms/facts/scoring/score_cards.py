"""A year's self-score beside the table that it follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.reporting.figures import scoring_table
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.year import Year
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.scoring import ScoreRow, SelfScore

TOTAL = "tong"
"""The row of the whole table."""


class ScoreCard(NamedTuple):
    """The rows of a self-score by criterion, and the table (bảng tự chấm điểm)."""

    year: Year
    entry: Entry[SelfScore]
    table: ScoringTable
    criteria: Mapping[str, ScoreCriterion]
    rows: Mapping[str, tuple[int, ScoreRow]]
    """Each criterion's first row, with its index in the file."""

    def place(self, criterion: str) -> Place:
        """The place of a stated criterion's row."""
        return self.entry.at("rows", self.rows[criterion][0])

    def stated(self, criterion: str) -> Decimal | None:
        """The score that was stated, or None."""
        row = self.rows.get(criterion)
        return row[1].stated if row else None

    def leaves_below(self, criterion: str) -> tuple[str, ...]:
        """The leaves that make up a row; all of them for the total, the row itself for a leaf."""
        children = self.table.children(None if criterion == TOTAL else criterion)
        if not children:
            return (criterion,)
        return tuple(leaf for child in children for leaf in self.leaves_below(child.id))

    def out_of(self, criterion: str) -> str:
        """`7/7`: what was stated of the most there is."""
        return (
            f"{number(self.stated(criterion) or Decimal(0))}/{number(self.criteria[criterion].max)}"
        )


def score_cards(repository: Repository) -> Iterator[ScoreCard]:
    """The self-scores whose table is known, each with the table of its year."""
    for year in repository.years.values():
        entry, table = year.self_score, scoring_table(repository, year.year)
        if entry is None or table is None:
            continue
        criteria = {row.id: row for row in table.rows}
        rows: dict[str, tuple[int, ScoreRow]] = {}
        for index, row in enumerate(entry.record.rows):
            rows.setdefault(row.id, (index, row))
        yield ScoreCard(year, entry, table, criteria, rows)
