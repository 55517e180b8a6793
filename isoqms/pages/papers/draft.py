"""A paper that is not fit to be signed: what its own words show, and the mark of a draft."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from isoqms.pages.layout.blocks import Blank, Block, Mark, Paper
from isoqms.pages.papers.open_places import texts
from isoqms.wording import number

DRAFT: Final = "du-thao"
"""What the name of the file of a draft ends with."""
BLANK: Final = "……"
"""What stands for a place that is filled in by hand."""
TO_FILL_IN: Final = "[cần điền"
"""How a place begins that the agency has not filled in yet."""
_MARK: Final = re.compile(r"\[cần điền(?::\s*([^\]]*))?\]")
_MOST_NAMED: Final = 5
_CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")


def as_draft(paper: Paper, faults: int, what: str) -> Paper:
    """The paper, marked on each page as a draft; `what` the faults are: `lỗi trong hồ sơ`."""
    count = f"còn {number(faults)} {what}"
    return replace(paper, mark=Mark(f"Bản nháp, {count}", "Không trình ký."))


def unfit_words(paper: Paper) -> Iterator[str]:
    """Why the words themselves may not be signed: places to fill in, marks of a conflict."""
    words = tuple(printed_words(paper))
    blanks = sum(TO_FILL_IN in each for each in words)
    if blanks:
        asked = [each for each in marks_in(words) if each]
        named = f": {'; '.join(asked[:_MOST_NAMED])}" if asked else ""
        more = "; …" if len(asked) > _MOST_NAMED else ""
        yield f"Còn {number(blanks)} chỗ «[cần điền …]» trong nội dung{named}{more}."
    if any(line.startswith(_CONFLICT) for each in words for line in each.split("\n")):
        yield "Nội dung còn dấu đánh chỗ hai người sửa khác nhau («<<<<<<<», «>>>>>>>»)."


def marks_to_fill_in(paper: Paper) -> tuple[str, ...]:
    """What each mark `[cần điền: …]` of the paper asks for, every one once."""
    return marks_in(printed_words(paper))


def marks_in(texts: Iterable[str]) -> tuple[str, ...]:
    """What each mark `[cần điền: …]` of the texts asks for, every one once."""
    found = (one[1] or "" for words in texts for one in _MARK.finditer(words))
    return tuple(dict.fromkeys(each.strip() for each in found))


def printed_words(paper: Paper) -> Iterator[str]:
    """The words of the paper and its annexes, piece by piece."""
    for block in (*paper.body, *(block for annex in paper.annexes for block in annex.body)):
        yield from _words(block)
    if paper.signature:
        yield from paper.signature.recipients


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Blank):
        yield BLANK
    else:
        yield from texts(block)
