"""`isoqms diff`: what differs between two revisions of a document."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.diff import as_docx, told
from isoqms.actions.control.diff import diff as compare
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.output import deliver, save
from isoqms.formats.neutral import visible
from isoqms.pages.layout.comparison.telling import bracketed
from isoqms.pages.layout.comparison.words import Fate
from isoqms.repository import load

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_COLOURS = {Fate.DELETED: "9;31", Fate.INSERTED: "32"}


@app.command(cls=Command)
def diff(
    as_of: AsOf,
    wanted: Annotated[str, typer.Argument(metavar="MÃ", help="Mã tài liệu.")],
    inside: In = Path(),
    *,
    old: Annotated[
        str | None,
        typer.Option("--from", metavar="LẦN", show_default="lần trước", help="Lần ban hành cũ."),
    ] = None,
    new: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="LẦN",
            show_default="lần cuối",
            help="Lần ban hành mới, hoặc draft cho dự thảo.",
        ),
    ] = None,
    docx: Annotated[
        bool, typer.Option("--docx", help="In ra Word với các thay đổi được theo dõi.")
    ] = False,
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
    """So sánh hai lần ban hành theo từng chữ, trên màn hình hoặc bằng theo dõi thay đổi của
    Word.
    """
    compared = compare(load(inside, as_of), wanted, old, new)
    if docx or (output and output.suffix.lower() == ".docx"):
        save(as_docx(compared), output or compared.path)
        return
    colour = output is None and sys.stdout.isatty()
    lines = told(compared, _coloured if colour else _neutral)
    title = f"{visible(compared.old.name)} → {visible(compared.new.name)}"
    same = ("Văn bản của hai lần không khác nhau.",)
    deliver("".join(f"{line}\n" for line in (title, *(lines or same))), output)


def _neutral(fate: Fate, text: str) -> str:
    return bracketed(fate, visible(text))


def _coloured(fate: Fate, text: str) -> str:
    shown = visible(text)
    return f"\x1b[{_COLOURS[fate]}m{shown}\x1b[0m" if fate in _COLOURS else shown
