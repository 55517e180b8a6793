"""A register as a value: titled columns and typed cells, the same for screen, Word and Excel."""

from datetime import date

from isoqms.values import frozen
from isoqms.wording import date_short, two_digits

Cell = str | int | date | None


@frozen
class Column:
    """A column: its title, its width on paper in mm, and whether its words stand in the middle."""

    title: str
    width_mm: float
    centred: bool = False


@frozen
class Sheet:
    """A table with its title; a cell is words, a count, a day, or None where nothing is known."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """What its reader must know, below the table."""
    empty: str = "Không có"
    groups: frozenset[int] = frozenset()
    """The rows, by index, that hold others together, bold where that can be shown.

    Such a row heads those below it, or is the total of those above.
    """

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"{len(row)} cells in a sheet of {len(self.columns)} columns: {row}"
                )


def shown(cell: Cell) -> str:
    """A cell as it is read: `05/02/2020`, counts with a leading zero, nothing for the unknown."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return date_short(cell)
    return two_digits(cell) if isinstance(cell, int) else cell


def numbered(
    columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows with their running number in front, where the first column asks for one (TT)."""
    if columns[0].title != "TT":
        return rows
    return tuple((number, *row) for number, row in enumerate(rows, start=1))
