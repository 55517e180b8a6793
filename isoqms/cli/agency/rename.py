"""`isoqms rename`: the agency's name, its head's title, its symbol, changed everywhere at once."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.agency.rename import RenamePlan, Renaming, Replaced, plan_rename
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import (
    AsOf,
    Author,
    DryRun,
    In,
    NoInput,
    PlaceName,
    Symbol,
    Yes,
    day,
)
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.repository import Repository
from isoqms.wording import date_short, listed

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_MOST_LINES = 10
_MOST_FILES = 12


@app.command(cls=Command)
def rename(
    as_of: AsOf,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[TÊN]", show_default=False, help="Tên mới, ví dụ: UBND phường An Phú."
        ),
    ] = None,
    inside: In = Path(),
    *,
    head: Annotated[
        str | None,
        typer.Option(metavar="CHỨC VỤ", help="Chức vụ người đứng đầu, ví dụ: Trưởng ban."),
    ] = None,
    symbol: Symbol = None,
    place: PlaceName = None,
    province: Annotated[
        str | None, typer.Option(metavar="TỈNH", help="Tỉnh, thành phố mới.")
    ] = None,
    parent: Annotated[str | None, typer.Option(metavar="TÊN", help="Cơ quan chủ quản mới.")] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            metavar="NGÀY",
            parser=day,
            show_default=False,
            help="Ngày đầu tiên mang tên mới; văn bản trước ngày ấy vẫn in tên cũ.",
        ),
    ] = None,
    correct: Annotated[
        bool, typer.Option("--correct", help="Tên cũ chỉ là ghi nhầm: không giữ lại.")
    ] = False,
    every_line: Annotated[
        bool, typer.Option("--all", help="Kể từng dòng sẽ đổi, không chỉ từng tệp.")
    ] = False,
    author: Author = None,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Đổi tên cơ quan, chức danh người đứng đầu, ký hiệu: trong thiết lập, tài liệu khung, dự thảo.

    Văn bản đã ban hành, hồ sơ đã ký giữ nguyên. Cho xem sẽ đổi gì rồi mới ghi.
    """
    renaming = Renaming(
        name=name,
        head=head,
        symbol=symbol,
        place=place,
        province=province,
        parent=parent,
        since=since,
        is_correction=correct,
    )
    _refuse_contradictions(renaming)
    how = How(author, no_input, dry_run)

    def ask(repository: Repository) -> Renaming:
        _tell(plan_rename(repository, renaming), since, whole=every_line)
        if not (dry_run or yes):
            _agree(quiet=no_input)
        return renaming

    def write(repository: Repository, wanted: Renaming) -> None:
        plan = plan_rename(repository, wanted)
        if carry(repository, plan.change, author=author, day=as_of, dry_run=dry_run):
            count = len(plan.change.files)
            say(f"Đã đổi trong {count} tệp. Nếu nhầm, dùng `isoqms undo`.")

    asked_then_written(inside, as_of, how, ask, write)


def _refuse_contradictions(renaming: Renaming) -> None:
    if renaming.since and renaming.is_correction:
        raise BadAnswer(
            "--since và --correct không đi cùng nhau.",
            "Đổi tên từ một ngày thì --since; tên cũ chỉ là ghi nhầm thì --correct.",
        )
    said = (renaming.name, renaming.head, renaming.symbol, renaming.place, renaming.province)
    if not any((*said, renaming.parent)):
        raise BadAnswer(
            "Chưa nói đổi gì.",
            'Ví dụ: isoqms rename "UBND phường An Phú" --since 01/7/2026; '
            'isoqms rename --head "Trưởng ban".',
        )


def _agree(*, quiet: bool) -> None:
    if not asks(quiet=quiet):
        raise BadAnswer("Lệnh này cần được đồng ý.", "Xem kỹ rồi thêm --yes; chưa có gì bị đổi.")
    if not agreed("Đổi như trên?", otherwise=True):
        raise typer.Abort


def _tell(plan: RenamePlan, since: date | None, *, whole: bool) -> None:
    say("Thiết lập của cơ quan:")
    for title, old, new in plan.settings:
        say(f"  {title}: {old or '(trống)'} → {new or '(trống)'}")
    if since:
        say(f"  Tên cũ giữ lại cho văn bản trước ngày {date_short(since)}.")
    if plan.replaced:
        files = len({each.path for each in plan.replaced})
        say(f"Tài liệu khung, dự thảo: {len(plan.replaced)} dòng trong {files} tệp.")
        _lines(plan.replaced, whole=whole)
    if plan.doubtful:
        say("Để nguyên, vì có thể là tên của nơi khác; xem lại bằng mắt:")
        _lines(plan.doubtful, whole=whole)
    if plan.stays:
        say(f"Đang có hiệu lực nên giữ nguyên, sửa bằng `isoqms revise MÃ`: {listed(plan.stays)}.")


def _lines(lines: tuple[Replaced, ...], *, whole: bool) -> None:
    """Each line where they are few or all are wanted; else how many in each file."""
    if whole or len(lines) <= _MOST_LINES:
        for each in lines:
            say(f"  {each.path}:{each.line}: {each.words}")
        return
    counts = Counter(each.path for each in lines)
    for path, count in list(counts.items())[:_MOST_FILES]:
        say(f"  {path}: {count} dòng")
    left = list(counts.values())[_MOST_FILES:]
    if left:
        say(f"  … và {len(left)} tệp nữa, {sum(left)} dòng.")
    say("  Xem từng dòng: thêm --all.")
