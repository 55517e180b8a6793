"""What a person orders of one of the year's papers, and the paper made from the order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import TypeAlias

from isoqms.errors import IsoqmsError
from isoqms.facts.papers.paper import PaperKind
from isoqms.pages.layout.blocks import Paper
from isoqms.repository import Repository


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """What a person says of a paper; everything else follows from the records."""

    year: int
    """The year whose records the paper is made from."""
    day: date
    """The day the paper is made for: its grounds are in force then."""
    number: str | None = None
    """`88/KH-UBND`; None leaves its place free for the clerk."""
    signed: date | None = None
    authority: str | None = None
    """Who issues it (thẩm quyền ban hành); None for what is usual for the paper."""
    signer_post: str | None = None
    """`Phó Chủ tịch`, `Q. Giám đốc`, `TL. Chủ tịch, Chánh Văn phòng`; None for the head."""
    signer: str | None = None
    proposed_by: str | None = None
    item: str | None = None
    """Which round of audit, nonconformity, decision … it is about, where there are several."""
    summary: str | None = None
    addressees: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """The text of a letter, a paragraph each."""
    effective: date | None = None
    """The day of effect, where it is another than that of signing."""
    restores: tuple[str, ...] = ()
    """What comes back into force by an annulment, as codes."""

    @property
    def dated(self) -> date:
        """The day of signing where it is known, else the day the paper is made for."""
        return self.signed or self.day


class Lacking(IsoqmsError):
    """The records do not yet hold what the paper must say.

    The message lists what is missing and where it goes.
    """


Maker: TypeAlias = Callable[[Repository, PaperOrder], Paper]


def paper_of(kind: PaperKind, repository: Repository, order: PaperOrder) -> Paper:
    """The paper; Lacking where the records do not yet hold what it must say."""
    # A command imports the makers of the papers that it prints, and no others.
    module, _, name = kind.maker.rpartition(".")
    maker: Maker = getattr(import_module(f"isoqms.pages.{module}"), name)
    return maker(_called_then(repository, order.dated), order)


def _called_then(repository: Repository, day: date) -> Repository:
    """The repository with the name that the agency had on the day of the paper."""
    agency = repository.agency
    then = agency.record.on(day)
    if then is agency.record:
        return repository
    return replace(repository, agency=replace(agency, record=then))
