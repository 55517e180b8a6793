"""Each register of the system as a paper to be printed and signed, with the columns of the agency's own forms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Final

from isoqms.pages.blocks import Paper
from isoqms.pages.register_ground import Ground
from isoqms.pages.sheet_paper import sheets_paper
from isoqms.pages.sheets import Sheet
from isoqms.repository import Repository
from isoqms.wording import date_short

MAKERS: Final[Mapping[str, str]] = {
    "van-de": "register_planning.context",
    "ben-quan-tam": "register_planning.parties",
    "pham-vi": "register_planning.scope",
    "ke-hoach": "register_planning.plan",
    "muc-tieu": "register_planning.objectives",
    "rui-ro": "register_planning.risks",
    "nguon-luc": "register_planning.resources",
    "khong-phu-hop": "register_evaluation.nonconformities",
    "hai-long": "register_evaluation.surveys",
    "khieu-nai": "register_evaluation.complaints",
    "dao-tao": "register_evaluation.training",
    "phan-phoi": "register_evaluation.copies",
    "ho-so": "register_figures.cases",
    "so-lieu": "register_figures.stated",
    "van-ban-di": "register_figures.outgoing",
}
"""The module below `isoqms.pages` and the function in it that lays a register out, by the register's name."""

OTHERWISE: Final[Mapping[str, tuple[str, ...]]] = {
    "danh-gia-noi-bo": ("isoqms decision audit-programme", "isoqms decision audit-report ĐỢT"),
    "xem-xet": ("isoqms decision review-minutes",),
    "cong-bo": ("isoqms decision announcement",),
    "tu-cham-diem": ("isoqms score --docx tu-cham-diem.docx",),
    "bao-cao": ("isoqms report",),
}
"""The commands that print what has a paper of its own in law, by the register's name."""

_TABLE_SIZE: Final = 12
_SIGNING_SPACE: Final = 56
_KEPT_ONCE: Final = frozenset({"van-de", "ben-quan-tam", "pham-vi"})


def register_sheets(repository: Repository, name: str, year: int) -> tuple[Sheet, ...]:
    """The register of this name as of the repository's day: its tables; KeyError for one not in MAKERS."""
    module, _, function = MAKERS[name].partition(".")
    maker: Callable[[Ground], tuple[Sheet, ...]] = getattr(import_module(f"isoqms.pages.{module}"), function)
    return maker(Ground(repository, year))


def register_paper(repository: Repository, name: str, year: int) -> Paper:
    """The same as a landscape paper, signed by its keeper and the head of the agency."""
    day = f"tính đến ngày {date_short(repository.as_of)}"
    subtitle = day.capitalize() if name in _KEPT_ONCE else f"Năm {year}, {day}"
    sheets = register_sheets(repository, name, year)
    paper = sheets_paper(sheets, subtitle, repository.agency.record, repository.as_of)
    # A register has more columns than a list, and its last page has two signatures.
    return replace(paper, profile=replace(paper.profile, table=_TABLE_SIZE, signing_space=_SIGNING_SPACE))
