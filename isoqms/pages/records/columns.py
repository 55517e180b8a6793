"""Columns of a register, each with what stands in it of a row: one value, so none is misplaced."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.pages.records.ground import TT

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Told(Generic[R]):
    """A column: its title, its width on paper in mm, and what is told in it of a row."""

    title: str
    width_mm: float
    cell: Callable[[R], Cell]
    centred: bool = False


def register(
    title: str,
    columns: Sequence[Told[R]],
    rows: Iterable[R],
    notes: tuple[str, ...] = (),
    empty: str = "Không có",
) -> Sheet:
    """A sheet with a line for each row, numbered through; `empty` stands where there is none."""
    heads = (TT, *(Column(each.title, each.width_mm, each.centred) for each in columns))
    return Sheet(title, heads, numbered(heads, cells(columns, rows)), notes, empty)


def cells(columns: Sequence[Told[R]], rows: Iterable[R]) -> tuple[tuple[Cell, ...], ...]:
    """What is told of each row, column by column."""
    return tuple(tuple(each.cell(row) for each in columns) for row in rows)
