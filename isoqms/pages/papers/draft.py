"""A paper that is not fit to be signed: what its own words show, and the mark of a draft."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from isoqms.pages.layout.blocks import (
    Article,
    Blank,
    Block,
    Item,
    Mark,
    Paper,
    Paragraph,
    Table,
    spoken,
)
from isoqms.wording import number

DRAFT: Final = "du-thao"
"""What the name of the file of a draft ends with."""
BLANK: Final = "……"
"""What stands for a place that is filled in by hand."""
TO_FILL_IN: Final = "[cần điền"
"""How a place begins that the agency has not filled in yet."""
_CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")


def as_draft(paper: Paper, faults: int, what: str) -> Paper:
    """The paper, marked on each page as a draft; `what` the faults are: `lỗi trong hồ sơ`."""
    count = f"còn {number(faults)} {what}"
    return replace(paper, mark=Mark(f"Dự thảo – {count}", f"Không trình ký: {count}."))


def unfit_words(paper: Paper) -> Iterator[str]:
    """Why the words themselves may not be signed: places to fill in, marks of a conflict."""
    words = tuple(printed_words(paper))
    blanks = sum(TO_FILL_IN in each for each in words)
    if blanks:
        yield f"Còn {number(blanks)} chỗ «[cần điền …]» trong nội dung."
    if any(line.startswith(_CONFLICT) for each in words for line in each.split("\n")):
        yield "Nội dung còn dấu đánh chỗ hai người sửa khác nhau («<<<<<<<», «>>>>>>>»)."


def printed_words(paper: Paper) -> Iterator[str]:
    """The words of the paper and its annexes, piece by piece."""
    for block in (*paper.body, *(block for annex in paper.annexes for block in annex.body)):
        yield from _words(block)


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Item | Article):
        yield spoken(block.text)
    elif isinstance(block, Blank):
        yield BLANK
    elif isinstance(block, Table):
        yield from (spoken(cell) for row in block.rows for cell in row.cells)
