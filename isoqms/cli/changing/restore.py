"""`isoqms restore`: what was deleted or altered comes back; a backup becomes a repository."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.begin_anew import begin_anew
from isoqms.actions.changing.restore import (
    Piece,
    Restoration,
    lost,
    make_ready,
    plan_restore,
    put_back,
)
from isoqms.actions.changing.whole import Restored, restore_whole
from isoqms.cli.terminal.changing import asks, carry
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import Author, DryRun, In, NoInput, Yes, day, moment, today
from isoqms.cli.terminal.output import near, tell_notes
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import visible
from isoqms.history.writing.lock import writing
from isoqms.repository import load
from isoqms.wording import date_short, number

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_MOST_SHOWN = 40


@app.command(cls=Command)
def restore(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MÃ|TỆP]...",
            show_default=False,
            help="Mã tài liệu, tệp hoặc thư mục; với --from: thư mục mới cho kho.",
        ),
    ] = None,
    inside: In = Path(),
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Mọi tệp đã ghi nhận mà nay không còn trong thư mục.")
    ] = False,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="NGÀY",
            parser=day,
            show_default="lần ghi cuối",
            help="Như đã ghi nhận đến hết ngày này.",
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="TỆP",
            show_default=False,
            help="Dựng lại cả kho từ tệp do `isoqms backup` ghi.",
        ),
    ] = None,
    anew: Annotated[
        bool,
        typer.Option(
            "--begin-anew",
            help="Kho đã mất hẳn lịch sử: bắt đầu lịch sử mới, ghi rõ là bắt đầu lại.",
        ),
    ] = False,
    author: Author = None,
    yes: Yes = False,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Đưa tệp bị xóa, bị sửa nhầm trở lại đúng từng chữ như đã ghi nhận hoặc đã ban hành.

    Với --from: dựng lại cả kho từ bản sao lưu.
    """
    wanted = tuple(names or ())
    _refuse_contradictions(wanted, as_of, source, anew=anew, everything=everything)
    if source is not None:
        _whole(source, inside / wanted[0], dry_run=dry_run)
    elif anew:
        _anew(inside, author, yes=yes, quiet=no_input, dry_run=dry_run)
    else:
        found = plan_restore(inside, wanted, today(), day=as_of, everything=everything)
        _files(found, author, yes=yes, quiet=no_input, dry_run=dry_run)


def _refuse_contradictions(
    names: tuple[str, ...],
    as_of: date | None,
    source: Path | None,
    *,
    anew: bool,
    everything: bool,
) -> None:
    if source is not None and (len(names) != 1 or everything or as_of or anew):
        raise BadAnswer(
            "--from cần đúng một thư mục mới cho kho, và không đi cùng tùy chọn khác.",
            "Ví dụ: isoqms restore --from E:/sao-luu.zip kho-tai-lieu",
        )
    if anew and (names or everything or as_of):
        raise BadAnswer(
            "--begin-anew ghi lại cả kho, không đi cùng mã, tệp hay ngày.", "Bỏ các phần ấy."
        )
    if everything and names:
        raise BadAnswer("--all là mọi tệp đã mất, không nêu thêm tên.", "Bỏ một trong hai.")


# A whole repository


def _whole(source: Path, folder: Path, *, dry_run: bool) -> None:
    done = restore_whole(source, folder, dry_run=dry_run)
    for line in _told_whole(done, dry_run=dry_run):
        say(visible(line))
    if done.links:
        tell_notes([f"Không tạo lại {number(len(done.links))} đường dẫn tắt."])


def _told_whole(done: Restored, *, dry_run: bool) -> Iterator[str]:
    manifest = done.manifest
    tags = sum(name.startswith("refs/tags/") for name in manifest.references)
    did = "Bản sao lưu dùng được: sẽ dựng" if dry_run else "Đã dựng"
    checked = "Đã kiểm tra toàn bộ; chưa ghi gì." if dry_run else "Đã kiểm tra toàn bộ."
    yield (
        f"{did} lại kho của {manifest.agency} như ngày {date_short(manifest.day)} ở "
        f"{near(done.folder)}: {number(manifest.entries)} lần ghi, {number(tags)} dấu mốc, "
        f"{number(done.files)} tệp. {checked}"
    )
    if manifest.files:
        yield f"Trong đó {number(len(manifest.files))} tệp chưa ghi vào lịch sử."
    if manifest.gone:
        yield f"{number(len(manifest.gone))} tệp lúc sao lưu đã mất nay có lại."
    if not dry_run:
        yield f'Kiểm tra tiếp: isoqms verify -C "{near(done.folder)}"'


