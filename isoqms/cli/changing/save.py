"""`isoqms save`: record what was changed by hand."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.save import SavePlan, carry_out, plan_save
from isoqms.cli.changing.telling import DoNotAsk
from isoqms.cli.terminal.changing import agreed_to_keep, asks, tell_found
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, moment
from isoqms.cli.terminal.output import tell_notes
from isoqms.cli.terminal.say import say

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def save(
    as_of: AsOf,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TỆP…]", help="Chỉ ghi nhận các tệp này; bỏ trống là tất cả."),
    ] = None,
    inside: In = Path(),
    *,
    author: Author = None,
    no_input: DoNotAsk = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi nhận các tệp đã thêm, sửa, xóa bằng tay (Notepad, Word, Explorer):
    nói rõ đổi gì, kiểm tra, hỏi rồi ghi.
    """
    plan = plan_save(inside, as_of, tuple(files or ()))
    is_asked = asks(quiet=no_input) and not dry_run
    _tell(plan, err=is_asked)
    if dry_run:
        say("Chưa ghi gì.")
        return
    if is_asked and not agreed("Ghi nhận các chỗ này?", otherwise=True):
        raise typer.Abort
    keeps = agreed_to_keep(plan.repository, plan.change, author)
    carry_out(plan, author=author, when=moment(as_of), keep_personal_data=keeps)
    say(f"Đã ghi nhận {len(plan.files)} tệp sửa tay. Nếu nhầm, dùng `isoqms undo`.")
    if plan.mended:
        say(plan.mended)


def _tell(plan: SavePlan, *, err: bool) -> None:
    say(f"Sửa tay chưa ghi nhận: {len(plan.files)} tệp.", err=err)
    say("\n".join(f"  {path}: {words}" for path, words in plan.files), err=err)
    tell_found(plan.fresh)
    tell_notes(f"Để lại {each.path}: {each.why}. {each.hint}" for each in plan.left)
