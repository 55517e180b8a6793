"""`isoqms revise`: begin a new issue of a document."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.revise import Start, altered, plan_revise
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry, requested
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, Content, DryRun, In, NoInput, Reason, Request
from isoqms.cli.terminal.say import prompted, say
from isoqms.repository import Repository

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
    start: Annotated[
        Start | None,
        typer.Option(
            "--from",
            show_default="hỏi; không hỏi được thì ban-hanh",
            help="Khi văn bản đang có bị sửa không có quyết định: "
            "chép từ bản đã ban hành, hay chép cả phần sửa.",
        ),
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Chép tài liệu đang có hiệu lực sang du-thao/ với lần ban hành kế tiếp,
    kèm phiếu yêu cầu sửa đổi.
    """
    form = requested(request, reason, content, quiet=no_input)

    def ask(repository: Repository) -> Start:
        return start or _asked(repository, code, quiet=no_input)

    def write(repository: Repository, begun: Start) -> None:
        draft = plan_revise(repository, code, form, begun)
        if carry(repository, draft.change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã tạo dự thảo lần {draft.revision} của {draft.code} ở {draft.path}.")

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


def _asked(repository: Repository, code: str, *, quiet: bool) -> Start:
    """Which text the draft begins with; the issued one where nothing differs or nobody is asked."""
    found = altered(repository, code) if asks(quiet=quiet) else None
    if found is None:
        return Start.ISSUED
    say(f"{found.words}.")
    words = "Chép từ bản đã ban hành (gõ b) hay chép cả phần sửa (gõ s)?"
    answer = str(prompted(words, default="b")).strip().lower()
    return Start.STANDING if answer == "s" else Start.ISSUED
