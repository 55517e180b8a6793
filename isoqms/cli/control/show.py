"""`isoqms show`: the text of any revision of a document."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.show import default_path, show_docx
from isoqms.actions.control.show import show as show_text
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.output import deliver, save, tell_notes
from isoqms.formats.neutral import as_json, visible
from isoqms.repository import load

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """The forms in which a text is shown."""

    TEXT = "text"
    JSON = "json"


@app.command(cls=Command)
def show(
    as_of: AsOf,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="MÃ[@LẦN]", help="Mã tài liệu; thêm @2 cho lần ban hành 2, @draft cho dự thảo."
        ),
    ],
    inside: In = Path(),
    *,
    docx: Annotated[bool, typer.Option("--docx", help="In ra Word.")] = False,
    form: Annotated[Form, typer.Option("--format", help="Dạng kết quả trên màn hình.")] = Form.TEXT,
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
    """Cho xem văn bản của một tài liệu, mọi lần đã ban hành.

    Bản hết hiệu lực được đánh dấu trên từng trang.
    """
    repository = load(inside, as_of)
    if docx or (output and output.suffix.lower() == ".docx"):
        revision, paper, notes = show_docx(repository, wanted)
        save(paper, output or default_path(repository, revision))
        tell_notes(notes)
        return
    shown = show_text(repository, wanted)
    if form is Form.JSON:
        deliver(as_json(shown.data), output)
    else:
        deliver(visible(shown.marked_text, keep="\n\t"), output)
    tell_notes(shown.notes)
