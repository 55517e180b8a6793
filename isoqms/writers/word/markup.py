"""Blocks to WordprocessingML, a function for each kind that is not a head, a table or a foot."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from isoqms.pages.layout.blocks import (
    Addressees,
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
    Paragraph,
    Part,
    Run,
    Signature,
    Table,
    Title,
    attached_line,
    runs,
    spoken,
)
from isoqms.writers.word.charts import chart
from isoqms.writers.word.frames import letterhead, signature
from isoqms.writers.word.grids import grid
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import run, twips, words

_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}


def markup(page: Page, head: Letterhead | AnnexHead | None, body: Sequence[Block]) -> str:
    """The XML of a section: its head, then each block; no signature is left alone on a page."""
    parts = [_head(page, head)] if head else []
    for block, following in pairwise((*body, None)):
        if block is not None:
            before_signature = isinstance(following, Signature)
            parts.append(_block(page, block, keep=before_signature or _announces(block, following)))
            if before_signature or (isinstance(block, Table | Beside) and following):
                parts.append(page.paragraph(Style.SPACER, "", keep=before_signature))
    return "".join(parts)


def _announces(block: Block, following: Block | None) -> bool:
    """Whether the words say that a table or a list follows: they then stand on its page."""
    return (
        isinstance(block, Paragraph | Article | Item)
        and isinstance(following, Table | Item | Paragraph)
        and spoken(block.text).rstrip().endswith(":")
    )


def _head(page: Page, head: Letterhead | AnnexHead) -> str:
    if isinstance(head, Letterhead):
        return letterhead(page, head) + page.paragraph(Style.SPACER, "")
    return _annex_head(page, head)


def _block(page: Page, block: Block, *, keep: bool) -> str:
    """The XML of a block; `keep` holds its end on the page of the next one."""
    match block:
        case Title():
            return _title(page, block)
        case Authority():
            return page.centred(Style.AUTHORITY, page.broken(Style.AUTHORITY, block.line))
        case Enactment():
            return page.line(Style.ENACTMENT, block.word)
        case Addressees():
            return _addressees(page, block)
        case Part():
            return _part(page, block)
        case Heading():
            return page.paragraph(_HEADINGS[block.level], words(runs(block.line)))
        case NewPage():
            return page.paragraph(Style.SECTION_END, "", extra="<w:pageBreakBefore/>")
        case Signature():
            return signature(page, block)
        case Chart() | Beside():
            return chart(page, block)
        case _:
            return _content(page, block, keep=keep)


def _content(
    page: Page, block: Bases | Paragraph | Item | Article | Note | Blank | Table, *, keep: bool
) -> str:
    """A block that a signature may follow; the others are kept by their styles, or never."""
    match block:
        case Bases():
            return _bases(page, block, keep=keep)
        case Paragraph():
            return _labelled(page, Style.CONTENT, block.label, block, keep=keep)
        case Item():
            return _labelled(page, Style.ITEM, block.marker, block, keep=keep)
        case Article():
            return _article(page, block, keep=keep)
        case Note():
            return page.paragraph(Style.NOTE, words(runs(block.text)), keep=keep)
        case Blank():
            return _blank(page, block, keep=keep)
        case Table():
            return grid(page, block, keep=keep)
        case _:
            assert_never(block)


def _title(page: Page, title: Title) -> str:
    kind = page.broken(Style.KIND, title.kind_line)
    summary = page.broken(Style.SUMMARY, title.summary)
    attached = page.broken(Style.ATTACHED, attached_line(title.attached_to))
    return "".join(
        _stack(
            page,
            ((Style.KIND, kind), (Style.SUMMARY, summary), (Style.ATTACHED, attached)),
            after=12,
        )
    )


def _annex_head(page: Page, head: AnnexHead) -> str:
    title = page.broken(Style.ANNEX_TITLE, head.title_line)
    attached = page.broken(Style.ATTACHED, attached_line(head.attached_to))
    return "".join(
        _stack(
            page,
            ((Style.ANNEX, (head.label,)), (Style.ANNEX_TITLE, title), (Style.ATTACHED, attached)),
            after=12,
        )
    )


def _stack(
    page: Page, stack: Sequence[tuple[Style, tuple[str, ...]]], *, after: float
) -> Iterator[str]:
    """Centred lines above each other, and the rule below the last of them."""
    filled = [(style, lines) for style, lines in stack if lines]
    for style, lines in filled:
        yield page.centred(style, lines)
    if len(filled) > 1:
        yield page.rule_below(*filled[-1], after=after)
    else:
        yield page.paragraph(Style.SPACER, "", keep=True)


def _bases(page: Page, bases: Bases, *, keep: bool) -> str:
    lines = bases.lines
    return "".join(
        page.paragraph(Style.BASIS, words(runs(line)), keep=keep and index == len(lines))
        for index, line in enumerate(lines, start=1)
    )


def _addressees(page: Page, addressees: Addressees) -> str:
    lines = addressees.lines
    if not lines:
        return ""
    if len(lines) == 1:
        return page.paragraph(Style.ADDRESSEE, words(runs(f"{addressees.label} {lines[0]}")))
    label = page.measured(Style.ADDRESSEES, addressees.label.rstrip(":"))
    dash = page.measured(Style.ADDRESSEES, "- ")
    longest = max(page.measured(Style.ADDRESSEES, line) for line in lines)
    start = max(page.profile.first_line, (page.width - label - longest) / 2)
    listed = "".join(_dashed(page, line, start + label, dash) for line in lines)
    first = page.paragraph(
        Style.ADDRESSEES,
        run(addressees.label),
        keep=True,
        extra=f'<w:spacing w:before="120"/><w:ind w:left="{twips(start)}"/>',
    )
    return f"{first}{listed}{page.paragraph(Style.SPACER, '')}"


def _dashed(page: Page, line: str, left: float, dash: float) -> str:
    """A line whose dash stands below the colon (Phụ lục I, II.9.a)."""
    indent = f'<w:ind w:left="{twips(left + dash)}" w:hanging="{twips(dash)}"/>'
    return page.paragraph(Style.ADDRESSEES, words(runs(line)), extra=indent)


def _part(page: Page, part: Part) -> str:
    label = page.line(Style.PART, part.label)
    title = page.broken(Style.PART_TITLE, part.title_line)
    return label + (page.centred(Style.PART_TITLE, title) if title else "")


def _labelled(page: Page, style: Style, label: str, block: Paragraph | Item, *, keep: bool) -> str:
    text = runs(block.text)
    labelled = (Run(f"{label} "), *text) if label else text
    return page.paragraph(style, words(labelled), keep=keep)


def _blank(page: Page, blank: Blank, *, keep: bool) -> str:
    """The label with its first line of dots, then lines of dots alone.

    None of them parts from the label.
    """
    style = Style.CONTENT if blank.indented else Style.BLANK
    stop = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(page.width)}"/></w:tabs>'
    further = '<w:ind w:firstLine="0"/>' if blank.indented else ""
    dots = "<w:r><w:tab/></w:r>"
    starts = (run(f"{blank.label.strip().rstrip(':')}: "), *[""] * (blank.lines - 1))
    last = len(starts) - 1
    indents = ("", *[further] * last)
    return "".join(
        page.paragraph(style, start + dots, keep=keep or index < last, extra=stop + indent)
        for index, (start, indent) in enumerate(zip(starts, indents, strict=True))
    )


def _article(page: Page, article: Article, *, keep: bool) -> str:
    label = run(article.label, style=page.styles.ids[Style.ARTICLE_LABEL])
    text = runs(article.text)
    if not article.title:
        return page.paragraph(Style.ARTICLE, label + run(" ") + words(text), keep=keep)
    title = page.paragraph(Style.ARTICLE_TITLE, words((Run(f"{article.label} {article.title}"),)))
    return title + (page.paragraph(Style.ARTICLE, words(text), keep=keep) if text else "")
