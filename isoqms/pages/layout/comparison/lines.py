"""A paper as lines and tables, in the order in which it is read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isoqms.pages.layout.blocks import (
    Addressees,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Beside,
    Blank,
    Block,
    Chart,
    Enactment,
    Heading,
    Item,
    Letterhead,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Part,
    Signature,
    Table,
    Title,
    attached_line,
    spoken,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a row as it is read.

    `where` is the heading it stands below, `key` what names a row.
    """

    text: str
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its titles and its rows."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str


def parts_of(given: Paper | Sequence[Block]) -> Iterator[Line | Grid]:
    """The lines and tables of a paper, with its heads and annexes, or of blocks alone."""
    if not isinstance(given, Paper):
        yield from _placed(given)
        return
    yield from _filled_lines(_head_lines(given))
    yield from _filled_lines(_letterhead_lines(given.letterhead))
    foot = (given.signature,) if given.signature else ()
    yield from _placed((*given.body, *foot))
    for annex in given.annexes:
        yield from _filled_lines(_annex_lines(annex))
        yield from _placed(annex.body)


def _filled_lines(texts: Iterable[str], where: str = "") -> Iterator[Line]:
    return (Line(text, where) for text in texts if text)


def _head_lines(paper: Paper) -> Iterator[str]:
    head, mark = paper.running_head, paper.mark
    if head:
        yield from (*head.agencies, head.title_line, *head.facts)
    if mark:
        yield from (mark.line, mark.reason)


def _letterhead_lines(head: Letterhead | None) -> tuple[str, ...]:
    if head is None:
        return ()
    return (*head.parents, *head.agencies, head.number_line, head.dateline, head.subject_line)


def _annex_lines(annex: Annex) -> tuple[str, ...]:
    if isinstance(annex.head, AnnexHead):
        return (annex.head.label, annex.head.title_line, attached_line(annex.head.attached_to))
    return _letterhead_lines(annex.head)


def _placed(blocks: Iterable[Block]) -> Iterator[Line | Grid]:
    """The lines of blocks, each with the heading it stands below."""
    where = ""
    for block in blocks:
        if isinstance(block, Heading | Part | Article):
            where = _lines(block)[0]
        given = block.table if isinstance(block, Beside) else block
        if isinstance(given, Table):
            yield from _filled_lines((given.caption,), where)
            yield _grid(given, where)
        else:
            yield from _filled_lines(_lines(block), where)


def _grid(table: Table, where: str) -> Grid:
    rows = tuple(tuple(spoken(cell) for cell in row.cells) for row in table.rows)
    return Grid(tuple(column.title for column in table.columns), rows, where)


def _lines(block: Block) -> tuple[str, ...]:
    """The words of a block as they are printed, one paragraph each."""
    match block:
        case Title():
            return (block.kind_line, block.summary, attached_line(block.attached_to))
        case Authority() | Heading():
            return (block.line,)
        case Bases():
            return block.lines
        case Enactment():
            return (block.word,)
        case Addressees():
            return (block.label, *block.lines)
        case Signature():
            return _signature_lines(block)
        case NewPage() | Table() | Chart() | Beside():
            return ()
        case _:
            return _content_lines(block)


def _content_lines(block: Part | Paragraph | Item | Article | Note | Blank) -> tuple[str, ...]:
    match block:
        case Part():
            return (_labelled(block.label, block.title_line),)
        case Paragraph():
            return (_labelled(block.label, spoken(block.text)),)
        case Item():
            return (_labelled(block.marker, spoken(block.text)),)
        case Article(title=""):
            return (_labelled(block.label, spoken(block.text)),)
        case Article():
            return (_labelled(block.label, block.title), spoken(block.text))
        case Note():
            return (spoken(block.text),)
        case Blank():
            return (block.label,)


def _labelled(label: str, words: str) -> str:
    return f"{label} {words}".strip()


def _signature_lines(foot: Signature) -> tuple[str, ...]:
    signed = (line for one in foot.signatories for line in (*one.capacities, one.post, one.name))
    return (*signed, *foot.copies)
