"""Each register of the system as a paper to be signed, in the columns of the agency's forms."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from isoqms.model.kinds import Printed, RegisterKind, named
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.papers.sheet_paper import sheets_paper
from isoqms.pages.records.ground import Ground
from isoqms.repository import Repository
from isoqms.wording import date_short

_TABLE_SIZE: Final = 12
_SIGNING_SPACE: Final = 56


def register_sheets(repository: Repository, kind: RegisterKind, year: int) -> tuple[Sheet, ...]:
    """The register as of the repository's day: its tables; KeyError for one without such a page."""
    if not isinstance(kind.page, Printed):
        raise KeyError(kind.name)
    maker: Callable[[Ground], tuple[Sheet, ...]] = named("isoqms.pages", kind.page.maker)
    return maker(Ground(repository, year))


def register_paper(repository: Repository, kind: RegisterKind, year: int) -> Paper:
    """The same as a landscape paper, signed by its keeper and the head of the agency."""
    day = f"tính đến ngày {date_short(repository.as_of)}"
    subtitle = f"Năm {year}, {day}" if kind.yearly else day.capitalize()
    sheets = register_sheets(repository, kind, year)
    paper = sheets_paper(sheets, subtitle, repository.agency.record, repository.as_of)
    # A register has more columns than a list, and its last page has two signatures.
    profile = replace(paper.profile, table=_TABLE_SIZE, signing_space=_SIGNING_SPACE)
    return replace(paper, profile=profile)
