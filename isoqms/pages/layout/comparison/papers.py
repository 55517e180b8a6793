"""What differs between two papers, line by line and row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from isoqms.pages.layout.blocks import Block, Paper
from isoqms.pages.layout.comparison.lines import Grid, Line, parts_of
from isoqms.pages.layout.comparison.pairing import (
    Unit,
    is_ordinal,
    key_column,
    paired,
    paired_rows,
    partner,
)
from isoqms.pages.layout.comparison.words import Piece, word_changes
from isoqms.wording import nfc

_Part = Line | Grid


@dataclass(frozen=True, slots=True)
class Same:
    """A line that says the same in both."""

    line: Line


@dataclass(frozen=True, slots=True)
class Inserted:
    """A line that only the new paper has."""

    line: Line


@dataclass(frozen=True, slots=True)
class Deleted:
    """A line that only the old paper has."""

    line: Line


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that reads otherwise.

    The kept and deleted pieces are the old line, the kept and inserted ones the new.
    """

    old: Line
    new: Line
    words: tuple[Piece, ...]


Difference = Same | Inserted | Deleted | Changed


def compare(old: Paper | Sequence[Block], new: Paper | Sequence[Block]) -> tuple[Difference, ...]:
    """The lines of both papers in one order, each with its fate.

    Rows are paired by their key where the table has one, and their running numbers are not
    compared: a row that was put in changes the numbers of all below it. How a text looks is not
    compared.
    """
    before, after = tuple(parts_of(old)), tuple(parts_of(new))
    pairs = paired([_unit(part) for part in before], [_unit(part) for part in after])
    return tuple(
        difference
        for i, j in pairs
        for difference in _differences(partner(before, i), partner(after, j))
    )


def _unit(part: _Part) -> Unit:
    if isinstance(part, Line):
        return Unit("line", part.text)
    words = (*part.titles, *(cell for row in part.rows for cell in row))
    return Unit("table", " ".join(words), " | ".join(part.titles))


def _differences(old: _Part | None, new: _Part | None) -> Iterator[Difference]:
    if isinstance(old, Line) and isinstance(new, Line):
        yield _difference(old, new)
    elif isinstance(old, Grid) and isinstance(new, Grid):
        yield from _row_differences(old, new)
    else:
        yield from (Deleted(line) for line in _all_lines(old))
        yield from (Inserted(line) for line in _all_lines(new))


def _difference(old: Line, new: Line) -> Difference:
    if _spaced(old.text) == _spaced(new.text):
        return Same(new)
    return Changed(old, new, word_changes(old.text, new.text))


def _spaced(text: str) -> str:
    return " ".join(nfc(text).split())


def _all_lines(part: _Part | None) -> Iterator[Line]:
    if isinstance(part, Line):
        yield part
    elif part:
        column = key_column(part.titles, part.rows)
        yield _titles_line(part)
        yield from (_row_line(part, row, column) for row in part.rows)


def _row_differences(old: Grid, new: Grid) -> Iterator[Difference]:
    yield _difference(_titles_line(old), _titles_line(new))
    # One key for both: a column that holds codes in only one of them names no row of the other.
    column = key_column(new.titles, (*old.rows, *new.rows))
    before = [_row_line(old, row, column) for row in old.rows]
    after = [_row_line(new, row, column) for row in new.rows]
    for i, j in paired_rows(new.titles, old.rows, new.rows, column):
        yield from _differences(partner(before, i), partner(after, j))


def _titles_line(grid: Grid) -> Line:
    return Line(" | ".join(grid.titles), grid.where)


def _row_line(grid: Grid, row: tuple[str, ...], column: int | None) -> Line:
    """A row as one line, without its running number."""
    if len(row) < len(grid.titles):
        return Line(row[0], grid.where)
    pairs = zip(grid.titles, row, strict=True)
    cells = [cell for title, cell in pairs if not is_ordinal(title)]
    key = row[column] if column is not None and column < len(row) else ""
    return Line(" | ".join(cells), grid.where, key)
