"""`isoqms explain`: the page of a rule, the list of all, or what a law touches."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.checking.explain import explain as explain_rule
from isoqms.actions.checking.explain import listing
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.output import deliver
from isoqms.cli.terminal.say import written
from isoqms.errors import BadAnswer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """The forms in which the impact of a law is told."""

    TEXT = "text"
    JSON = "json"


@app.command(cls=Command)
def explain(
    as_of: AsOf,
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUY TẮC]", help="Mã quy tắc, ví dụ QMS301; bỏ trống để xem tất cả."
        ),
    ] = None,
    inside: In = Path(),
    impact: Annotated[
        str | None,
        typer.Option(
            "--impact",
            metavar="SỐ",
            show_default=False,
            help=(
                "Số, ký hiệu một văn bản: tài liệu, bước, biểu mẫu, quyết định nào viện dẫn, "
                "phải sửa gì khi nó thay đổi."
            ),
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="json: cho chương trình khác; chỉ với --impact.")
    ] = Form.TEXT,
) -> None:
    """Giải thích một quy tắc: vì sao, căn cứ nào, thế nào là sai và đúng; hoặc liệt kê tất cả."""
    if impact is None:
        written(explain_rule(rule) if rule else listing())
        return
    if rule is not None:
        raise BadAnswer(
            "--impact không đi cùng mã quy tắc.", f"Gõ `isoqms explain --impact {impact}`."
        )
    # A page of a rule needs no repository, and what reads one takes long to import.
    from isoqms.actions.law.impact import as_data, as_text  # noqa: PLC0415 - see above
    from isoqms.repository import load  # noqa: PLC0415 - see above

    repository = load(inside, as_of)
    deliver((as_data if form is Form.JSON else as_text)(repository, impact), None)
