"""`isoqms redo`: bring back what was taken back last."""

from pathlib import Path

import typer

from isoqms.actions.changing.undo import carry_out, plan_redo
from isoqms.cli.changing.telling import DoNotAsk, agreed_to, tell_plan
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, moment
from isoqms.cli.terminal.say import say

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def redo(
    as_of: AsOf,
    inside: In = Path(),
    *,
    author: Author = None,
    no_input: DoNotAsk = False,
    dry_run: DryRun = False,
) -> None:
    """Làm lại thay đổi vừa bỏ bằng `isoqms undo`; gõ tiếp thì làm lại lần bỏ trước nữa."""
    plan = plan_redo(inside, as_of)
    if dry_run:
        tell_plan(plan, f"Sẽ làm lại: «{plan.title}». Chưa làm gì.", when=True)
    elif agreed_to(plan, f"Làm lại: «{plan.title}»", quiet=no_input):
        carry_out(plan, author=author, when=moment(as_of))
        tell_plan(plan, f"Đã làm lại: «{plan.title}».")
        say("Bỏ lại bằng `isoqms undo`.", err=True)
