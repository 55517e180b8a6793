"""Ruled tables: repeated, grouped heads, rows kept whole, groups kept with their first row.

A table is one piece of XML text: through the cells of python-docx it takes time with the square of
its rows.
"""

from collections.abc import Iterator
from itertools import groupby

from isoqms.pages.layout.blocks import Align, Column, Row, Table, Words, runs, spoken
from isoqms.pages.layout.typesetting import line_count, longest_piece, unbroken, unparted
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import cell, cleaned, row, run, table, twips, words

_ALIGNED = {
    Align.LEFT: "",
    Align.CENTER: '<w:jc w:val="center"/>',
    Align.RIGHT: '<w:jc w:val="right"/>',
    Align.JUSTIFY: '<w:jc w:val="both"/>',
}
_CELL_MARGINS = 3.0
# Two tables of letter widths differ by a hair; shorter words fit into any column.
_HAIR = 0.5
_SHORT = 5
_LINE_MM_PER_POINT = 0.41
# Counting lines is slow, and no shorter cell can be half a page high.
_LONG = 250


def grid(page: Page, given: Table, *, keep: bool = False) -> str:
    """The XML of a table as wide as the text.

    `keep` holds its last row on the page of what follows.
    """
    widths = _widths(page, given)
    head = _head(page, given.columns, widths)
    body = "".join(_rows(page, given, widths, keep=keep))
    made = table(widths, head + body, style=page.styles.ids[Style.TABLE])
    if not given.caption:
        return made
    caption = page.broken(Style.TABLE_CAPTION, given.caption)
    return page.centred(Style.TABLE_CAPTION, caption) + made


def _widths(page: Page, given: Table) -> tuple[int, ...]:
    """The columns in twips, fitted together to the text's width, none below its longest word."""
    total = sum(column.width_mm for column in given.columns)
    wanted = [page.width * column.width_mm / total for column in given.columns]
    shares = [twips(width) for width in _roomy(wanted, _needs(page, given))]
    # The last takes what rounding left, so that the table ends at the margin.
    return (*shares[:-1], twips(page.width) - sum(shares[:-1]))


def _roomy(wanted: list[float], needs: list[float]) -> list[float]:
    """The wanted widths.

    Where some are too small for their words, the others give of what they do not need.
    """
    lacking = sum(max(0.0, need - width) for width, need in zip(wanted, needs, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(wanted, needs, strict=True))
    if not lacking or spare < lacking:
        return wanted
    left = 1 - lacking / spare
    return [need + max(0.0, width - need) * left for width, need in zip(wanted, needs, strict=True)]


def _needs(page: Page, given: Table) -> list[float]:
    """The width in mm that the longest word of each column takes, margins included."""
    strong = any(row.bold for row in given.rows)
    face = page.styles.face(Style.TABLE_STRONG if strong else Style.TABLE_CELL)
    head = page.styles.face(Style.TABLE_HEAD)
    titles = (longest_piece(column.title.split(), head) for column in given.columns)
    return [
        max(longest_piece(found, face), title) + _CELL_MARGINS + _HAIR
        for found, title in zip(_long_words(given), titles, strict=True)
    ]


def _long_words(given: Table) -> list[set[str]]:
    """The words of each column that could be too long for it."""
    found: list[set[str]] = [set() for _ in given.columns]
    for current in given.rows:
        if len(current.cells) != len(found):
            continue
        for words_there, content in zip(found, current.cells, strict=True):
            words_there.update(word for word in spoken(content).split() if len(word) > _SHORT)
    return found


def _head(page: Page, columns: tuple[Column, ...], widths: tuple[int, ...]) -> str:
    if not any(column.group for column in columns):
        cells = "".join(
            _head_cell(page, column.title, width)
            for column, width in zip(columns, widths, strict=True)
        )
        return row(cells, head=True)
    upper, lower = "".join(_upper(page, columns, widths)), "".join(_lower(page, columns, widths))
    return row(upper, head=True) + row(lower, head=True)


def _upper(page: Page, columns: tuple[Column, ...], widths: tuple[int, ...]) -> Iterator[str]:
    pairs = list(zip(columns, widths, strict=True))
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        held = list(members)
        if group:
            yield _head_cell(page, group, sum(width for _, width in held), span=len(held))
        else:
            yield from (
                _head_cell(page, column.title, width, merge="restart") for column, width in held
            )


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
        content = page.paragraph(
            Style.TABLE_CELL, run(given.empty), keep=keep, extra=_ALIGNED[Align.CENTER]
        )
        yield row(cell(sum(widths), content, span=len(widths)))
        return
    last = len(given.rows) - 1
    for index, current in enumerate(given.rows):
        # A total stands below the row before it, not alone on the next page.
        before_total = index == last - 1 and given.rows[last].bold
        kept = keep if index == last else current.group or before_total
        yield _row(page, given.columns, current, widths, keep=kept)


def _row(
    page: Page, columns: tuple[Column, ...], current: Row, widths: tuple[int, ...], *, keep: bool
) -> str:
    style = Style.TABLE_STRONG if current.bold or current.group else Style.TABLE_CELL
    if len(current.cells) < len(columns):
        content = page.paragraph(style, words(runs(current.cells[0]), glue=False), keep=keep)
        return row(
            cell(sum(widths), content, span=len(widths), middle=True), height=current.height_mm
        )
    high = _is_high(page, style, current, widths)
    cells = "".join(
        # Words in the middle of a row that runs over pages would be cut at the edge of one.
        cell(width, _cell(page, style, given, column, width, keep=keep), middle=not high)
        for given, column, width in zip(current.cells, columns, widths, strict=True)
    )
    return row(cells, split=high, height=current.height_mm)


def _cell(page: Page, style: Style, given: Words, column: Column, width: int, *, keep: bool) -> str:
    if not isinstance(given, str):
        content = words(given, glue=False)
    elif "-" in given and column.align is not Align.JUSTIFY:
        # A line that is ended by hand would be stretched where both margins are straight.
        content = run(unbroken(unparted(cleaned(given), _room(width), page.styles.face(style))))
    else:
        content = words(runs(given), glue=False)
    return page.paragraph(style, content, keep=keep, extra=_ALIGNED[column.align])


def _room(width: int) -> float:
    """The mm that words have in a cell so many twips wide."""
    return width * 25.4 / 1440 - _CELL_MARGINS


def _is_high(page: Page, style: Style, current: Row, widths: tuple[int, ...]) -> bool:
    """Whether a row would take over half a page: it may then break, so that no words are lost."""
    face = page.styles.face(style)
    line = face.size * _LINE_MM_PER_POINT
    for given, width in zip(current.cells, widths, strict=True):
        text = spoken(given)
        if len(text) <= _LONG and "\n" not in text:
            continue
        if line_count(text, _room(width), face) * line > page.height / 2:
            return True
    return False
