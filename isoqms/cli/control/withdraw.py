"""`isoqms withdraw`: put withdrawals on the plan of the next decision."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.withdraw import named, plan_withdraw
from isoqms.cli.terminal.changing import How, answered, carry, opened_for_writing
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput
from isoqms.cli.terminal.say import say
from isoqms.repository.places import PLAN

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def withdraw(
    as_of: AsOf,
    codes: Annotated[
        list[str],
        typer.Argument(
            metavar="MÃ…",
            help="Một hay nhiều mã tài liệu; mã@lần khi lần ấy không kịp có hiệu lực.",
        ),
    ],
    inside: In = Path(),
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="LÝ DO", help="Vì sao thu hồi.")
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Đưa tài liệu vào kế hoạch thu hồi của quyết định sắp ký,
    và chỉ ra tài liệu nào còn dẫn đến chúng.
    """
    why = answered(reason, "Lý do thu hồi", "--reason", quiet=no_input)
    with opened_for_writing(inside, as_of, How(author, no_input, dry_run)) as repository:
        planned = plan_withdraw(repository, tuple(codes), why)
        if carry(repository, planned.change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi vào {PLAN}: thu hồi {named(planned.codes)} khi ban hành quyết định tới.")
