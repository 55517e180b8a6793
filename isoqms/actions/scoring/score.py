"""Ask for the score card of a year: as values for a program, as Word, as Excel."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import fit_to_print
from isoqms.actions.checking.locating import located
from isoqms.diagnostics import Location, Place
from isoqms.errors import UnknownName
from isoqms.pages.scoring.card import row_told, told
from isoqms.repository import Repository
from isoqms.scoring.card import Card, Line, score_card
from isoqms.scoring.library import PROBES
from isoqms.scoring.proof import Against
from isoqms.wording import nearest


@dataclass(frozen=True, slots=True)
class Score:
    """The card of a year, with the line in its file of every place that it names."""

    repository: Repository
    card: Card
    locations: Mapping[Place, Location]

    def at(self, place: Place) -> str:
        """`nam/2022/so-lieu.yaml:6`."""
        found = self.locations[place]
        return f"{found.path}:{found.line}"

    def told(self, most: int | None = None) -> tuple[str, ...]:
        """What stands below the table, in lines; at most so many steps, all for None."""
        return told(self.card, self.at, most)

    def row(self, criterion: str) -> tuple[str, ...]:
        """Everything about one row and those below it; UnknownName with the nearest one as hint."""
        lines = {line.criterion.id: line for line in self.card.lines}
        if criterion not in lines:
            close = nearest(criterion, lines)
            hint = f"Có phải «{close}»?" if close else "Xem các tiêu chí bằng `isoqms score`."
            raise UnknownName(f"Bảng «{self.card.table.id}» không có tiêu chí «{criterion}».", hint)
        return row_told(self.card, lines[criterion], self.at)


def score(repository: Repository, year: int) -> Score:
    """The card of a year.

    Raises NoSuchYear with the years there are; NoTable; UnknownName for a table or a probe that
    does not exist.
    """
    card = score_card(repository, year)
    return Score(repository, card, located(repository, _places((*card.lines, card.total))))


def probes() -> tuple[str, ...]:
    """Every probe that a table may name, with what it proves."""
    widest = max(map(len, PROBES))
    return tuple(f"{probe.name:<{widest}}  {probe.title}" for probe in PROBES.values())


def _places(lines: Iterable[Line]) -> Iterable[Place]:
    for line in lines:
        yield from (said.place for said in line.evidence if said.place)
        yield from (place for one in line.against for place in one.places)
        if line.place:
            yield line.place


def as_data(made: Score) -> dict[str, Any]:
    """The card for a program: the rows in the order of the table, the total (`tong`) last.

    Sums are computed.
    """
    card = made.card
    return {
        "table": card.table.id,
        "year": card.year,
        "as_of": card.as_of.isoformat(),
        "rows": [_row(made, line) for line in (*card.lines, card.total)],
        "contradictions": [
            {"id": line.criterion.id, "text": line.contradiction, **_spot(made, line.place)}
            for line in card.contradictions
        ],
        "raise": [
            {
                "points": _figure(step.points),
                "rows": list(step.rows),
                "text": step.raise_by.text,
                "command": step.raise_by.command or None,
                "late": step.late,
            }
            for step in card.steps
        ],
    }


def _row(made: Score, line: Line) -> dict[str, Any]:
    """A row; `typed` is what somebody wrote for a parent, whatever its leaves add up to."""
    return {
        "id": line.criterion.id,
        "parent": line.criterion.parent,
        "text": line.criterion.text,
        "leaf": line.leaf,
        "max": _figure(line.criterion.max),
        "stated": _figure(line.stated),
        "typed": _figure(line.typed),
        "proved": _figure(line.proved),
        "lowest": _figure(line.lowest),
        "highest": _figure(line.highest),
        "difference": _figure(line.difference),
        "evidence": [{"text": said.text, **_spot(made, said.place)} for said in line.evidence],
        "against": [_against(made, one) for one in line.against],
        "probes": {name: proof.level.value for name, proof in line.judged.proofs},
        "attach": line.criterion.attach,
    }


def _against(made: Score, one: Against) -> dict[str, Any]:
    return {
        "text": one.text,
        **_spot(made, one.places[0] if one.places else None),
        "missing": one.missing,
        "places": [_spot(made, place) for place in one.places],
    }


def _spot(made: Score, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {"path": None, "line": None}
    found = made.locations[place]
    return {"path": str(found.path), "line": found.line}


def _figure(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_docx(made: Score) -> tuple[bytes, tuple[str, ...]]:
    """The card as a Word file, and what is to be known before it is signed."""
    # Word and Excel are imported by those who ask for them: each takes as long as the card itself.
    from isoqms.pages.scoring.card import paper  # noqa: PLC0415 - see above
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415

    refuse_unless_whole(made.repository)
    whole = paper(made.card, made.repository.agency.record)
    marked, notes = fit_to_print(made.repository, whole, made.card.year, ("tu-cham-diem",))
    return write_docx(marked), notes


def as_xlsx(made: Score) -> bytes:
    """The card as an Excel file in which the person scores; `plan_import` takes it back."""
    from isoqms.writers.excel.score_sheet import write_score_sheet  # noqa: PLC0415 - see `as_docx`

    refuse_unless_whole(made.repository)
    return write_score_sheet(made.card, made.repository.agency.record.name)
