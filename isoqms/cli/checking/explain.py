"""`isoqms explain`: the page of a rule, or the list of all."""

from typing import Annotated

import typer

from isoqms.actions.checking.explain import explain as explain_rule
from isoqms.actions.checking.explain import listing
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.say import written

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUY TẮC]", help="Mã quy tắc, ví dụ QMS301; bỏ trống để xem tất cả."
        ),
    ] = None,
) -> None:
    """Giải thích một quy tắc: vì sao, căn cứ nào, thế nào là sai và đúng; hoặc liệt kê tất cả."""
    written(explain_rule(rule) if rule else listing())
