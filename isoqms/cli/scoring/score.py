"""`isoqms score`: the score card of a year, argued with evidence.

Begun, sent to Excel and taken back.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.scoring.changes import plan_begin, plan_import
from isoqms.actions.scoring.score import Score, as_data, as_docx, as_xlsx, probes, score
from isoqms.actions.scoring.tables import PlannedTable, plan_table, plan_use, tables
from isoqms.cli.terminal.changing import How, carry, opened_for_writing
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, Folder, In, year_of
from isoqms.cli.terminal.output import deliver, save, tell_notes
from isoqms.cli.terminal.say import say
from isoqms.cli.terminal.tables import write_sheets
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import as_json, visible
from isoqms.pages.scoring.card import sheet
from isoqms.repository import Repository, load

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_FEW = 10


class Form(StrEnum):
    """The forms in which the card is told."""

    TABLE = "table"
    JSON = "json"


@app.command(cls=Command)
def score_(
    as_of: AsOf,
    folder: Folder = Path(),
    inside: In = Path(),
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="NĂM", show_default="năm của ngày đang tính", help="Năm chấm điểm."
        ),
    ] = None,
    *,
    wanted: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TABLE,
    row: Annotated[
        str | None,
        typer.Option(
            "--row", metavar="SỐ", help="Bằng chứng, phản chứng của một tiêu chí, ví dụ 13.3."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Kể hết các việc nâng điểm.")] = False,
    docx: Annotated[
        Path | None,
        typer.Option(
            "--docx", metavar="TỆP", help="Ghi phụ lục tự chấm điểm ra Word, kèm bằng chứng."
        ),
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option("--xlsx", metavar="TỆP", help="Ghi bảng ra Excel để chấm điểm trong đó."),
    ] = None,
    taken: Annotated[
        Path | None,
        typer.Option("--import", metavar="TỆP", help="Nhận lại tệp Excel; chỉ ghi các ô đã sửa."),
    ] = None,
    begin: Annotated[
        bool,
        typer.Option("--begin", help="Lập bảng tự chấm với điểm hồ sơ đã chứng minh, để sửa tiếp."),
    ] = False,
    listed: Annotated[
        bool, typer.Option("--probes", help="Kể các phép thử mà bảng chấm điểm có thể dùng.")
    ] = False,
    shown: Annotated[
        bool, typer.Option("--tables", help="Kể các bảng chấm điểm có thể dùng.")
    ] = False,
    used: Annotated[
        str | None, typer.Option("--use", metavar="BẢNG", help="Chọn bảng chấm điểm của cơ quan.")
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar="TỆP", help="Lập bảng chấm điểm từ tệp Excel của tỉnh."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="KHÓA",
            show_default="theo tên tệp",
            help="Khóa của bảng lập bằng --table.",
        ),
    ] = None,
    author: Author = None,
    dry_run: DryRun = False,
) -> None:
    """Chấm điểm theo hồ sơ: hồ sơ chứng minh được gì, điểm tự chấm nói khác ở đâu,
    làm gì để nâng điểm.
    """
    _refuse_two((begin, listed, shown), (row, taken, used, table))
    root, how = inside / folder, How(author, dry_run=dry_run)
    if listed:
        deliver("".join(f"{line}\n" for line in probes()), None)
    elif shown:
        say("\n".join(map(visible, tables(load(root, as_of)))))
    elif table is not None or used is not None:
        _choose(root, as_of, how, used, (table, key))
    elif begin or taken is not None:
        _record(root, as_of, how, year_of(year, as_of), taken)
    else:
        made = score(load(root, as_of), year_of(year, as_of))
        if not _saved(made, docx, xlsx):
            _show(made, wanted, row, None if everything else _FEW)


def _refuse_two(chosen: tuple[bool, ...], given: tuple[object, ...]) -> None:
    if sum((*chosen, *(each is not None for each in given))) > 1:
        raise BadAnswer(
            "Mỗi lần chỉ làm một việc.",
            "Chọn một trong --row, --begin, --import, --probes, --tables, --use, --table.",
        )


def _choose(
    root: Path, as_of: date, how: How, used: str | None, made: tuple[Path | None, str | None]
) -> None:
    """Choose a table that there is, or one just made from Excel where none was chosen."""
    file, key = made
    if file is not None:
        used = _made(root, as_of, how, file, key)
    if used is not None:
        with opened_for_writing(root, as_of, how) as repository:
            _carried(repository, plan_use(repository, used), how)


def _made(root: Path, as_of: date, how: How, file: Path, key: str | None) -> str | None:
    """Make a table from Excel; its name where it shall be chosen as well."""
    with opened_for_writing(root, as_of, how) as repository:
        planned = plan_table(repository, file, key)
        _carried(repository, planned, how)
        if how.dry_run:
            return None
        if repository.agency.record.packs.scoring is None:
            # A table is read from the folder, so it is chosen once it lies there.
            return planned.name
    say(f"Dùng bảng này: isoqms score --use {planned.name}")
    return None


def _carried(repository: Repository, planned: PlannedTable, how: How) -> None:
    """Tell what was understood, then write."""
    say("\n".join(map(visible, planned.told)))
    if planned.change is not None:
        day = repository.as_of
        carry(repository, planned.change, author=how.author, day=day, dry_run=how.dry_run)


def _record(root: Path, as_of: date, how: How, year: int, file: Path | None) -> None:
    """Begin the year's self-score, or take it back from an Excel file."""
    with opened_for_writing(root, as_of, how) as repository:
        if file is None:
            planned = plan_begin(repository, year)
        else:
            planned = plan_import(repository, year, file)
        if planned.change is None:
            say("Không có ô nào được sửa; không ghi gì.")
        elif carry(repository, planned.change, author=how.author, day=as_of, dry_run=how.dry_run):
            say(planned.told)


def _saved(made: Score, docx: Path | None, xlsx: Path | None) -> bool:
    """Whether the card went into a file."""
    if docx is not None:
        content, notes = as_docx(made)
        save(content, docx)
        tell_notes(notes)
    if xlsx is not None:
        save(as_xlsx(made), xlsx)
    return docx is not None or xlsx is not None


def _show(made: Score, form: Form, row: str | None, most: int | None) -> None:
    if form is Form.JSON:
        deliver(as_json(as_data(made)), None)
        return
    if row is not None:
        say("\n".join(visible(line) for line in made.row(row)))
        return
    write_sheets((sheet(made.card),), f"Tính đến ngày {made.card.as_of:%d/%m/%Y}")
    say("\n".join(visible(line) for line in ("", *made.told(most))))
    if made.card.self_score is None:
        say("Bắt đầu tự chấm: isoqms score --begin, hoặc --xlsx TỆP để chấm trong Excel.", err=True)
