"""Where a paper is still open: dots, lines of dots, empty rows and columns, marks to fill in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.pages.layout.blocks import (
    Addressees,
    AnnexHead,
    Article,
    Bases,
    Beside,
    Blank,
    Block,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Part,
    Row,
    Table,
    Title,
    spoken,
)

# A date with three places is one place: nobody fills in the day and forgets the month.
_DATE: Final = re.compile(r"ngày …+ tháng …+(?: năm …+)?|…+ giờ …+")
_DOTS: Final = re.compile(r"…{2,}|\.{4,}|_{3,}|\[cần điền[^\]]*\]")
_MARKS: Final = frozenset(("x", "X", "✓", "☐"))
_FREE: Final = frozenset(("", "tt", "stt", "ghi chú"))
"""Heads of columns that count, or that stay empty where there is nothing to remark."""
_ABOUT: Final = 24
"""How many letters before and behind the dots tell which place it is."""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place that somebody still has to fill in."""

    where: str
    """`Điều 2`, `mục IV`, `Phụ lục II`; empty before the first of them."""
    words: str
    """What stands around it, or which rows or column are empty."""
    count: int = 1

    @property
    def line(self) -> str:
        """`Điều 1: «Ông (bà) ……, Phó Trưởng phòng»`."""
        times = f" ({self.count} chỗ)" if self.count > 1 else ""
        return f"{self.where or 'đầu văn bản'}: {self.words}{times}"


def open_places(paper: Paper) -> tuple[OpenPlace, ...]:
    """The open places of the content, in their order.

    Number, day and name of the signer are not among them: they come with the signature.
    """
    found = [*_of(paper.body, "")]
    for annex in paper.annexes:
        label = annex.head.label if isinstance(annex.head, AnnexHead) else "văn bản kèm theo"
        found.extend(_of(annex.body, label))
    counts: Counter[tuple[str, str]] = Counter()
    for place in found:
        counts[place.where, place.words] += place.count
    return tuple(OpenPlace(*place, count) for place, count in counts.items())


def _of(body: Sequence[Block], whole: str) -> Iterator[OpenPlace]:
    where = whole
    for block in body:
        where = _place(block, whole) or where
        yield from (OpenPlace(where, words, count) for words, count in _open(block))


def _place(block: Block, whole: str) -> str:
    """Where what follows stands: `mục IV`, `Phụ lục II, mục 2`; empty where it goes on."""
    named = _named(block)
    return ", ".join(part for part in (whole, named) if part) if named else ""


def _named(block: Block) -> str:
    match block:
        case Article():
            return f"Điều {block.number}"
        case Heading():
            words = f"{block.label} {block.title}".strip().rstrip(".")
            return f"mục {block.label.rstrip('.)')}" if block.label else f"mục «{words}»"
        case Part():
            return block.label
        case _:
            return ""


def _open(block: Block) -> Iterator[tuple[str, int]]:
    match block:
        case Blank():
            yield f"dòng chấm «{block.label.rstrip(':')}»", 1
        case Table():
            yield from _open_in_table(block)
        case _:
            for text in texts(block):
                yield from _open_in_text(text)


def texts(block: Block) -> Iterator[str]:
    """The words of a block, piece by piece; those of a table cell by cell."""
    match block:
        case Paragraph() | Item() | Article() | Note():
            yield spoken(block.text)
        case Bases():
            yield from block.items
        case Addressees():
            yield from block.names
        case Title():
            yield block.summary
        case Beside(table=table) | (Table() as table):
            yield from (spoken(cell) for row in table.rows for cell in row.cells)


def _open_in_text(text: str) -> Iterator[tuple[str, int]]:
    found = tuple(_DOTS.finditer(_DATE.sub("……", text)))
    if found:
        first = _DOTS.search(text)
        start, end = first.span() if first else (0, 0)
        yield f"«{_around(text, start, end)}»", len(found)


def _around(text: str, start: int, end: int) -> str:
    """The dots with the words around them, cut between words."""
    before = text[:start]
    if len(before) > _ABOUT:
        before = f"… {before[-_ABOUT:].partition(' ')[2]}"
    after = text[end:]
    if len(after) > _ABOUT:
        after = f"{after[:_ABOUT].rpartition(' ')[0]} …"
    return f"{before}{text[start:end]}{after}"


def _open_in_table(table: Table) -> Iterator[tuple[str, int]]:
    rows = [row for row in table.rows if not _runs_across(row, table)]
    filled = [row for row in rows if not _is_empty(row, table)]
    if empty := len(rows) - len(filled):
        heads = ", ".join(column.title for column in table.columns)
        yield f"bảng «{heads}»: dòng chưa ghi gì", empty
    for row in table.rows:
        titles = [column.title for column in table.columns][: len(row.cells)]
        for title, cell in zip(titles, row.cells, strict=True):
            yield from _open_in_cell(spoken(cell), title)
    for place, column in enumerate(table.columns):
        if left := _left_open([spoken(row.cells[place]) for row in filled], column.title):
            yield f"bảng, cột «{column.title}» bỏ trống", left


def _open_in_cell(text: str, title: str) -> Iterator[tuple[str, int]]:
    """The dots of a cell; where nothing else stands in it, its column tells which it is."""
    if not _DOTS.sub("", text).strip(" ."):
        found = _DOTS.findall(text)
        if found:
            yield f"bảng, cột «{title}» còn «……»", 1
        return
    yield from _open_in_text(text)


def _runs_across(row: Row, table: Table) -> bool:
    return row.group or len(row.cells) != len(table.columns)


def _is_empty(row: Row, table: Table) -> bool:
    """Whether nothing stands in the row but its number."""
    cells = zip(table.columns, row.cells, strict=True)
    return not any(
        spoken(cell).strip()
        for place, (column, cell) in enumerate(cells)
        if not (place == 0 and column.title.lower() in _FREE)
    )


def _left_open(cells: list[str], title: str) -> int:
    """How many cells of a column wait; none where it only marks, or has little to say anyway."""
    if title.lower() in _FREE or any(cell.strip() in _MARKS for cell in cells):
        return 0
    empty = sum(not cell.strip() for cell in cells)
    is_meant = empty == len(cells) or empty * 2 <= len(cells)
    return empty if is_meant else 0
