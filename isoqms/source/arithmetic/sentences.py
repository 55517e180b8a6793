"""A text as stretches whose numbers speak of each other: sentences, with their lists."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_BREAK: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t>]*(?:[-*+•]|\d+[.)]|[a-zđ]\))[ \t])|\n(?=#|\|)")
_END: Final = re.compile(
    r"(?<=[.!?])(?<!\d\.)[ \n\xa0]+(?=[A-ZĐÀ-Ỹ\-*])|(?<=\d\.)[ \n\xa0]+(?=[A-ZĐ])"
)
_ITEM: Final = re.compile(r"[ \t>]*(?:[-*+•]|\d+[.)]|[a-zđ]\))[ \t]")


class Stretch(NamedTuple):
    """A part of a text, and where it begins in it."""

    start: int
    text: str


def sentences(text: str) -> Iterator[Stretch]:
    """The sentences of a text; the items of a list belong to the sentence that announces them."""
    for paragraph in _paragraphs(text):
        begin = 0
        for end in _END.finditer(paragraph.text):
            yield Stretch(paragraph.start + begin, paragraph.text[begin : end.start()])
            begin = end.end()
        yield Stretch(paragraph.start + begin, paragraph.text[begin:])


def _paragraphs(text: str) -> Iterator[Stretch]:
    begin, announced = 0, False
    for gap in _BREAK.finditer(text):
        told = text[begin : gap.start()]
        announced = told.rstrip().endswith(":") or (announced and bool(told.strip()))
        if announced and _ITEM.match(text, gap.end()):
            continue
        yield Stretch(begin, told)
        begin, announced = gap.end(), False
    yield Stretch(begin, text[begin:])