def _anew(inside: Path, author: str | None, *, yes: bool, quiet: bool, dry_run: bool) -> None:
    plan = begin_anew(inside, today())
    say(
        f"Sẽ ghi {number(len(plan.files))} tệp thành lần ghi đầu tiên của một lịch sử mới. "
        "Từ đây không ai chứng minh được các bản trước ngày hôm nay; còn máy cũ hoặc bản sao lưu "
        "thì dừng lại và lấy từ đó (`isoqms restore --from`)."
    )
    tell_notes(
        f"Trong «{path}» có vẻ có dữ liệu cá nhân; đã ghi thì lịch sử giữ mãi: bỏ đi trước."
        for path in plan.personal
    )
    if dry_run:
        return
    _agree("Bắt đầu lại lịch sử?", yes=yes, quiet=quiet)
    plan.carry_out(author, moment(today()))
    say(f"Đã bắt đầu lại lịch sử: «{plan.message.partition(chr(10))[0]}».")


# Files


def _files(
    found: Restoration, author: str | None, *, yes: bool, quiet: bool, dry_run: bool
) -> None:
    if not found.pieces:
        say("Không có gì phải khôi phục: các tệp đang đúng như đã ghi nhận.")
        tell_notes(found.notes)
        return
    for line in _plan(found):
        say(visible(line))
    if dry_run:
        _rehearse(found, author)
        tell_notes(found.notes)
        return
    if found.edited:
        _agree("Ghi đè các chỗ sửa này (bản sao giữ trong xuat/)?", yes=yes, quiet=quiet)
    _carry_out(found, author)
    tell_notes(found.notes)


def _rehearse(found: Restoration, author: str | None) -> None:
    if found.change is None:
        say("Chưa ghi gì.")
        return
    repository = load(found.root, today())
    carry(repository, found.change, author=author, day=today(), dry_run=True)


def _carry_out(found: Restoration, author: str | None) -> None:
    with writing(found.root, doing="isoqms restore", who=author or ""):
        _put_back(found, author)


def _put_back(found: Restoration, author: str | None) -> None:
    copies = make_ready(found, today())
    if found.change is not None:
        repository = load(found.root, today())
        carry(repository, found.change, author=author, day=today(), dry_run=False)
    put_back(found)
    for path in copies:
        say(f"Bản bị ghi đè còn ở {visible(str(path))}")
    say(f"Đã khôi phục {number(len(found.pieces))} tệp.")


def _plan(found: Restoration) -> Iterator[str]:
    for piece in found.pieces[:_MOST_SHOWN]:
        verb = "đưa về" if piece.before is None else "trả lại"
        entry = "" if piece.is_last else " (thêm một lần ghi)"
        yield f"Sẽ {verb}: {piece.path}{entry}"
    if len(found.pieces) > _MOST_SHOWN:
        yield f"  … và {number(len(found.pieces) - _MOST_SHOWN)} tệp nữa."
    for piece in found.edited:
        yield from _loss(piece)


def _loss(piece: Piece) -> Iterator[str]:
    lines = lost(piece)
    yield f"{piece.path} có phần sửa chưa ghi, sẽ bị thay (+ là phần sửa, - là chữ đưa về):"
    yield from (f"    {line}" for line in lines)
    if not lines:
        yield "    (không xem được từng dòng)"


def _agree(question: str, *, yes: bool, quiet: bool) -> None:
    if yes:
        return
    if not asks(quiet=quiet):
        raise BadAnswer("Lệnh này cần được đồng ý.", "Xem kỹ rồi thêm --yes; chưa có gì bị đổi.")
    must_agree(question)
