"""Sheets as a paper: a register printed to be signed."""

from collections.abc import Iterator
from datetime import date

from isoqms.model.agency.settings import Agency
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Note,
    Paper,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.pages.layout.sheets import Sheet, shown
from isoqms.pages.papers.agency_paper import capacity, profile
from isoqms.wording import two_digits


def table(sheet: Sheet) -> Table:
    """The ruled table of a sheet."""
    rows = (
        Row(tuple(map(shown, row)), bold=place in sheet.groups)
        for place, row in enumerate(sheet.rows)
    )
    return Table(_columns(sheet), tuple(rows), empty=sheet.empty)


def _columns(sheet: Sheet) -> tuple[Column, ...]:
    aligned = {True: Align.CENTER, False: Align.LEFT}
    return tuple(Column(one.title, one.width_mm, aligned[one.centred]) for one in sheet.columns)


def sheets_paper(sheets: tuple[Sheet, ...], subtitle: str, agency: Agency, day: date) -> Paper:
    """The sheets as one landscape paper; the first names it, the others stand below headings.

    A register bears no number; whoever keeps it signs, and the head approves.
    """
    first = sheets[0]
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=(Title(first.title, subtitle), *_blocks(sheets)),
        signature=Signature(capacity(agency), others=(Signatory(("Người lập",)),)),
        profile=profile(agency.paper),
        properties=Properties(
            f"{first.title}, {subtitle[:1].lower()}{subtitle[1:]}", agency.name, day
        ),
        landscape=True,
    )


def _blocks(sheets: tuple[Sheet, ...]) -> Iterator[Block]:
    for position, sheet in enumerate(sheets):
        if position:
            yield Heading(2, "", sheet.title)
        yield table(sheet)
        yield from (Note(note) for note in sheet.notes)
    if sheets[-1].rows and not sheets[-1].notes and not sheets[-1].groups:
        # Words end the last list, so that no signature stands alone on a page.
        yield Note(f"Tổng số {two_digits(len(sheets[-1].rows))} mục.")
