"""How `isoqms status --handover` shows and writes the page by which the work is handed over."""

from pathlib import Path

from isoqms.actions.planning.handover import as_docx, default_path, sheets_of
from isoqms.actions.planning.status import Status
from isoqms.cli.terminal.output import deliver, save
from isoqms.cli.terminal.tables import plain_sheets, write_sheets
from isoqms.wording import date_short


def hand_over(found: Status, *, docx: bool, output: Path | None) -> None:
    """Write the Word file, or the same as text."""
    if docx:
        save(as_docx(found), output or default_path(found))
        return
    sheets = sheets_of(found)
    subtitle = f"Tính đến ngày {date_short(found.as_of)}"
    if output is not None:
        deliver(plain_sheets(sheets, subtitle), output)
    else:
        write_sheets(sheets, subtitle)
