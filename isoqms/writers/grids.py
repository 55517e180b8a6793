"""Ruled tables: heads that repeat and may be grouped, rows that stay whole, groups kept with their first row.

A table is one piece of XML text: through the cells of python-docx it takes time with the square of its rows.
"""

from collections.abc import Iterator
from itertools import groupby

from isoqms.pages.blocks import Align, Column, Row, Table, Words, runs, spoken
from isoqms.pages.typesetting import line_count
from isoqms.writers.page import Page
from isoqms.writers.styles import Style
from isoqms.writers.wordml import cell, row, run, table, twips, words

_ALIGNED = {
    Align.LEFT: "",
    Align.CENTER: '<w:jc w:val="center"/>',
    Align.RIGHT: '<w:jc w:val="right"/>',
    Align.JUSTIFY: '<w:jc w:val="both"/>',
}
_CELL_MARGINS = 3.0
_LINE_MM_PER_POINT = 0.41
# Counting lines is slow, and no shorter cell can be half a page high.
_LONG = 250


def grid(page: Page, given: Table, *, keep: bool = False) -> str:
    """The XML of a table as wide as the text; `keep` holds its last row on the page of what follows."""
    widths = _widths(page, given.columns)
    head = _head(page, given.columns, widths)
    caption = (
        page.centred(Style.TABLE_CAPTION, page.broken(Style.TABLE_CAPTION, given.caption)) if given.caption else ""
    )
    body = "".join(_rows(page, given, widths, keep=keep))
    return caption + table(widths, head + body, style=page.styles.ids[Style.TABLE])


def _widths(page: Page, columns: tuple[Column, ...]) -> tuple[int, ...]:
    """The columns in twips, stretched or shrunk together to the width of the text."""
    total = sum(column.width_mm for column in columns)
    shares = [twips(page.width * column.width_mm / total) for column in columns]
    return (*shares[:-1], twips(page.width) - sum(shares[:-1]))


def _head(page: Page, columns: tuple[Column, ...], widths: tuple[int, ...]) -> str:
    if not any(column.group for column in columns):
        cells = "".join(_head_cell(page, column.title, width) for column, width in zip(columns, widths, strict=True))
        return row(cells, head=True)
    return row("".join(_upper(page, columns, widths)), head=True) + row(
        "".join(_lower(page, columns, widths)), head=True
    )


def _upper(page: Page, columns: tuple[Column, ...], widths: tuple[int, ...]) -> Iterator[str]:
    pairs = list(zip(columns, widths, strict=True))
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        held = list(members)
        if group:
            yield _head_cell(page, group, sum(width for _, width in held), span=len(held))
        else:
            yield from (_head_cell(page, column.title, width, merge="restart") for column, width in held)


def _lower(page: Page, columns: tuple[Column, ...], widths: tuple[int, ...]) -> Iterator[str]:
    for column, width in zip(columns, widths, strict=True):
        if column.group:
            yield _head_cell(page, column.title, width)
        else:
            yield _head_cell(page, "", width, merge="continue")


def _head_cell(page: Page, title: str, width: int, *, span: int = 1, merge: str = "") -> str:
    content = page.paragraph(Style.TABLE_HEAD, run(title))
    return cell(width, content, span=span, merge=merge, middle=True)


def _rows(page: Page, given: Table, widths: tuple[int, ...], *, keep: bool) -> Iterator[str]:
    if not given.rows:
        content = page.paragraph(Style.TABLE_CELL, run(given.empty), keep=keep, extra=_ALIGNED[Align.CENTER])
        yield row(cell(sum(widths), content, span=len(widths)))
        return
    last = len(given.rows) - 1
    for index, current in enumerate(given.rows):
        # A total stands below the row before it, not alone on the next page.
        before_total = index == last - 1 and given.rows[last].bold
        kept = keep if index == last else current.group or before_total
        yield _row(page, given.columns, current, widths, keep=kept)


def _row(page: Page, columns: tuple[Column, ...], current: Row, widths: tuple[int, ...], *, keep: bool) -> str:
    style = Style.TABLE_STRONG if current.bold or current.group else Style.TABLE_CELL
    if len(current.cells) < len(columns):
        content = page.paragraph(style, words(runs(current.cells[0]), glue=False), keep=keep)
        return row(cell(sum(widths), content, span=len(widths), middle=True), height=current.height_mm)
    high = _is_high(page, style, current, widths)
    cells = "".join(
        # Words in the middle of a row that runs over pages would be cut at the edge of one.
        cell(width, _cell(page, style, given, column.align, keep=keep), middle=not high)
        for given, column, width in zip(current.cells, columns, widths, strict=True)
    )
    return row(cells, split=high, height=current.height_mm)


def _cell(page: Page, style: Style, given: Words, align: Align, *, keep: bool) -> str:
    content = run(given) if isinstance(given, str) else words(given, glue=False)
    return page.paragraph(style, content, keep=keep, extra=_ALIGNED[align])


def _is_high(page: Page, style: Style, current: Row, widths: tuple[int, ...]) -> bool:
    """Whether a row would take over half a page: it may then break, so that no words are lost."""
    face = page.styles.face(style)
    for given, width in zip(current.cells, widths, strict=True):
        text = spoken(given)
        if len(text) > _LONG or "\n" in text:
            room = width * 25.4 / 1440 - _CELL_MARGINS
            if line_count(text, room, face) * face.size * _LINE_MM_PER_POINT > page.height / 2:
                return True
    return False
