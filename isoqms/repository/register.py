"""What decisions and heads say, for questions that need no document as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from isoqms.diagnostics import Fault
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry


class Head(NamedTuple):
    """A document that stands in `tai-lieu/` (or is the policy) today, by what its head says."""

    path: PurePosixPath
    code: str
    revision: int
    title: str | None = None
    kind: str | None = None
    """As written, whether or not it is a kind that we know."""


@dataclass(frozen=True)
class Register:
    """The decisions, and what stands in force by its head (sổ theo dõi tài liệu)."""

    root: Path
    as_of: date
    agency: Entry[Agency]
    decisions: tuple[Entry[Decision], ...] = ()
    """In the order of signing, then of number, as they have effect."""
    every_decision: tuple[Entry[Decision], ...] = ()
    """All of them, as they are written."""
    standing: tuple[Head, ...] = ()
    faults: tuple[Fault, ...] = field(default=())
    """Of the decisions: what they say is missing from every answer."""

    @cached_property
    def heads(self) -> Mapping[tuple[str, int], Head]:
        """What stands there by code and revision; the first file wins."""
        return {(one.code, one.revision): one for one in reversed(self.standing)}


def register_of(repository: Repository) -> Register:
    """The register of a repository that is loaded already."""
    return Register(
        root=repository.root,
        as_of=repository.as_of,
        agency=repository.agency,
        decisions=repository.decisions,
        every_decision=repository.every_decision,
        standing=tuple(
            Head(
                one.path,
                one.record.code,
                one.record.revision,
                one.record.title,
                one.record.kind.value,
            )
            for one in repository.documents
        ),
        faults=tuple(
            fault for fault in repository.faults if fault.location.path.parts[0] == "quyet-dinh"
        ),
    )
