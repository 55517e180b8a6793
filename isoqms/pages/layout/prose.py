"""Markdown as blocks: headings with their labels, paragraphs and items in their hands."""

import re
from collections.abc import Iterable
from typing import Final

from isoqms.pages.layout.blocks import Block, Heading, Item, Paragraph, Run, Text
from isoqms.source import markdown

_LABEL: Final = re.compile(r"((?:[IVXLC]+|\d+(?:\.\d+)*)\.?|[a-zđ]\))\s+(?=\S)")
_LOWEST: Final = 3


def blocks(nodes: Iterable[markdown.Node]) -> tuple[Block, ...]:
    """The blocks of a text.

    A heading's number is its label, and headings below the third level stay at it.
    """
    return tuple(_block(node) for node in nodes)


def _block(node: markdown.Node) -> Block:
    if isinstance(node, markdown.Heading):
        level = min(node.level, _LOWEST)
        found = _LABEL.match(node.text)
        if found is None:
            return Heading(level, "", node.text)
        return Heading(level, found[1], node.text[found.end() :])
    if isinstance(node, markdown.Item):
        return Item(_runs(node.spans), node.marker)
    return Paragraph(_runs(node.spans))


def _runs(spans: markdown.Spans) -> Text:
    return tuple(Run(span.text, span.bold, span.italic) for span in spans)
