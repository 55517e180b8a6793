"""`isoqms undo`: take the last change back."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.undo import Undone, forget
from isoqms.actions.changing.undo import undo as take_back
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import DryRun, In
from isoqms.errors import BadAnswer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def undo(
    inside: In = Path(),
    *,
    finish: Annotated[
        bool,
        typer.Option(
            "--finish", help="Ghi nốt thay đổi bị ngắt giữa chừng, thay vì đưa kho về như trước."
        ),
    ] = False,
    forget_it: Annotated[
        bool,
        typer.Option(
            "--forget",
            help=(
                "Bỏ qua thay đổi bị ngắt không còn khớp với kho: cất phần dở dang thành một tệp, "
                "không đụng đến tệp nào khác."
            ),
        ),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Bỏ thay đổi vừa ghi nếu chưa ban hành bằng quyết định.

    Thay đổi bị ngắt giữa chừng thì đưa kho về như trước.
    """
    if forget_it:
        _refuse_others(finish=finish, dry_run=dry_run)
        typer.echo(
            f"Đã bỏ qua thay đổi bị ngắt; phần dở dang giữ ở {forget(inside)}. Không tệp nào của "
            "kho bị đụng đến; xem kho nay ra sao: isoqms validate"
        )
        return
    typer.echo(
        _said(take_back(inside, forward=finish, dry_run=dry_run), finish=finish, dry_run=dry_run)
    )


def _refuse_others(*, finish: bool, dry_run: bool) -> None:
    if finish or dry_run:
        raise BadAnswer("--forget không đi cùng --finish, --dry-run.", "Chỉ dùng một trong các ý.")


def _said(done: Undone, *, finish: bool, dry_run: bool) -> str:
    what = f"«{done.message}»" if done.message else "một thay đổi vừa bắt đầu, chưa ghi gì"
    if dry_run:
        lines = [
            f"Sẽ {'ghi nốt' if finish else 'bỏ'}: {what}. Chưa làm gì.",
            *(f"  {path}" for path in done.files),
        ]
        return "\n".join(lines)
    if finish:
        return f"Đã ghi nốt thay đổi bị ngắt: {what}."
    if done.was_interrupted:
        return f"Đã bỏ thay đổi bị ngắt giữa chừng: {what}. Kho như trước khi ghi."
    return "\n".join(
        [f"Đã bỏ: {what}. Các tệp trở lại như trước:", *(f"  {path}" for path in done.files)]
    )
