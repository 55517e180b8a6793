"""`isoqms ci`: write the file with which a code service checks a repository after every change."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.checking.ci import write_workflow
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import In
from isoqms.cli.terminal.say import say
from isoqms.repository.loading import find_root

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def ci(
    service: Annotated[str, typer.Argument(metavar="DỊCH VỤ", help="github, gitlab hoặc forgejo.")],
    inside: In = Path(),
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem sẽ ghi tệp nào.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Ghi đè tệp đã có nội dung khác.")
    ] = False,
) -> None:
    """Ghi tệp để dịch vụ lưu trữ tự kiểm tra kho sau mỗi lần thay đổi và giữ lại báo cáo."""
    root = find_root(inside)
    written = write_workflow(root, service, dry_run=dry_run, overwrite=overwrite)
    verb = "Sẽ ghi" if dry_run else "Đã ghi"
    for path in written:
        say(f"{verb} {path.relative_to(root)}.")
    if not written:
        say("Tệp đã có sẵn và đúng như cần, không phải ghi gì.")
