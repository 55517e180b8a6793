"""Make the sheet that shows the system at a glance."""

from collections.abc import Iterator
from pathlib import Path

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.validate import diagnostics_of
from isoqms.actions.planning.status import Status
from isoqms.diagnostics import Severity
from isoqms.pages.planning.overview import overview, unpictured


def as_docx(found: Status) -> bytes:
    """The sheet as a Word file. NotWhole where what it tells of is half-joined."""
    # Word takes longer to import than the tasks to find, and only the sheet needs it.
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415 - see above

    refuse_unless_whole(found.repository)
    every = diagnostics_of(found.repository)
    errors = sum(each.severity is Severity.ERROR for each in every)
    return write_docx(overview(found.repository, found.tasks, errors))


def default_path(found: Status) -> Path:
    """Where the Word file is written unless told otherwise."""
    return found.repository.root / "xuat" / f"tong-quan-{found.as_of.isoformat()}.docx"


def lacking(found: Status) -> Iterator[str]:
    """What has no picture of this year, with the command that records it: for the screen."""
    for each in unpictured(found.repository):
        shown = f", biểu đồ là của năm {each.before}" if each.before else ""
        yield (
            f"Chưa có số liệu năm {found.as_of.year} để vẽ {each.theme.words}{shown}; "
            f"cần {each.theme.takes}, ghi bằng `{each.theme.command} --year {found.as_of.year}`."
        )
