"""The score card of a year: what each row is worth by the records, beside what is stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from isoqms.diagnostics import Place
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.scoring.score_cards import TOTAL
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.model.scoring import ScoreRow, SelfScore
from isoqms.packs import load_scoring_table
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry, Row
from isoqms.repository.year import Year
from isoqms.scoring.ground import Ground
from isoqms.scoring.judging import Judgement, judge
from isoqms.scoring.library import PROBES, unknown_probes
from isoqms.scoring.proof import WHOLE, Against, Proof, Raise, Said
from isoqms.wording import listed, number

Rows: TypeAlias = Mapping[str, Row[ScoreRow]]
"""The rows of a self-score by their criterion."""

_NOBODY: Final = Judgement(Decimal(0), Decimal(0))
_WHOLE: Final = Proof(WHOLE, WHOLE)


class NoTable(IsoqmsError):
    """Nothing says by which table the agency is scored."""

    hint = (
        "Xem các bảng và việc phải làm khi tỉnh chưa có bảng: `isoqms score --tables`; chọn: "
        "`isoqms score --use BẢNG`; lấy bảng của tỉnh từ Excel: `isoqms score --table TỆP`."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the card: a leaf with its proofs, or a parent with the sums of what is below it."""

    criterion: ScoreCriterion
    leaf: bool
    depth: int
    """0 for the parts of the table and for the total."""
    stated: Decimal | None
    """As the agency states it.

    Of a parent the sum of its leaves, never what was typed. None where nothing is.
    """
    lowest: Decimal
    highest: Decimal
    judged: Judgement = _NOBODY
    row: ScoreRow | None = None
    """What stands of it in the self-score."""
    place: Place | None = None
    """Where that stands."""
    typed_below: tuple[Decimal, ...] = ()
    """What was typed for the parts of the whole, where it was for each of them.

    Only on the total.
    """

    @property
    def proved(self) -> Decimal | None:
        """The score by the records; None where it is for a person to say."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def difference(self) -> Decimal | None:
        """How much more is stated than can be, or less (negative) than is proved; else nothing."""
        if self.stated is None:
            return None
        if self.stated > self.highest:
            return self.stated - self.highest
        return min(self.stated - self.lowest, Decimal(0))

    @property
    def typed(self) -> Decimal | None:
        """What was typed for a parent; None for a leaf and where nothing was."""
        return None if self.leaf or self.row is None else self.row.stated

    @property
    def evidence(self) -> tuple[Said, ...]:
        """What speaks for it in the records, then what the row itself names."""
        named = self.row.evidence if self.row and self.leaf else ()
        return (
            *self.judged.evidence,
            *(Said(f"Cơ quan nêu: {text}", self.place) for text in named),
        )

    @property
    def against(self) -> tuple[Against, ...]:
        """What speaks against it."""
        return self.judged.against

    @property
    def contradiction(self) -> str | None:
        """How the records, or its own leaves, contradict what is stated; None where they do not."""
        if self.typed is not None:
            return self._against_sums(self.typed)
        if not self.leaf or self.stated is None or self.stated <= self.highest:
            return None
        why = listed(one.text for one in self.against)
        return f"{self._name} khai {number(self.stated)}/{number(self.criterion.max)}, nhưng {why}"

    def _against_sums(self, typed: Decimal) -> str | None:
        """How what was typed for a parent differs from the sum of its leaves, or of its parts."""
        if self.stated is not None and typed != self.stated:
            return (
                f"{self._name} ghi {number(typed)}, các tiêu chí con cộng lại là "
                f"{number(self.stated)}"
            )
        together = sum(self.typed_below, Decimal(0))
        if not self.typed_below or together == typed:
            return None
        parts = " + ".join(number(part) for part in self.typed_below)
        return f"{self._name} ghi {number(typed)}, các phần đã ghi {parts} = {number(together)}"

    @property
    def only_missing(self) -> bool:
        """Whether all that speaks against it is that a record is missing here."""
        return bool(self.against) and all(one.missing for one in self.against)

    @property
    def _name(self) -> str:
        return "Tổng" if self.criterion.id == TOTAL else self.criterion.id


@dataclass(frozen=True, slots=True)
class Step:
    """Something that would raise the score by the records (việc nâng điểm)."""

    raise_by: Raise
    points: Decimal
    rows: tuple[str, ...]
    late: bool
    """Whether the year is over: then only what was done and not recorded helps."""


@dataclass(frozen=True, slots=True)
class Card:
    """The score card of a year (bảng chấm điểm theo hồ sơ)."""

    table: ScoringTable
    year: int
    as_of: date
    lines: tuple[Line, ...]
    total: Line
    steps: tuple[Step, ...]
    """What would raise the score soonest: see `_in_order`."""
    self_score: Entry[SelfScore] | None

    @property
    def undecided(self) -> tuple[Line, ...]:
        """The leaves that a person decides."""
        return tuple(line for line in self.lines if line.leaf and line.proved is None)

    @property
    def contradictions(self) -> tuple[Line, ...]:
        """The lines whose stated score the records or the sums contradict.

        Those last of which a record is missing.
        """
        found = [line for line in (*self.lines, self.total) if line.contradiction]
        return tuple(sorted(found, key=lambda line: line.leaf and line.only_missing))


def score_card(repository: Repository, number_of_year: int) -> Card:
    """The card of a year.

    Raises NoSuchYear; NoTable where neither the self-score nor the settings name a table;
    UnknownName for a table or a probe that does not exist.
    """
    year = year_of(repository, number_of_year)
    table = table_of(repository, year)
    _refuse_unknown(table)
    rows = _first(year)
    proofs = proofs_of(Ground(repository, year), table)
    judged = {leaf.id: judge(leaf, _record(rows, leaf.id), proofs) for leaf in table.leaves}
    lines = _lines(table, year, rows, judged)
    over = repository.as_of > date(number_of_year, 12, 31)
    steps = _steps(table, rows, proofs, judged, over=over)
    return Card(
        table, number_of_year, repository.as_of, lines[:-1], lines[-1], steps, year.self_score
    )


def _record(rows: Rows, name: str) -> ScoreRow | None:
    return rows[name].record if name in rows else None


def table_of(repository: Repository, year: Year) -> ScoringTable:
    """The table of the year's self-score, or else that of the settings; NoTable, or UnknownName."""
    current = repository.packs.scoring
    named = year.self_score.record.table if year.self_score else None
    if named is not None and (current is None or current.id != named):
        return load_scoring_table(named, repository.root)
    if current is None:
        raise NoTable(
            "Cơ quan chưa chọn bảng chấm điểm nào; mỗi tỉnh tự ban hành bảng của mình, không có "
            "bảng chung."
        )
    return current


