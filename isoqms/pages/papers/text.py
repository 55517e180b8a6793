"""The wording of a paper from its template, as blocks: chapters, articles, clauses, items."""

import re
from collections.abc import Mapping
from typing import Final

from isoqms.packs.called import variables_now
from isoqms.packs.paper_texts import paper_text
from isoqms.pages.layout.blocks import Article, Block, Heading, Item, Paragraph, Part
from isoqms.pages.layout.prose import blocks
from isoqms.pages.papers.agency_paper import secretary_title
from isoqms.repository import Repository
from isoqms.source.markdown import parse
from isoqms.source.template import render_prose
from isoqms.source.template_grammar import TemplateFault

_CHAPTER: Final = re.compile(r"((?:Chương|Mục) [IVXLC\d]+)\.?\s*(.*)")
_ARTICLE: Final = re.compile(r"Điều (\d+)\.?\s*(.*)")
_ORDERED: Final = re.compile(r"\d+[.)]")


def template_blocks(
    repository: Repository, name: str, year: int, further: Mapping[str, str] | None = None
) -> tuple[Block, ...]:
    """The blocks of the template `name`, with the names of the agency and `further` ones filled in.

    TemplateFault with file and line where it cannot be filled in or holds what no paper prints.
    """
    path, text = paper_text(name, repository.root)
    agency = repository.agency.record
    names = {**variables_now(agency, year), "thu_ky": secretary_title(agency), **(further or {})}
    try:
        prose = parse(render_prose(text, names))
    except TemplateFault as fault:
        raise TemplateFault(f"{path}: {fault}", fault.line) from fault
    for refused in prose.refused:
        raise TemplateFault(
            f"{path}, dòng {refused.line}: {refused.message} {refused.hint}", refused.line
        )
    return tuple(_as_law(block) for block in blocks(prose.nodes))


def _as_law(block: Block) -> Block:
    """Headings that are chapters and articles as such; numbered items as clauses (khoản)."""
    if isinstance(block, Heading):
        words = f"{block.label} {block.title}".strip()
        if found := _CHAPTER.fullmatch(words):
            return Part(found[1], found[2])
        if found := _ARTICLE.fullmatch(words):
            return Article(found[1], title=found[2])
    if isinstance(block, Item) and _ORDERED.fullmatch(block.marker):
        return Paragraph(block.text, label=block.marker)
    return block
