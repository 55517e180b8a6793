"""A chart and the table of its numbers, both made of one value."""

from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.pages.layout.blocks import Align, Beside, Chart, Column, Row, Series, Table
from isoqms.wording import number

_LABEL_MM: Final = 88.0
_VALUE_MM: Final = 72.0
_MOST_STANDING: Final = 6
"""How many columns stand beside each other in half the width of a page."""


class Category(NamedTuple):
    """What a column or bar stands for: a short label below it, in the table the whole of it."""

    label: str
    title: str = ""


class Picture(NamedTuple):
    """What people would rather look at than read (biểu đồ): its title, categories and series."""

    title: str
    of: str
    """What the categories are, above their column in the table: `Quý`."""
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lying: bool = False


def charted(picture: Picture) -> tuple[Chart, Table]:
    """The chart, and below it the table of the same numbers."""
    labels = tuple(each.label for each in picture.categories)
    chart = Chart(picture.title, labels, picture.series, picture.unit, picture.lying)
    return (chart, _table(picture))


def beside(picture: Picture) -> Beside:
    """The same, the table right of the chart; many columns lie there, where there is less room."""
    bars = len(picture.categories) * len(picture.series)
    return Beside(*charted(picture._replace(lying=picture.lying or bars > _MOST_STANDING)))


def _table(picture: Picture) -> Table:
    share = _VALUE_MM / len(picture.series)
    sign = f" ({picture.unit})" if picture.unit else ""
    columns = (
        Column(picture.of, _LABEL_MM),
        *(Column(f"{each.name}{sign}", share, Align.CENTER) for each in picture.series),
    )
    values = (each.values for each in picture.series)
    rows = (
        Row((_named(category), *map(_shown, told)))
        for category, *told in zip(picture.categories, *values, strict=True)
    )
    return Table(columns, tuple(rows))


def _named(category: Category) -> str:
    return f"{category.label}. {category.title}" if category.title else category.label


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else number(value)
