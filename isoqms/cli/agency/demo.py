"""`isoqms demo`: a sample to look at and to try things in."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.agency.demo import samples
from isoqms.actions.agency.tour import told, tour
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.say import say

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="THƯ MỤC", help="Thư mục mới cho kho mẫu.")],
    sample: Annotated[
        str, typer.Option(metavar="TÊN", help=f"Kho mẫu: {', '.join(samples())}.")
    ] = "an-phu",
    *,
    quiet: Annotated[bool, typer.Option("--quiet", help="Không in lời giới thiệu.")] = False,
) -> None:
    """Tạo một kho mẫu có lịch sử cả năm, kiểm tra nó, in báo cáo và chỉ ra nên xem gì."""
    seen = tour(folder, sample)
    if not quiet:
        say("\n".join(told(seen, folder)))
