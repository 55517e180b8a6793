"""`isoqms save`: record what was changed by hand."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.save import (
    SavePlan,
    carry_out,
    plan_save,
    refuse_deletions,
    way_back_of,
)
from isoqms.cli.terminal.changing import agreed_to_keep, asks, tell_found
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, Yes, moment
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
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi nhận các tệp đã thêm, sửa, xóa bằng tay (Notepad, Word, Explorer):
    nói rõ đổi gì, kiểm tra, hỏi rồi ghi.
    """
    plan = plan_save(inside, as_of, tuple(files or ()))
    is_asked = asks(quiet=no_input or yes) and not dry_run
    _tell(plan, err=is_asked)
    if dry_run:
        say("Chưa ghi gì.")
        return
    if is_asked:
        _ask(plan)
    elif not yes:
        refuse_deletions(plan)
    keeps = agreed_to_keep(plan.repository, plan.change, author)
    carry_out(plan, author=author, when=moment(as_of), keep_personal_data=keeps)
    say(f"Đã ghi nhận {len(plan.files)} tệp sửa tay. Nếu nhầm, dùng `isoqms undo`.")
    if plan.mended:
        say(plan.mended)


def _ask(plan: SavePlan) -> None:
    """typer.Abort where the person does not agree; what was deleted goes by an explicit yes."""
    if plan.deleted:
        say(f"{len(plan.deleted)} tệp bị xóa. Nếu xóa nhầm: {way_back_of(plan)}", err=True)
        question, otherwise = "Ghi nhận, bỏ hẳn các tệp ấy?", False
    else:
        question, otherwise = "Ghi nhận các chỗ này?", True
    if not agreed(question, otherwise=otherwise):
        raise typer.Abort


def _tell(plan: SavePlan, *, err: bool) -> None:
    say(f"Sửa tay chưa ghi nhận: {len(plan.files)} tệp.", err=err)
    say("\n".join(f"  {path}: {words}" for path, words in plan.files), err=err)
    tell_found(plan.fresh)
    tell_notes(f"Để lại {each.path}: {each.why}. {each.hint}" for each in plan.left)
