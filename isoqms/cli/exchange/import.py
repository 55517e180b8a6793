"""`isoqms import`: an Excel file that was filled in comes back.

Only the cells that were changed change.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from isoqms.actions.exchange.fill import Filling, plan_book, told_of
from isoqms.actions.exchange.importing import Import, plan_import
from isoqms.cli.terminal.changing import How, carry, opened_for_writing
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In
from isoqms.cli.terminal.output import tell_notes
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import visible
from isoqms.plain_files import read
from isoqms.repository import Repository

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_MOST: Final = 50
_LARGEST: Final = 32 * 1024 * 1024


@app.command(cls=Command)
def import_(
    as_of: AsOf,
    file: Annotated[
        Path, typer.Argument(metavar="TỆP", help="Tệp Excel đã xuất bằng `isoqms export`.")
    ],
    inside: In = Path(),
    *,
    remove_missing: Annotated[
        bool,
        typer.Option(
            "--remove-missing",
            help="Xóa khỏi sổ các dòng đã xóa trong Excel; không có thì giữ lại.",
        ),
    ] = False,
    author: Author = None,
    dry_run: DryRun = False,
) -> None:
    """Nhập lại sổ từ Excel: chỉ ô đã sửa và dòng thêm mới được ghi,
    cả tệp một lần hoặc không gì cả.
    """
    content = _content(file)
    with opened_for_writing(inside, as_of, How(author, dry_run=dry_run)) as repository:
        filling = plan_book(repository, content)
        if filling is not None:
            _fill(repository, filling, file, author=author, dry_run=dry_run)
            return
        found = plan_import(repository, content, remove_missing=remove_missing)
        tell_notes(found.notes)
        _tell(
            "Dòng còn trong kho mà Excel không còn (giữ lại; thêm --remove-missing để xóa)",
            found.missing,
            err=True,
        )
        if found.change is None:
            say(f"Không có ô nào thay đổi trong «{file.name}».")
            return
        made = carry(repository, found.change, author=author, day=as_of, dry_run=dry_run)
    _tell("Sửa", found.changed)
    _tell("Thêm", found.added)
    _tell("Xóa", found.removed)
    if made:
        say(f"Đã nhập «{file.name}»: {_counted(found)}. Nếu nhầm, dùng `isoqms undo`.")


def _fill(
    repository: Repository, filling: Filling, file: Path, *, author: str | None, dry_run: bool
) -> None:
    day = repository.as_of
    _tell("Bỏ qua, vì chỗ ấy đã được điền hoặc sửa từ khi xuất", filling.gone, err=True)
    if filling.change is None:
        say(f"Không có ô nào mới được điền trong «{file.name}».")
    elif carry(repository, filling.change, author=author, day=day, dry_run=dry_run):
        say(told_of(filling))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise BadAnswer(
                f"Tệp «{file}» lớn hơn 32 MB, không phải là tệp đã xuất.", "Kiểm tra lại tên tệp."
            )
        return read(file)
    except OSError as error:
        raise BadAnswer(
            f"Không mở được tệp «{file}».",
            "Kiểm tra tên tệp; nếu tệp đang mở trong Excel, hãy lưu và đóng lại.",
        ) from error


def _tell(title: str, lines: Iterable[str], *, err: bool = False) -> None:
    told = tuple(lines)
    if not told:
        return
    say(f"{title}:", err=err)
    for line in told[:_MOST]:
        say(f"  {visible(line)}", err=err)
    if len(told) > _MOST:
        say(f"  … và {len(told) - _MOST} dòng nữa.", err=err)


def _counted(found: Import) -> str:
    counts = (
        (len(found.changed), "ô sửa"),
        (len(found.added), "dòng thêm"),
        (len(found.removed), "dòng xóa"),
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)
