"""`isoqms undo`: take the last change back."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.undo import (
    UndoPlan,
    carry_out,
    deleted_or_altered,
    forget,
    plan_undo,
    settle_interrupted,
    was_interrupted,
)
from isoqms.cli.changing.telling import DoNotAsk, agreed_to, tell_plan
from isoqms.cli.terminal.call import current
from isoqms.cli.terminal.changing import asks
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, moment
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.repository.loading import find_root

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_SHOWN = 10


class WhichIsMeant(IsoqmsError):
    """Files were deleted or altered by hand, and `undo` may mean them or the last change."""


@app.command(cls=Command)
def undo(
    as_of: AsOf,
    inside: In = Path(),
    *,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason", metavar="LÝ DO", help="Vì sao bỏ; phải có khi lần ghi ấy là văn bản đã ký."
        ),
    ] = None,
    last: Annotated[
        bool,
        typer.Option(
            "--last", help="Bỏ lần ghi cuối cùng, dù đang có tệp bị xóa, bị sửa bằng tay."
        ),
    ] = False,
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
    author: Author = None,
    no_input: DoNotAsk = False,
    dry_run: DryRun = False,
) -> None:
    """Bỏ thay đổi vừa ghi, bằng một lần ghi mới; lần ghi cũ còn trong lịch sử.

    Gõ tiếp thì bỏ lùi dần. Thay đổi bị ngắt giữa chừng thì đưa kho về như trước.
    """
    if forget_it:
        _forget(inside, alone=not (finish or last or dry_run))
        return
    if finish or was_interrupted(inside, dry_run=dry_run) is not None:
        _settle(inside, forward=finish, dry_run=dry_run)
        return
    if not (last or dry_run):
        _must_mean_the_last(inside, quiet=no_input)
    plan = plan_undo(inside, as_of, " ".join((reason or "").split()))
    if dry_run:
        tell_plan(plan, f"Sẽ bỏ: «{plan.title}». Chưa làm gì.", when=True)
    elif agreed_to(plan, f"Bỏ: «{plan.title}»", quiet=no_input):
        _undo(plan, author, as_of)


def _forget(inside: Path, *, alone: bool) -> None:
    """Set an interrupted change aside that no longer fits the repository."""
    if not alone:
        hint = "Chỉ dùng một trong các ý."
        raise BadAnswer("--forget không đi cùng --finish, --last, --dry-run.", hint)
    say(
        f"Đã bỏ qua thay đổi bị ngắt; phần dở dang giữ ở {forget(inside)}. Không tệp nào của "
        "kho bị đụng đến; xem kho nay ra sao: isoqms validate"
    )


def _settle(inside: Path, *, forward: bool, dry_run: bool) -> None:
    """Bring an interrupted change to one of its ends."""
    broken = was_interrupted(inside, dry_run=dry_run)
    if dry_run and broken is not None:
        verb = "ghi nốt" if forward else "bỏ"
        say(f"Sẽ {verb}: {_named(broken.message)}. Chưa làm gì.")
        return
    what = _named(settle_interrupted(inside, forward=forward).message)
    if forward:
        say(f"Đã ghi nốt thay đổi bị ngắt: {what}.")
    else:
        say(f"Đã bỏ thay đổi bị ngắt giữa chừng: {what}. Kho như trước khi ghi.")


def _named(message: str) -> str:
    return f"«{message}»" if message else "một thay đổi vừa bắt đầu, chưa ghi gì"


def _undo(plan: UndoPlan, author: str | None, day: date) -> None:
    keeps = current().keeps_personal_data
    carry_out(plan, author=author, when=moment(day), keep_personal_data=keeps)
    tell_plan(plan, f"Đã bỏ: «{plan.title}». Các tệp trở lại như trước:")
    free = "Bản ghi cũ vẫn giữ để xem; số ấy ghi lại được. " if plan.sets_aside else ""
    say(f"{free}Làm lại bằng `isoqms redo`.", err=True)


def _must_mean_the_last(inside: Path, *, quiet: bool) -> None:
    """WhichIsMeant, or typer.Abort, where files were changed by hand and those may be meant."""
    edits = deleted_or_altered(find_root(inside))
    if not edits:
        return
    shown = [f"  {each.path} (bị {'xóa' if each.is_deleted else 'sửa'})" for each in edits[:_SHOWN]]
    if len(edits) > _SHOWN:
        shown.append(f"  … và {len(edits) - _SHOWN} tệp nữa")
    told = "\n".join([f"Có {len(edits)} tệp bị xóa hoặc sửa bằng tay, chưa được ghi nhận:", *shown])
    back = f"isoqms restore {edits[0].path}"
    if not asks(quiet=quiet):
        raise WhichIsMeant(
            f"{told}\n`isoqms undo` không lấy lại các tệp ấy, mà bỏ lần ghi cuối cùng.",
            f"Lấy lại tệp: `{back}`. Đúng là muốn bỏ lần ghi cuối: `isoqms undo --last`.",
        )
    say(f"{told}\nLấy lại tệp như bản đã ghi: {back}", err=True)
    must_agree("Bạn muốn bỏ lần ghi cuối cùng, không phải các chỗ sửa tay này?")
