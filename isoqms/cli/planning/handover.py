"""How `isoqms status --handover` shows and writes the page by which the work is handed over."""

from pathlib import Path

from isoqms.actions.planning.handover import as_docx, default_path, sheets_of
from isoqms.actions.planning.status import Status
from isoqms.cli.terminal.output import deliver, save, tell_notes
from isoqms.cli.terminal.tables import plain_sheets, write_sheets
from isoqms.wording import date_short


def hand_over(found: Status, *, docx: bool, output: Path | None) -> None:
    """Write the Word file, or the same as text."""
    if docx:
        content, notes = as_docx(found)
        save(content, output or default_path(found))
        tell_notes(notes)
        return
    sheets = sheets_of(found)
    subtitle = f"Tính đến ngày {date_short(found.as_of)}"
    if output is not None:
        deliver(plain_sheets(sheets, subtitle), output)
    else:
        write_sheets(sheets, subtitle)
