"""`isoqms report`: print the year's report as a Word file."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.reporting.report import Report, default_path, write
from isoqms.actions.reporting.report import report as make
from isoqms.cli.reporting.sources import Form, tell_sources
from isoqms.cli.reporting.writing import text_of, write_words
from isoqms.cli.terminal.changing import How
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, Folder, In, NoInput, year_of
from isoqms.cli.terminal.output import near
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.repository import load

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def report(
    as_of: AsOf,
    folder: Folder = Path(),
    inside: In = Path(),
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="NĂM", show_default="năm của ngày đang tính", help="Năm báo cáo."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            show_default="xuat/bao-cao-<năm>.docx",
            help="Tệp Word.",
        ),
    ] = None,
    *,
    sources: Annotated[
        bool,
        typer.Option("--sources", help="Chỉ kể mỗi số liệu lấy từ hồ sơ, tệp, dòng nào."),
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="Dạng của --sources.")] = Form.TABLE,
    sources_annex: Annotated[
        bool, typer.Option("--sources-annex", help="In kèm phụ lục nguồn của các số liệu.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ xem còn thiếu gì, không ghi tệp.")
    ] = False,
    words: Annotated[
        bool, typer.Option("--write", help="Viết phần III và điều muốn thêm, từng mục một.")
    ] = False,
    section: Annotated[
        str | None, typer.Option("--section", metavar="MỤC", help="Chỉ viết mục này: III.1.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="LỜI", help="Lời văn của mục ấy.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="TỆP", help="Lấy lời văn từ tệp chữ này.")
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
) -> None:
    """In báo cáo năm kèm bảng tự chấm điểm ra Word: câu và số lấy từ hồ sơ, rồi đến lời của
    cơ quan; --write để viết lời của cơ quan.
    """
    if form is Form.JSON and not sources:
        raise BadAnswer("Dạng json chỉ có ở nguồn của số liệu.", "Thêm --sources.")
    if words or section or text is not None or file:
        how = How(author, no_input, dry_run)
        own = text_of(text, file)
        write_words(inside / folder, as_of, year, how, section=section, text=own)
        return
    repository = load(inside / folder, as_of)
    wanted = year_of(year, as_of)
    if sources:
        tell_sources(repository, wanted, form)
        return
    made = make(repository, wanted, with_sources=sources_annex)
    path = output or default_path(repository, wanted)
    if not dry_run:
        write(made, path)
        say(f"Đã ghi {near(path)}")
    _tell(made)


def _tell(made: Report) -> None:
    for warning in made.warnings:
        say(f"Lưu ý: {warning}", fg="yellow", err=True)
    if made.missing:
        say("Báo cáo còn thiếu:", err=True)
        for missing in made.missing:
            command = f": `{missing.command}`" if missing.command else ""
            say(f"  - {missing.kind}: {missing.title}{command}", err=True)
