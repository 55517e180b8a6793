"""Make the page by which the secretary's work is handed over."""

from pathlib import Path

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.planning.status import Status
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.planning.handover import handover, handover_sheets


def sheets_of(found: Status) -> tuple[Sheet, ...]:
    """What the page holds, sheet by sheet, for the screen."""
    return handover_sheets(found.repository, found.tasks)


def as_docx(found: Status) -> bytes:
    """The page as a Word file, ready to be signed."""
    # Word takes longer to import than the tasks to find, and only the signed page needs it.
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415 - see above

    refuse_unless_whole(found.repository)
    return write_docx(handover(found.repository, found.tasks))


def default_path(found: Status) -> Path:
    """Where the Word file is written unless told otherwise."""
    return found.repository.root / "xuat" / f"ban-giao-{found.as_of.isoformat()}.docx"
