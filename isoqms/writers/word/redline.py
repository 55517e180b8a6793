"""Two versions of a paper as one Word file of tracked changes: accepted the new, rejected the old.

Both are set as they are printed, and only then compared; so whatever the writer puts on paper,
heads and letterheads too, is marked as somebody would have changed it in Word.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from isoqms.pages.layout.blocks import Paper
from isoqms.pages.layout.comparison.pairing import Pair, Unit, paired, paired_rows, partner, shifted
from isoqms.pages.layout.comparison.words import Fate
from isoqms.writers.word.base_document import build_base
from isoqms.writers.word.docx import (
    Place,
    body_xml,
    describe,
    no_story,
    opened,
    put,
    references,
    saved,
    stories,
)
from isoqms.writers.word.styles import StyleSheet, read_styles
from isoqms.writers.word.tracking import Marker


def write_redline(
    old: Paper, new: Paper, *, author: str, when: datetime, base: bytes | None = None
) -> bytes:
    """The bytes of a Word file in which `author` turned `old` into `new` at `when`.

    The same input, the same bytes.

    Sizes, margins and widths are the new paper's: of how a text looks only style, bold and italic
    are tracked. Raises `UnusableBase` as `write_docx` does.
    """
    document = opened(base if base is not None else build_base(new.profile))
    styles = read_styles(document.styles.element)
    headers = references(document)
    merge = _Merge(Marker(author, when))
    before, after = (parse_xml(body_xml(paper, styles, headers)) for paper in (old, new))
    document.element.replace(document.element.body, merge.body(before, after))
    _put_stories(document, merge, styles, old, new)
    _name_headers(document.element.body)
    describe(
        document.core_properties,
        replace(new, properties=replace(new.properties, dated=when.date())),
    )
    return saved(document)


def _put_stories(
    document: Any, merge: "_Merge", styles: StyleSheet, old: Paper, new: Paper
) -> None:
    """Merge the headers and footers of all places where either paper has its own."""
    before, after = dict(stories(old, styles)), dict(stories(new, styles))
    shared = min(len(old.annexes), len(new.annexes))
    for place in sorted({*(place for place in before if place.section <= shared), *after}):
        contents = (_story(before, place, old, styles), _story(after, place, new, styles))
        put(
            document.sections,
            place,
            merge.children(*(list(parse_xml(content)) for content in contents)),
        )


def _story(known: dict[Place, str], place: Place, paper: Paper, styles: StyleSheet) -> str:
    """What a paper shows there: its own, an earlier section's, or what one without any has."""
    earlier = [
        other for other in known if other.part == place.part and other.section <= place.section
    ]
    return known[max(earlier)] if earlier else no_story(place, paper, styles)


def _name_headers(body: Any) -> None:
    """Let each section name its headers itself.

    One that inherits them loses them with the section before it.
    """
    named: dict[tuple[str, str], Any] = {}
    for section in body.iter(qn("w:sectPr")):
        if section.getparent().tag == qn("w:sectPrChange"):
            continue
        own = {
            (part.tag, part.get(qn("w:type"))): part
            for part in section
            if part.tag.endswith("Reference")
        }
        for kind in [kind for kind in named if kind not in own]:
            section.insert(0, deepcopy(named[kind]))
        named |= own