def proofs_of(ground: Ground, table: ScoringTable) -> dict[str, Proof]:
    """The proof of every probe that the table names, each asked once."""
    names = dict.fromkeys(name for leaf in table.leaves for name in leaf.probes)
    return {name: PROBES[name].ask(ground) for name in names}


def _refuse_unknown(table: ScoringTable) -> None:
    for unknown in unknown_probes(table):
        raise UnknownName(unknown.message, unknown.hint)


def _first(year: Year) -> dict[str, Row[ScoreRow]]:
    """The row of each criterion; the first where several have its id."""
    rows: dict[str, Row[ScoreRow]] = {}
    for row in year.rows.scores:
        rows.setdefault(row.record.id, row)
    return rows


def _lines(
    table: ScoringTable, year: Year, rows: Rows, judged: Mapping[str, Judgement]
) -> tuple[Line, ...]:
    """A line for each row, the total last; parents are sums of their leaves."""
    given = {name: row.record.stated for name, row in rows.items() if name in judged}
    stated = table.sums(given)
    lowest = table.sums({name: one.lowest for name, one in judged.items()})
    highest = table.sums({name: one.highest for name, one in judged.items()})

    def line(row: ScoreCriterion, depth: int, typed_below: tuple[Decimal, ...] = ()) -> Line:
        leaf, place = row.id in judged, rows.get(row.id)
        # The sum of a parent is told as soon as there is a self-score, whatever of it is typed.
        is_stated = place if leaf else year.self_score
        return Line(
            criterion=row,
            leaf=leaf,
            depth=depth,
            stated=stated[row.id] if is_stated else None,
            lowest=lowest[row.id],
            highest=highest[row.id],
            judged=judged.get(row.id, _NOBODY),
            row=_record(rows, row.id),
            place=place.place if place else None,
            typed_below=typed_below,
        )

    most = table.sums({leaf.id: leaf.max for leaf in table.leaves})[TOTAL]
    whole = ScoreCriterion(id=TOTAL, text=table.total_label, max=most)
    depth: dict[str, int] = {}
    for row in table.rows:
        depth[row.id] = depth[row.parent] + 1 if row.parent else 0
    lines = (line(row, depth[row.id]) for row in table.rows)
    return (*lines, line(whole, 0, _typed_parts(table, rows)))


def _typed_parts(table: ScoringTable, rows: Rows) -> tuple[Decimal, ...]:
    """What was typed for the parts of the whole; nothing where it was not for each of them."""
    parts = [part.id for part in table.children(None)]
    if not all(part in rows for part in parts):
        return ()
    return tuple(rows[part].record.stated for part in parts)


def _steps(
    table: ScoringTable,
    rows: Rows,
    proofs: Mapping[str, Proof],
    judged: Mapping[str, Judgement],
    *,
    over: bool,
) -> tuple[Step, ...]:
    """What each measure would add to what the records prove, were its probes full."""
    steps = []
    for raise_by, leaves in _measures(table, proofs).items():
        raised = [name for name, proof in proofs.items() if proof.raise_by == raise_by]
        better = {**proofs, **dict.fromkeys(raised, _WHOLE)}
        gains = {}
        for leaf in leaves:
            after = judge(leaf, _record(rows, leaf.id), better)
            if gain := after.lowest - judged[leaf.id].lowest:
                gains[leaf.id] = gain
        if gains:
            late = over and raise_by.within_year
            steps.append(Step(raise_by, sum(gains.values(), Decimal(0)), tuple(gains), late))
    return tuple(sorted(steps, key=_in_order))


def _measures(
    table: ScoringTable, proofs: Mapping[str, Proof]
) -> dict[Raise, list[ScoreCriterion]]:
    """The leaves that each measure would raise, each once."""
    measures: dict[Raise, list[ScoreCriterion]] = {}
    for leaf in table.leaves:
        asked = dict.fromkeys(proofs[name].raise_by for name in leaf.probes)
        for raise_by in asked:
            if raise_by is not None:
                measures.setdefault(raise_by, []).append(leaf)
    return measures


def _in_order(step: Step) -> tuple[bool, int, Decimal, bool, str]:
    """What can still be done first.

    Then what takes least (write down, sign, do), brings most, and the law asks for.
    """
    return (
        step.late,
        step.raise_by.effort,
        -step.points,
        not step.raise_by.legal,
        step.raise_by.text,
    )
