"""`isoqms revise`: begin a new issue of a document."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.revise import plan_revise
from isoqms.cli.terminal.changing import How, carry, opened_for_writing, requested
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, Content, DryRun, In, NoInput, Reason, Request

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def revise(
    as_of: AsOf,
    code: Annotated[
        str, typer.Argument(metavar="MÃ", help="Mã tài liệu đang có hiệu lực, ví dụ: QT-HT-01.")
    ],
    inside: In = Path(),
    *,
    request: Request = None,
    reason: Reason = None,
    content: Content = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Chép tài liệu đang có hiệu lực sang du-thao/ với lần ban hành kế tiếp,
    kèm phiếu yêu cầu sửa đổi.
    """
    form = requested(request, reason, content, quiet=no_input)
    with opened_for_writing(inside, as_of, How(author, no_input, dry_run)) as repository:
        draft = plan_revise(repository, code, form)
        if carry(repository, draft.change, author=author, day=as_of, dry_run=dry_run):
            typer.echo(f"Đã tạo dự thảo lần {draft.revision} của {draft.code} ở {draft.path}.")
