"""`isoqms decision reprint`: the papers of a recorded number once more."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.papers.reprinting import ReprintRequest, reprint
from isoqms.cli.terminal.options import AsOf, DryRun, In, ProposedBy
from isoqms.cli.terminal.output import near, save, tell_notes
from isoqms.cli.terminal.say import say
from isoqms.repository import load


def reprint_again(
    as_of: AsOf,
    number: Annotated[
        str, typer.Argument(metavar="SỐ", help="Số đã ghi, ví dụ 97/QĐ-UBND, 05/KH-UBND.")
    ],
    inside: In = Path(),
    *,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="NĂM", help="Năm đã ghi, khi số ấy có ở nhiều năm."),
    ] = None,
    proposed_by: ProposedBy = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="In dù hồ sơ còn lỗi: bản in mang dấu bản nháp."),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """In lại văn bản đã ghi, theo số: quyết định kèm danh mục, sổ phân phối, biên bản thu hồi.

    Số, ngày, người ký lấy như đang ghi, kể cả điều đã đính chính.
    """
    repository = load(inside, as_of)
    made = reprint(repository, ReprintRequest(number, year, proposed_by, force))
    for path, title, content in made.files:
        if dry_run:
            say(f"Sẽ ghi {near(path)} ({title}); chưa ghi gì.")
        else:
            save(content, path)
    if not dry_run:
        say(f"Đã in lại {made.words}.")
    tell_notes(made.notes)
