"""Our small Markdown to nodes: headings, paragraphs, items, bold and italic.

Anything else is a fault with its line.

Only this module knows markdown-it-py. Tables are data and pictures are files of their own, so a
construct that no official paper prints is recognised in order to be refused, never dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Four spaces in front make no code, a line of hyphens below makes no heading, `&` begins no entity.
_OFF: Final = ("code", "lheading", "entity", "reference")
_ON: Final = ("table",)
_NAMES: Final = {
    "table": "bảng kẻ bằng dấu |",
    "blockquote": "đoạn trích dẫn bằng dấu > ở đầu dòng",
    "fence": "khối mã giữa các dấu ```",
    "hr": "đường kẻ ngang",
    "html_block": "thẻ HTML",
    "html_inline": "thẻ HTML",
    "image": "hình ảnh",
    "link": "liên kết",
    "code_inline": "chữ mã giữa hai dấu `",
}
_HINTS: Final = {
    "table": "Ghi bảng thành dữ liệu trong tệp YAML, hoặc viết thành các dòng gạch đầu dòng.",
    "blockquote": "Bỏ dấu > ở đầu dòng, hoặc viết thành chữ (lớn hơn, trên).",
    "image": "Để hình ở tệp riêng và nhắc tên tệp trong câu.",
    "link": "Viết địa chỉ trang như chữ thường, không có dấu ngoặc.",
}
_HINT: Final = "Bỏ đi, hoặc viết lại bằng đoạn văn và gạch đầu dòng."
_LEAVES: Final = ("text", "softbreak", "hardbreak")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one hand."""

    text: str
    bold: bool = False
    italic: bool = False


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `line` counts from 1, here and below."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, also one that goes on inside an item."""

    spans: Spans
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """The first paragraph of an item.

    `marker` as it was typed (`-`, `2.`, `3)`), `level` 1 for the outermost.
    """

    marker: str
    spans: Spans
    level: int
    line: int


Node: TypeAlias = Heading | Paragraph | Item


@dataclass(frozen=True, slots=True)
class Refused:
    """A construct that is not of our Markdown: its line, what it is, what to do."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text says, and what of it cannot be printed; the latter is not among the nodes."""

    nodes: tuple[Node, ...]
    refused: tuple[Refused, ...]


def parse(text: str) -> Prose:
    """The nodes of `text` in order; comments `<!-- … -->` say nothing on paper."""
    walk = _Walk()
    for token in _parser().parse(text):
        walk.take(token)
    return Prose(tuple(walk.nodes), tuple(walk.refused))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(list(_OFF)).enable(list(_ON))


class _Walk:
    """The tokens one after the other.

    With the lists and the refused constructs that are open around them.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.refused: list[Refused] = []
        self._inside: list[str] = []
        self._lists = 0
        self._marker = ""
        self._level = 0
        self._line = 1

    def take(self, token: Token) -> None:
        if token.map:
            self._line = token.map[0] + 1
        kind, _, edge = token.type.rpartition("_")
        name = kind if edge in ("open", "close") else token.type
        if name in _NAMES:
            self._refuse(name, token, edge)
        elif self._inside:
            return
        elif token.type == "inline":
            self._words(token)
        else:
            self._frame(name, edge, token)

    def _refuse(self, name: str, token: Token, edge: str) -> None:
        """Note what is refused once, at its beginning; what stands inside goes with it."""
        if not self._inside and edge != "close" and not _is_comment(token):
            self.refused.append(_refused(name, self._line))
        if edge == "open":
            self._inside.append(name)
        elif edge == "close":
            self._inside.pop()

    def _frame(self, name: str, edge: str, token: Token) -> None:
        if name in ("bullet_list", "ordered_list"):
            self._lists += 1 if edge == "open" else -1
        elif name == "list_item" and edge == "open":
            self._marker = f"{token.info}{token.markup}"
        elif name == "heading":
            self._level = int(token.tag[1:]) if edge == "open" else 0

    def _words(self, token: Token) -> None:
        children = token.children or []
        self.refused.extend(self._refused_words(children))
        spans = tuple(_spans(children))
        if not spans:
            return
        if self._level:
            self.nodes.append(
                Heading(self._level, "".join(span.text for span in spans), self._line),
            )
        elif self._marker:
            self.nodes.append(Item(self._marker, spans, self._lists, self._line))
            self._marker = ""
        else:
            self.nodes.append(Paragraph(spans, self._line))

    def _refused_words(self, children: list[Token]) -> Iterator[Refused]:
        line = self._line
        for child in children:
            line += child.type in ("softbreak", "hardbreak")
            name = child.type.removesuffix("_open")
            if name in _NAMES and not _is_comment(child):
                yield _refused(name, line)


def _refused(name: str, line: int) -> Refused:
    message = f"Có {_NAMES[name]}, không in được vào văn bản."
    return Refused(line, message, _HINTS.get(name, _HINT))


def _is_comment(token: Token) -> bool:
    return token.type.startswith("html") and token.content.strip().startswith("<!--")


def _spans(children: list[Token]) -> Iterator[Span]:
    """The words with their hands.

    Neighbours in the same hand are one span, and no line break is kept.
    """
    pending = Span("")
    for here in _pieces(children):
        if (here.bold, here.italic) == (pending.bold, pending.italic):
            pending = Span(pending.text + here.text, here.bold, here.italic)
            continue
        if pending.text:
            yield pending
        pending = here
    if pending.text.strip():
        yield pending


def _pieces(children: list[Token]) -> Iterator[Span]:
    """The words one by one, each in its hand."""
    bold = italic = 0
    for child in children:
        # A hand may be opened inside itself (`**a __b__**`), so they are counted.
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            italic += child.nesting
        elif child.type in _LEAVES:
            words = child.content if child.type == "text" else " "
            yield Span(words, bold > 0, italic > 0)
