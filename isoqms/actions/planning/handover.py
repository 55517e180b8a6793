"""Make the page by which the secretary's work is handed over."""

from pathlib import Path

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.planning.status import Status
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.planning.handover import handover, handover_sheets


def sheets_of(found: Status) -> tuple[Sheet, ...]:
    """What the page holds, sheet by sheet, for the screen."""
    return handover_sheets(found.repository, found.tasks)


def as_docx(found: Status) -> tuple[bytes, tuple[str, ...]]:
    """The page as a Word file, and what is to be known before it is signed."""
    # Word and the rules take longer to import than the tasks to find; only this page needs them.
    from isoqms.actions.checking.fit import remarks, standing_of  # noqa: PLC0415 - see above
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415

    refuse_unless_whole(found.repository)
    paper = handover(found.repository, found.tasks)
    known = standing_of(found.repository, found.as_of.year, None)
    return write_docx(paper), tuple(remarks(found.repository, known, (paper,)))


def default_path(found: Status) -> Path:
    """Where the Word file is written unless told otherwise."""
    return found.repository.root / "xuat" / f"ban-giao-{found.as_of.isoformat()}.docx"
