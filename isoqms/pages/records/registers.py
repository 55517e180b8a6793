"""Each register of the system as a paper to be printed and signed, with the columns of the agency's own forms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Final

from isoqms.pages.layout.blocks import Paper
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.papers.sheet_paper import sheets_paper
from isoqms.pages.records.ground import Ground
from isoqms.repository import Repository
from isoqms.wording import date_short

MAKERS: Final[Mapping[str, str]] = {
    "van-de": "planning.registers.context",
    "ben-quan-tam": "planning.registers.parties",
    "pham-vi": "planning.registers.scope",
    "ke-hoach": "planning.registers.plan",
    "muc-tieu": "planning.registers.objectives",
    "rui-ro": "planning.registers.risks",
    "nguon-luc": "planning.registers.resources",
    "khong-phu-hop": "improvement.registers.nonconformities",
    "hai-long": "improvement.registers.surveys",
    "khieu-nai": "improvement.registers.complaints",
    "dao-tao": "improvement.registers.training",
    "phan-phoi": "improvement.registers.copies",
    "ho-so": "reporting.registers.cases",
    "so-lieu": "reporting.registers.stated",
    "van-ban-di": "reporting.registers.outgoing",
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
    module, _, function = MAKERS[name].rpartition(".")
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
