"""An official paper as a Word file: the same paper, the same bytes."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from isoqms.pages.blocks import AnnexHead, Block, Letterhead, Paper
from isoqms.writers.base_document import build_base
from isoqms.writers.markup import markup
from isoqms.writers.package import mended, read_parts, write_parts
from isoqms.writers.page import Page
from isoqms.writers.styles import Style, StyleSheet, UnusableBase, read_styles
from isoqms.writers.wordml import NAMESPACES, cleaned, paragraph, run, section


def write_docx(paper: Paper, base: bytes | None = None) -> bytes:
    """The bytes of the Word file of `paper`, on the agency's `base` document or on our own of its profile.

    Sizes and hands come from the styles of the base, margins from the profile. Raises `UnusableBase`
    where the base is no Word file or lacks a style.
    """
    document = _opened(base if base is not None else build_base(paper.profile))
    styles = read_styles(document.styles.element)
    body = parse_xml(_body(paper, styles, _headers(document)))
    document.element.replace(document.element.body, body)
    _add_contact(document.sections, styles, paper.contact)
    _describe(document.core_properties, paper)
    saved = io.BytesIO()
    document.save(saved)
    return write_parts(read_parts(saved.getvalue()))


def _opened(base: bytes) -> Any:
    try:
        return docx.Document(io.BytesIO(write_parts(mended(read_parts(base)))))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnusableBase("Tệp mẫu không phải là tệp Word (.docx) đọc được, hoặc quá lớn.") from error


def _headers(document: Any) -> str:
    """The references to the page-number headers of the base; the sections after the first inherit them."""
    found = document.element.body.iter(qn("w:headerReference"), qn("w:footerReference"))
    references = {(one.tag, one.get(qn("w:type"))): one.get(qn("r:id")) for one in found}
    if (qn("w:headerReference"), "default") not in references:
        raise UnusableBase("Tệp mẫu Word thiếu đầu trang có số trang.")
    return "".join(
        f"<w:{tag.rpartition('}')[2]} w:type={quoteattr(kind)} r:id={quoteattr(target)}/>"
        for (tag, kind), target in sorted(references.items(), reverse=True)
    )


def _body(paper: Paper, styles: StyleSheet, headers: str) -> str:
    foot: tuple[Block, ...] = (paper.signature,) if paper.signature else ()
    sheets: list[tuple[Letterhead | AnnexHead | None, tuple[Block, ...], bool]] = [
        (paper.letterhead, (*paper.body, *foot), paper.landscape),
        *((annex.head, annex.body, annex.landscape) for annex in paper.annexes),
    ]
    written = []
    for index, (head, blocks, landscape) in enumerate(sheets):
        page = Page(styles, paper.profile, landscape)
        ending = section(paper.profile, headers if index == 0 else "", landscape=landscape)
        last = index == len(sheets) - 1
        written.append(markup(page, head, blocks) + _section_end(styles, ending, last=last))
    return f"<w:body {NAMESPACES}>{''.join(written)}</w:body>"


def _section_end(styles: StyleSheet, ending: str, *, last: bool) -> str:
    """The end of a section: a paragraph one point high, as Word demands one after a table."""
    style = styles.ids[Style.SECTION_END]
    return paragraph(style, "") + ending if last else paragraph(style, "", extra=ending)


def _add_contact(sections: Any, styles: StyleSheet, contact: str) -> None:
    """Put the contact at the foot of the first page; the first annex ends what later sections inherit."""
    if not contact.strip():
        return
    footer = sections[0].first_page_footer
    footer.is_linked_to_previous = False
    line = parse_xml(paragraph(styles.ids[Style.CONTACT], run(contact.strip()), root=True))
    footer._element[:] = [line]  # noqa: SLF001 - python-docx has no way to put ready XML into a footer
    if len(sections) > 1:
        sections[1].first_page_footer.is_linked_to_previous = False


def _describe(properties: Any, paper: Paper) -> None:
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
