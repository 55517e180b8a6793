"""`isoqms backup`: everything in one file."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.backup import Backup, back_up
from isoqms.actions.changing.readme import WORDS
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, DryRun, In, Yes
from isoqms.cli.terminal.output import near, tell_notes
from isoqms.cli.terminal.say import say
from isoqms.formats.neutral import visible
from isoqms.model.backup import Manifest
from isoqms.wording import number, size_in_words

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_SHOWN = 10


@app.command(cls=Command)
def backup(
    as_of: AsOf,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP", help="Tệp sẽ ghi, hoặc thư mục (ổ USB): máy tự đặt tên theo ngày."
        ),
    ],
    inside: In = Path(),
    *,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi toàn bộ kho, cả lịch sử và bản PDF đã ký, vào một tệp; đọc lại kiểm tra đủ mới tính.

    Đưa trở lại bằng `isoqms restore --from TỆP THƯ-MỤC`.
    """
    done = back_up(inside, file, as_of, over=yes, dry_run=dry_run)
    for line in _told(done, dry_run=dry_run):
        say(visible(line))
    tell_notes(_notes(done.manifest))


def _told(done: Backup, *, dry_run: bool) -> Iterator[str]:
    manifest = done.manifest
    tags = sum(name.startswith("refs/tags/") for name in manifest.references)
    holds = f"{number(manifest.entries)} lần ghi, {number(tags)} dấu mốc quyết định"
    if dry_run:
        yield f"Sẽ ghi {near(done.file)}: {holds}. Chưa ghi gì."
    else:
        yield f"Đã ghi {near(done.file)} ({size_in_words(done.size)}): {holds}."
        yield "Đã đọc lại, dựng thử thành kho và đối chiếu từng tệp: đúng như kho này."
    counts = Counter(each.why for each in manifest.files)
    for why, words in WORDS.items():
        if counts[why]:
            yield f"Mang theo {number(counts[why])} tệp {words}:"
            yield from _few([each.path for each in manifest.files if each.why is why])


def _few(paths: list[str]) -> Iterator[str]:
    yield from (f"  {path}" for path in paths[:_SHOWN])
    if len(paths) > _SHOWN:
        yield f"  … và {number(len(paths) - _SHOWN)} tệp nữa (kê đủ trong DOC-TOI.txt)."


def _notes(manifest: Manifest) -> Iterator[str]:
    if manifest.gone:
        names = "; ".join(manifest.gone[:_SHOWN])
        yield (
            f"{number(len(manifest.gone))} tệp đã ghi nhận không còn trong thư mục ({names}); "
            "lỡ xóa thì đưa về bằng `isoqms restore --all`."
        )
    yield from (f"Không mang theo {each}." for each in manifest.left_out[:_SHOWN])