class _Merge:
    """Two pieces of a document as one, with what became of each part."""

    def __init__(self, marker: Marker) -> None:
        self._marker = marker

    def body(self, old: Any, new: Any) -> Any:
        """The body of `new` with what it changes of `old`; its last section notes what it was."""
        made = deepcopy(new)
        ending = made[-1]
        made[:] = [part for pair in _shared_sections(old, new) for part in self.children(*pair)]
        made.append(ending)
        self._marker.section(ending, old[-1])
        return made

    def children(self, old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
        """Paragraphs and tables in one order.

        The last paragraphs are one: the end of a cell cannot be deleted.
        """
        pairs = paired([_unit(part) for part in old[:-1]], [_unit(part) for part in new[:-1]])
        pairs.append((len(old) - 1, len(new) - 1))
        return [
            part
            for i, j in _apart(pairs, old, new)
            for part in self._pair(partner(old, i), partner(new, j))
        ]

    def _pair(self, old: Any, new: Any) -> list[Any]:
        if _same(old, new):
            return [deepcopy(new)]
        if old is None:
            return [self._alone(new, Fate.INSERTED)]
        if new is None:
            return [self._alone(old, Fate.DELETED)]
        if old.tag == qn("w:tbl"):
            return [self._table(old, new)]
        return [self._marker.words(old, new)]

    def _alone(self, part: Any, fate: Fate) -> Any:
        if part.tag == qn("w:tbl"):
            return self._marker.table(part, fate)
        return self._marker.paragraph(part, fate)

    def _table(self, old: Any, new: Any) -> Any:
        """The new table with the old rows between its own, on the columns of the new."""
        before, after = old.findall(qn("w:tr")), new.findall(qn("w:tr"))
        made = deepcopy(new)
        for row in made.findall(qn("w:tr")):
            made.remove(row)
        widths = [int(column.get(qn("w:w"))) for column in new.iter(qn("w:gridCol"))]
        for i, j in _row_pairs(before, after):
            made.extend(self._rows(partner(before, i), partner(after, j), widths))
        return made

    def _rows(self, old: Any, new: Any, widths: Sequence[int]) -> list[Any]:
        if old is not None and new is not None and _spans(old) == _spans(new):
            return [self._row(old, new)]
        gone = [] if old is None else [_fitted(self._marker.row(old, Fate.DELETED), widths)]
        come = [] if new is None else [self._marker.row(new, Fate.INSERTED)]
        return [*gone, *come]

    def _row(self, old: Any, new: Any) -> Any:
        made = deepcopy(new)
        if _same(old, new):
            return made
        cells = zip(
            old.findall(qn("w:tc")), new.findall(qn("w:tc")), made.findall(qn("w:tc")), strict=True
        )
        for before, after, cell in cells:
            for paragraph in cell.findall(qn("w:p")):
                cell.remove(paragraph)
            cell.extend(self.children(before.findall(qn("w:p")), after.findall(qn("w:p"))))
        return made


def _shared_sections(old: Any, new: Any) -> list[tuple[list[Any], list[Any]]]:
    """What stands in each section of both; of the paper with more sections, the last ones together.

    So the end of a section is only inserted or deleted where there is none to be paired with.
    """
    before, after = _sections(old), _sections(new)
    shared = min(len(before), len(after)) - 1
    rest = [
        [part for section in sections[shared:] for part in section] for sections in (before, after)
    ]
    return [*zip(before[:shared], after[:shared], strict=True), (rest[0], rest[1])]


def _sections(body: Any) -> list[list[Any]]:
    sections: list[list[Any]] = [[]]
    for part in list(body)[:-1]:
        sections[-1].append(part)
        if part.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            sections.append([])
    return sections


def _same(old: Any, new: Any) -> bool:
    """Whether two pieces are the same to the last letter: quicker to ask than to merge."""
    return old is not None and new is not None and bool(etree.tostring(old) == etree.tostring(new))


def _unit(part: Any) -> Unit:
    """What is paired with what: tables of equal columns, section ends, paragraphs of one style."""
    if part.tag == qn("w:tbl"):
        columns = len(part.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        ruled = part.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None
        # A frame without rules, the letterhead or the signature, is always the same one of its
        # section.
        return Unit(
            f"table {columns}", _text(part), " | ".join(_titles(part)) if ruled else "frame"
        )
    properties = part.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")).get(qn("w:val"))
    ends = "end " if properties.find(qn("w:sectPr")) is not None else ""
    return Unit(f"paragraph {ends}{style}", _text(part))


def _text(part: Any) -> str:
    """The words of a piece, with a space wherever a paragraph or a line ends."""
    found = part.iter(qn("w:t"), qn("w:br"), qn("w:p"), qn("w:noBreakHyphen"))
    hyphen = {qn("w:noBreakHyphen"): "-"}
    return "".join(
        one.text or "" if one.tag == qn("w:t") else hyphen.get(one.tag, " ") for one in found
    )


def _apart(pairs: Sequence[Pair], old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """The pairs without two tables touching that are not one: Word would join them.

    The paragraph behind them goes with the old table and comes with the new one.
    """
    made: list[Pair] = []
    for index, (i, j) in enumerate(pairs):
        # The last paragraph of all cannot go.
        is_last = index == len(pairs) - 1
        if (
            i is not None
            and j is not None
            and not is_last
            and _touching(pairs[max(0, index - 2) : index], old, new)
        ):
            made[-1:] = [(i, None), pairs[index - 1], (None, j)]
        else:
            made.append((i, j))
    return made


def _touching(pairs: Sequence[Pair], old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether the pairs end with a table that goes and, right behind it, one that comes."""
    if len(pairs) < 2:
        return False
    (gone, kept), (was, come) = pairs[-2:]
    return kept is None and was is None and _is_table(old, gone) and _is_table(new, come)


def _is_table(parts: Sequence[Any], index: int | None) -> bool:
    return index is not None and parts[index].tag == qn("w:tbl")


def _row_pairs(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """The rows of two tables: heads by their order, others by their key.

    Rows of a frame by their order.
    """
    before, after = _heads(old), _heads(new)
    framed = not (before or after)
    if framed and len(old) == len(new):
        return _in_order(len(old))
    # Heads of a different number of rows say other things: they are told apart by their words.
    if before != after:
        before = after = 0
    titles = _titles(new[0].getparent()) if after else ()
    rest = paired_rows(
        titles, [_cells(row) for row in old[before:]], [_cells(row) for row in new[after:]]
    )
    return [*_in_order(before), *shifted(rest, before, after)]


def _in_order(count: int) -> list[Pair]:
    return [(index, index) for index in range(count)]


def _heads(rows: Sequence[Any]) -> int:
    return sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)


def _titles(table: Any) -> tuple[str, ...]:
    """The title of each column: the words of all its heads, one below the other."""
    titles = [""] * len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
    rows = table.findall(qn("w:tr"))
    for row in rows[: _heads(rows)]:
        position = 0
        for cell, (span, _) in zip(row.findall(qn("w:tc")), _spans(row), strict=True):
            for column in range(position, position + span):
                titles[column] = f"{_text(cell)} {titles[column]}".strip()
            position += span
    return tuple(titles)


def _cells(row: Any) -> tuple[str, ...]:
    return tuple(_text(cell).strip() for cell in row.findall(qn("w:tc")))


def _spans(row: Any) -> tuple[tuple[int, str], ...]:
    """How the cells of a row lie on the columns: how many each takes, and whether it runs down."""
    return tuple(_span(cell) for cell in row.findall(qn("w:tc")))


def _span(cell: Any) -> tuple[int, str]:
    across = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    columns = 1 if across is None else int(across.get(qn("w:val")))
    return columns, "" if down is None else str(down.get(qn("w:val")))


def _fitted(row: Any, widths: Sequence[int]) -> Any:
    """An old row on the columns of the new table."""
    position = 0
    for cell, (span, _) in zip(row.findall(qn("w:tc")), _spans(row), strict=True):
        cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(
            qn("w:w"), str(sum(widths[position : position + span]))
        )
        position += span
    return row
