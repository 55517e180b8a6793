"""The two frames of a paper, tables without rules: the letterhead, the signature with copies."""

from isoqms.pages.layout.blocks import (
    NATIONAL_MOTTO,
    NATIONAL_NAME,
    Letterhead,
    Signatory,
    Signature,
)
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import cell, row, run, table, twips

# The agency's side of the letterhead is never narrower than this share of the page.
_LEAST_LEFT = 0.34
_SLACK = 3.0


def letterhead(page: Page, head: Letterhead) -> str:
    """Agency and national name on one row, number and day on the next: one line each (Mục IV)."""
    left, right = _sides(page, head)
    columns = (twips(left), twips(page.width) - twips(left))
    names = row(
        cell(columns[0], _agency(page, head, left)) + cell(columns[1], _nation(page, right))
    )
    if not (head.number_line or head.dateline or head.subject_line):
        return table(columns, names)
    number = page.line(Style.NUMBER, head.number_line) + _subject(page, head, left)
    dated = page.line(Style.DATELINE, head.dateline)
    return table(columns, names + row(cell(columns[0], number) + cell(columns[1], dated)))


def _sides(page: Page, head: Letterhead) -> tuple[float, float]:
    """The national side as wide as its longest line, and the rest for the agency."""
    needed = _SLACK + max(
        page.measured(Style.NATIONAL_NAME, NATIONAL_NAME),
        page.measured(Style.NATIONAL_MOTTO, NATIONAL_MOTTO),
        page.measured(Style.DATELINE, head.dateline),
    )
    right = min(max(needed, page.width * 0.54), page.width * (1 - _LEAST_LEFT))
    return page.width - right, right


def _agency(page: Page, head: Letterhead, room: float) -> str:
    parents = _lines(page, Style.PARENT, head.parents, room)
    agencies = _lines(page, Style.AGENCY, head.agencies, room)
    above = page.centred(Style.PARENT, parents) if parents else ""
    named = page.centred(Style.AGENCY, agencies)
    return above + named + page.rule_below(Style.AGENCY, agencies, room)


def _lines(page: Page, style: Style, names: tuple[str, ...], room: float) -> tuple[str, ...]:
    return tuple(line for name in names for line in page.broken(style, name, room))


def _nation(page: Page, room: float) -> str:
    return (
        page.line(Style.NATIONAL_NAME, NATIONAL_NAME)
        + page.line(Style.NATIONAL_MOTTO, NATIONAL_MOTTO)
        + page.rule(page.measured(Style.NATIONAL_MOTTO, NATIONAL_MOTTO), room)
    )


def _subject(page: Page, head: Letterhead, room: float) -> str:
    lines = page.broken(Style.SUBJECT, head.subject_line, room)
    return page.centred(Style.SUBJECT, lines) if lines else ""


def signature(page: Page, foot: Signature) -> str:
    """Recipients left of the one who signs, or below where several sign.

    The rows stay whole and together.
    """
    if foot.others:
        return _several(page, foot)
    left = twips(page.width * 0.45)
    columns = (left, twips(page.width) - left)
    signed = _signatory(page, foot.signatories[0])
    return table(columns, row(cell(columns[0], _recipients(page, foot)) + cell(columns[1], signed)))


def _several(page: Page, foot: Signature) -> str:
    count = len(foot.signatories)
    each = twips(page.width) // count
    signed = row("".join(cell(each, _signatory(page, signatory)) for signatory in foot.signatories))
    gap = page.paragraph(Style.SPACER, "", keep=True) * 2
    columns = (each,) * count
    if not foot.copies:
        return table(columns, signed)
    copies = cell(each * count, gap + _recipients(page, foot), span=count)
    return table(columns, signed + row(copies))


def _signatory(page: Page, signatory: Signatory) -> str:
    capacity = page.paragraph(Style.CAPACITY, run("\n".join(signatory.capacities)), keep=True)
    if not signatory.post:
        return capacity + page.line(Style.SIGNER, signatory.name.strip(), keep=True)
    if not signatory.name.strip():
        # A post alone below the space for signing would be taken for the name.
        post = page.paragraph(
            Style.SIGNER_POST,
            run(signatory.post.strip()),
            keep=True,
            extra='<w:spacing w:before="0"/>',
        )
        return capacity + post + page.line(Style.SIGNER, "", keep=True)
    # The post took the space for signing, so the name follows it closely.
    name = page.paragraph(
        Style.SIGNER, run(signatory.name.strip()), keep=True, extra='<w:spacing w:before="0"/>'
    )
    return capacity + page.line(Style.SIGNER_POST, signatory.post.strip(), keep=True) + name


def _recipients(page: Page, foot: Signature) -> str:
    if not foot.copies:
        return page.paragraph(Style.RECIPIENT, "", keep=True)
    label = page.line(Style.RECIPIENTS, "Nơi nhận:", keep=True)
    return label + "".join(page.line(Style.RECIPIENT, copy, keep=True) for copy in foot.copies)
