"""An official paper as a Word file: the same paper, the same bytes."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from isoqms.pages.layout.blocks import AnnexHead, Block, Letterhead, Paper
from isoqms.writers.package import mended, read_parts, write_parts
from isoqms.writers.word.base_document import build_base
from isoqms.writers.word.charts import attach, counted
from isoqms.writers.word.heads import page_head
from isoqms.writers.word.markup import markup
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style, StyleSheet, UnusableBase, read_styles
from isoqms.writers.word.wordml import NAMESPACES, cleaned, paragraph, run, section


def write_docx(paper: Paper, base: bytes | None = None) -> bytes:
    """The bytes of the Word file of `paper`, on the agency's `base` or our own of its profile.

    Sizes and hands come from the styles of the base, margins from the profile. Raises
    `UnusableBase` where the base is no Word file or lacks a style.
    """
    document = opened(base if base is not None else build_base(paper.profile))
    paper = counted(paper)
    styles = read_styles(document.styles.element)
    document.element.replace(
        document.element.body, parse_xml(body_xml(paper, styles, references(document)))
    )
    attach(document, paper)
    for place, content in stories(paper, styles):
        put(document.sections, place, parse_xml(content))
    describe(document.core_properties, paper)
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of an open Word file, the same for the same content."""
    written = io.BytesIO()
    document.save(written)
    return write_parts(read_parts(written.getvalue()))


def opened(base: bytes) -> Any:
    """The base document, opened; `UnusableBase` where it is no Word file."""
    try:
        return docx.Document(io.BytesIO(write_parts(mended(read_parts(base)))))
    except Exception as error:
        # What a broken file makes the libraries raise has no common kind.
        raise UnusableBase(
            "Tệp mẫu không phải là tệp Word (.docx) đọc được, hoặc quá lớn."
        ) from error


def references(document: Any) -> str:
    """The references to the page-number headers of the base.

    The sections after the first inherit them.
    """
    found = document.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))
    references = {(one.tag, one.get(qn("w:type"))): one.get(qn("r:id")) for one in found}
    if (qn("w:headerReference"), "default") not in references:
        raise UnusableBase("Tệp mẫu Word thiếu đầu trang có số trang.")
    return "".join(
        f"<w:{tag.rpartition('}')[2]} w:type={quoteattr(kind)} r:id={quoteattr(target)}/>"
        for (tag, kind), target in sorted(references.items(), reverse=True)
    )


def body_xml(paper: Paper, styles: StyleSheet, headers: str) -> str:
    """The XML of the body of a paper, section after section."""
    foot: tuple[Block, ...] = (paper.signature,) if paper.signature else ()
    sheets: list[tuple[Letterhead | AnnexHead | None, tuple[Block, ...], bool]] = [
        (paper.letterhead, (*paper.body, *foot), paper.landscape),
        *((annex.head, annex.body, annex.landscape) for annex in paper.annexes),
    ]
    running = paper.running_head is not None
    written = []
    for index, (head, blocks, landscape) in enumerate(sheets):
        page = Page(styles, paper.profile, landscape)
        ending = section(
            paper.profile,
            headers if index == 0 else "",
            landscape=landscape,
            silent_first=not running,
            restart=not running or index == 0,
        )
        last = index == len(sheets) - 1
        written.append(markup(page, head, blocks) + _section_end(styles, ending, last=last))
    return f"<w:body {NAMESPACES}>{''.join(written)}</w:body>"


def _section_end(styles: StyleSheet, ending: str, *, last: bool) -> str:
    """The end of a section: a paragraph one point high, as Word demands one after a table."""
    style = styles.ids[Style.SECTION_END]
    return paragraph(style, "") + ending if last else paragraph(style, "", extra=ending)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a header or footer stands: the section from 0, and which part python-docx calls it."""

    section: int
    part: str


def stories(paper: Paper, styles: StyleSheet) -> Iterator[tuple[Place, str]]:
    """The headers and footers that differ from those of the base, with their places.

    A section without its own has those of the section before it.
    """
    if paper.running_head or paper.mark:
        yield from _heads(paper, styles)
    if paper.contact.strip():
        yield Place(0, "first_page_footer"), _footer(styles, Style.CONTACT, paper.contact.strip())
        if paper.annexes:
            yield Place(1, "first_page_footer"), _footer(styles, Style.SPACER, "")


def _heads(paper: Paper, styles: StyleSheet) -> Iterator[tuple[Place, str]]:
    """The headers of each section that is not of the same width as the one before it."""
    before = None
    for index, landscape in enumerate((paper.landscape, *(one.landscape for one in paper.annexes))):
        if landscape == before:
            continue
        before = landscape
        page = Page(styles, paper.profile, landscape)
        yield Place(index, "header"), page_head(page, paper)
        if not paper.running_head:
            yield Place(index, "first_page_header"), page_head(page, paper, first=True)


def no_story(place: Place, paper: Paper, styles: StyleSheet) -> str:
    """What stands there in a paper that has nothing of its own in that place."""
    if place.part == "first_page_footer":
        return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
    bare = replace(paper, running_head=None, mark=None)
    return page_head(Page(styles, paper.profile), bare, first=place.part == "first_page_header")


def _footer(styles: StyleSheet, style: Style, text: str) -> str:
    return f"<w:ftr {NAMESPACES}>{paragraph(styles.ids[style], run(text))}</w:ftr>"


def put(sections: Any, place: Place, content: Any) -> None:
    """Make `content` the header or footer of that place."""
    part = getattr(sections[place.section], place.part)
    part.is_linked_to_previous = False
    # python-docx has no way to put ready XML into a header.
    part._element[:] = list(content)  # noqa: SLF001


def describe(properties: Any, paper: Paper) -> None:
    """Write what the file says about itself."""
    given = paper.properties
    properties.title = cleaned(given.title)[:255]
    properties.author = cleaned(given.author)[:255]
    properties.last_modified_by = ""
    properties.language = "vi-VN"
    properties.revision = 1
    if given.dated:
        day = _midnight(given.dated)
        properties.created = day
        properties.modified = day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC).replace(tzinfo=None)
