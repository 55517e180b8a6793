"""`isoqms history`: what became of a document, revision by revision."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.trace import Trace, as_docx, changes, data, sheet, trace
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.output import deliver, save
from isoqms.cli.terminal.tables import plain, write_sheets
from isoqms.formats.neutral import as_json, visible

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """The forms in which a history is told."""

    TABLE = "table"
    JSON = "json"
    DOCX = "docx"


@app.command(cls=Command)
def history(
    as_of: AsOf,
    wanted: Annotated[str, typer.Argument(metavar="MÃ", help="Mã tài liệu.")],
    inside: In = Path(),
    *,
    form: Annotated[
        Form | None,
        typer.Option("--format", show_default="table, hoặc theo đuôi tệp", help="Dạng kết quả."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            show_default="Word: trong thư mục xuat",
            help="Ghi ra tệp này.",
        ),
    ] = None,
) -> None:
    """Kể lại từng lần ban hành của một tài liệu:
    quyết định, hiệu lực, nội dung sửa đổi, ai ghi, khi nào.
    """
    made = trace(inside, as_of, wanted)
    match form or _by_ending(output):
        case Form.JSON:
            deliver(as_json(data(made)), output)
        case Form.DOCX:
            save(as_docx(made), output or made.path)
        case Form.TABLE if output:
            deliver(f"{plain(sheet(made))}\n{_changes(made)}", output)
        case Form.TABLE:
            write_sheets((sheet(made),))
            deliver(f"\n{_changes(made)}", None)


def _by_ending(output: Path | None) -> Form:
    endings = {".json": Form.JSON, ".docx": Form.DOCX}
    return endings.get(output.suffix.lower(), Form.TABLE) if output else Form.TABLE


def _changes(made: Trace) -> str:
    return "".join(f"{visible(line)}\n" for line in changes(made))
