"""A register as a value: titled columns and typed cells, the same for the screen, for Word and for Excel."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.model.agency import Agency
from isoqms.pages.agency_paper import capacity, profile
from isoqms.pages.blocks import (
    Block,
    Column,
    Heading,
    Letterhead,
    Note,
    Paper,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.wording import date_short, two_digits

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title; a cell is words, a count, a day, or None where nothing is known."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """What its reader must know, below the table."""
    empty: str = "Không có"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells in a sheet of {len(self.columns)} columns: {row}")


def shown(cell: Cell) -> str:
    """A cell as it is read: days as `05/02/2020`, counts with a leading zero, nothing for what is not known."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return date_short(cell)
    return two_digits(cell) if isinstance(cell, int) else cell


def numbered(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with their running number in front, where the first column asks for one (TT)."""
    if columns[0].title != "TT":
        return rows
    return tuple((number, *row) for number, row in enumerate(rows, start=1))


def table(sheet: Sheet) -> Table:
    """The ruled table of a sheet."""
    return Table(sheet.columns, tuple(Row(tuple(map(shown, row))) for row in sheet.rows), empty=sheet.empty)


def sheets_paper(sheets: tuple[Sheet, ...], subtitle: str, agency: Agency, day: date) -> Paper:
    """The sheets as one landscape paper; the first names it, the others stand below headings.

    A register bears no number; whoever keeps it signs, and the head approves.
    """
    first = sheets[0]
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=(Title(first.title, subtitle), *_blocks(sheets)),
        signature=Signature(capacity(agency), others=(Signatory(("Người lập",)),)),
        profile=profile(agency.paper),
        properties=Properties(f"{first.title}, {subtitle[:1].lower()}{subtitle[1:]}", agency.name, day),
        landscape=True,
    )


def _blocks(sheets: tuple[Sheet, ...]) -> Iterator[Block]:
    for position, sheet in enumerate(sheets):
        if position:
            yield Heading(2, "", sheet.title)
        yield table(sheet)
        yield from (Note(note) for note in sheet.notes)
