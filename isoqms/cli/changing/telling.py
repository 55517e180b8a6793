"""What `undo` and `redo` say before and after: what the change was, what each file loses."""

from typing import Annotated

import typer

from isoqms.actions.changing.undo import UndoPlan
from isoqms.cli.terminal.changing import asks
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.say import say
from isoqms.wording import date_short

DoNotAsk = Annotated[bool, typer.Option("--yes", "--no-input", help="Không hỏi lại, làm luôn.")]


def agreed_to(plan: UndoPlan, what: str, *, quiet: bool) -> bool:
    """Whether it shall be done: asked where somebody sits at a terminal, after what it would do.

    typer.Abort where the person says no.
    """
    if not asks(quiet=quiet):
        return True
    tell_plan(plan, f"{what}?", when=True, err=True)
    must_agree("Làm như vậy?")
    return True


def tell_plan(plan: UndoPlan, first: str, *, when: bool = False, err: bool = False) -> None:
    """The first line, who recorded the change, what is signed, and each file with its words."""
    lines = [first]
    if when:
        lines.append(f"Do {plan.author} ghi ngày {date_short(plan.when.date())}.")
    lines.extend(f"  Văn bản đã ký: {words}" for words in plan.signed)
    lines.extend(f"  {each.path}: {each.words}" for each in plan.files)
    lines.extend(f"  Giữ nguyên lần ghi khác của cùng tệp: {words}" for words in plan.stays)
    say("\n".join(lines), err=err)
