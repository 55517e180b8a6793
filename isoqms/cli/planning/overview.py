"""How `isoqms status --docx` writes the sheet that shows the system at a glance."""

from pathlib import Path

from isoqms.actions.planning.overview import as_docx, default_path, lacking
from isoqms.actions.planning.status import Status
from isoqms.cli.terminal.output import save, tell_notes


def show_whole(found: Status, output: Path | None) -> None:
    """Write the sheet, and tell what it has no picture of."""
    save(as_docx(found), output or default_path(found))
    tell_notes(lacking(found))
