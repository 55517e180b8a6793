"""The last page of a draft report: what is missing, with its command, and what was put right."""

from dataclasses import replace
from typing import Final

from isoqms.facts.composing.text import Missing, ReportText
from isoqms.facts.reporting.figures import Figure
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Block,
    Column,
    Paper,
    Paragraph,
    Row,
    Table,
    plain,
)
from isoqms.pages.papers.draft import as_draft
from isoqms.wording import number

_LABEL: Final = "Trang của bản dự thảo"
_TITLE: Final = "Những chỗ phải xem trước khi trình ký"
_SAID: Final = "Trang này không gửi đi; đủ và đúng thì bản in không còn trang này."
_MISSING: Final = (
    Column("TT", 10, Align.CENTER),
    Column("Còn thiếu", 80),
    Column("Ghi bằng lệnh", 70),
)
_CORRECTED: Final = (
    Column("TT", 10, Align.CENTER),
    Column("Số liệu", 90),
    Column("Bản này in", 30, Align.CENTER),
    Column("Số đã ghi", 30, Align.CENTER),
)


def with_unfinished(paper: Paper, text: ReportText) -> Paper:
    """The paper with a last page of what it lacks and of figures told otherwise than stated.

    The paper as it is where there is nothing to tell. What lacks something is a draft.
    """
    told = (*_missing(text.missing), *_corrected(text.corrected))
    if not told:
        return paper
    head = AnnexHead(None, _TITLE, own_label=_LABEL)
    page = Annex(head, (Paragraph(plain(_SAID)), *told))
    return replace(_marked(paper, len(text.missing)), annexes=(*paper.annexes, page))


def _marked(paper: Paper, missing: int) -> Paper:
    """The paper as a draft that lacks so much, beside what it is marked for already."""
    if not missing:
        return paper
    if paper.mark is None:
        return as_draft(paper, missing, "chỗ thiếu")
    words = f"{paper.mark.words}, {number(missing)} chỗ thiếu"
    return replace(paper, mark=replace(paper.mark, words=words))


def _missing(missing: tuple[Missing, ...]) -> tuple[Block, ...]:
    if not missing:
        return ()
    rows = (
        Row((str(place), _titled(each), each.command))
        for place, each in enumerate(missing, start=1)
    )
    return (Paragraph(plain("Báo cáo còn thiếu:")), Table(_MISSING, tuple(rows)))


def _titled(missing: Missing) -> str:
    return f"{missing.title[:1].upper()}{missing.title[1:]}"


def _corrected(corrected: tuple[Figure, ...]) -> tuple[Block, ...]:
    if not corrected:
        return ()
    rows = (
        Row((str(place), each.title, each.shown(each.value), each.shown(each.stated)))
        for place, each in enumerate(corrected, start=1)
    )
    words = "Bản này in số tính từ hồ sơ, khác số mà cơ quan đã ghi:"
    return (Paragraph(plain(words)), Table(_CORRECTED, tuple(rows)))
