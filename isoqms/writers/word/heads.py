"""What stands at the head of each page: the running head, the mark, the page number."""

from isoqms.pages.layout.blocks import Mark, Paper, RunningHead
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import NAMESPACES, cell, field, row, run, table, twips

_AGENCY_SHARE = 0.26
_FACTS_SHARE = 0.29
_STAMP_SLACK = 14.0
# A little more than four lines need, so that they do not touch the rules.
_HEIGHT = 22.0


def page_head(page: Page, paper: Paper, *, first: bool = False) -> str:
    """The XML of the header of a section's pages; that of its `first` page bears no page number.

    Below a running head every page bears its number, so that there the first page has the head of
    all.
    """
    marked = _mark(page, paper.mark) if paper.mark else ""
    if paper.running_head:
        content = (
            _running_head(page, paper.running_head) + marked + page.paragraph(Style.SPACER, "")
        )
    else:
        number = "" if first else field("PAGE", "2")
        content = marked + f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{number}</w:p>'
    return f"<w:hdr {NAMESPACES}>{content}</w:hdr>"


def _running_head(page: Page, head: RunningHead) -> str:
    agency = twips(page.width * _AGENCY_SHARE)
    facts = twips(page.width * _FACTS_SHARE)
    title = twips(page.width) - agency - facts
    cells = (
        cell(
            agency,
            _centred(page, Style.RUNNING_AGENCY, "\n".join(head.agencies), agency),
            middle=True,
        )
        + cell(title, _centred(page, Style.RUNNING_TITLE, head.title_line, title), middle=True)
        + cell(facts, _facts(page, head), middle=True)
    )
    return table(
        (agency, title, facts), row(cells, height=_HEIGHT), style=page.styles.ids[Style.TABLE]
    )


def _centred(page: Page, style: Style, text: str, room: int) -> str:
    return page.centred(style, page.broken(style, text, room * 25.4 / 1440 - 3))


def _facts(page: Page, head: RunningHead) -> str:
    number = run(f"{head.page_label} ") + field("PAGE", "1") + run("/") + field("NUMPAGES", "1")
    stated = "".join(page.line(Style.RUNNING_FACT, fact) for fact in head.facts)
    return stated + page.paragraph(Style.RUNNING_FACT, number)


def _mark(page: Page, mark: Mark) -> str:
    """The words in a box about as wide as they are, and the reason below."""
    side = twips(max(0.0, (page.width - page.measured(Style.MARK, mark.line) - _STAMP_SLACK) / 2))
    stamp = page.paragraph(
        Style.MARK, run(mark.line), extra=f'<w:ind w:left="{side}" w:right="{side}"/>'
    )
    return stamp + (page.line(Style.MARK_REASON, mark.reason) if mark.reason else "")
