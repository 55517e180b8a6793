"""`isoqms validate`: check a repository and say what was found."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.checking.validate import cards, changed_since, check
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Folder, In
from isoqms.cli.terminal.say import written
from isoqms.diagnostics import Severity
from isoqms.formats import Format, render
from isoqms.repository import load

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def validate(
    as_of: AsOf,
    folder: Folder = Path(),
    inside: In = Path(),
    wanted: Annotated[Format, typer.Option("--format", help="Dạng kết quả.")] = Format.TEXT,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Cảnh báo cũng bị coi là lỗi.")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="MỐC",
            help="Chỉ báo ở những tệp đã đổi kể từ một mốc trong lịch sử (tên nhánh, thẻ, mã).",
        ),
    ] = None,
) -> None:
    """Kiểm tra toàn bộ kho tài liệu theo lược đồ, tiêu chuẩn và pháp luật.

    Không thay đổi tệp nào.
    """
    repository = load(inside / folder, as_of, ask_ahead=True)
    changed = changed_since(repository.root, since) if since else None
    outcome = check(repository, changed=changed)
    colour = wanted is Format.TEXT and sys.stdout.isatty()
    written(render(outcome, cards(repository.agency.record.standard_name), wanted, colour=colour))
    if outcome.count(Severity.ERROR) or (strict and outcome.count(Severity.WARNING)):
        raise typer.Exit(1)
