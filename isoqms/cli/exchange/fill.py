"""`isoqms fill`: what the framework leaves open, asked place by place, or as one Excel file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from isoqms.actions.exchange.fill import LEAVE_OUT, gap_book, meant, plan_fill, told_of
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput
from isoqms.cli.terminal.output import save
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer
from isoqms.facts.exchange.gaps import Gap, gaps, in_force
from isoqms.formats.neutral import visible
from isoqms.repository import Repository, load
from isoqms.wording import number

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_SAME: Final = "="


@app.command(cls=Command)
def fill(
    as_of: AsOf,
    inside: In = Path(),
    *,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx",
            metavar="TỆP",
            help="Ghi mọi chỗ cần điền ra một tệp Excel; điền xong, nhập lại bằng `isoqms import`.",
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Chỉ liệt kê các chỗ cần điền.")] = False,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Điền các chỗ «[cần điền: …]» và mục còn trống, từng câu hỏi một hoặc cả loạt trong Excel.

    Dừng giữa chừng bằng Ctrl-C: câu đã trả lời vẫn được ghi.
    """
    if xlsx is not None:
        save(gap_book(load(inside, as_of)), xlsx)
        return
    if listed or not asks(quiet=no_input):
        _list(load(inside, as_of))
        return

    def ask(repository: Repository) -> Mapping[str, str]:
        return dict(_answers(repository))

    def write(repository: Repository, answers: Mapping[str, str]) -> None:
        planned = plan_fill(repository, answers)
        if planned.change is None:
            say("Chưa điền chỗ nào; không ghi gì.")
        elif carry(repository, planned.change, author=author, day=as_of, dry_run=dry_run):
            say(told_of(planned))

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


def _list(repository: Repository) -> None:
    every = gaps(repository)
    for place, gap in enumerate(every, start=1):
        say(f"{place:3}. {visible(gap.of)}: {visible(gap.asked)}")
    _tell_in_force(repository)
    if every:
        say(f"Còn {number(len(every))} chỗ cần điền. Điền trong Excel: isoqms fill --xlsx TỆP.xlsx")
    else:
        say("Không còn chỗ nào cần điền.")


def _tell_in_force(repository: Repository) -> None:
    paths = in_force(repository)
    if paths:
        first = ", ".join(map(str, paths[:3]))
        say(
            f"Lưu ý: {len(paths)} tệp đang có hiệu lực còn dấu «[cần điền]», sửa bằng "
            f"`isoqms revise`: {first}.",
            fg="yellow",
            err=True,
        )


def _answers(repository: Repository) -> Iterator[tuple[str, str]]:
    """The answers, as far as the person goes: who stops loses none of them."""
    every = gaps(repository)
    _tell_in_force(repository)
    if every:
        say(
            f"Có {number(len(every))} chỗ cần điền. Enter: để sau; {_SAME} như câu trước cùng hỏi "
            "một điều; Ctrl-C: dừng, câu đã trả lời vẫn được ghi.",
            err=True,
        )
    earlier: dict[str, str] = {}
    for place, gap in enumerate(every, start=1):
        say(f"\n{place}/{len(every)}. {visible(gap.of)}", err=True, bold=True)
        if gap.around:
            say(f"  {visible(gap.around)}", err=True)
        try:
            words = _answer(repository, gap, earlier.get(gap.asked, ""))
        except typer.Abort:
            say(err=True)
            return
        if words:
            earlier[gap.asked] = words
            yield gap.key, words


def _answer(repository: Repository, gap: Gap, before: str) -> str:
    """The words for a place, asked for until they will do; empty where it waits."""
    while True:
        text = str(prompted(_question(gap, before), default="", show_default=False, err=True))
        words = before if text.strip() == _SAME and before else text.strip()
        if not words:
            return ""
        try:
            meant(repository, gap, words)
        except BadAnswer as error:
            say(f"  {error} {error.hint}".rstrip(), fg="yellow", err=True)
        else:
            return words


def _question(gap: Gap, before: str) -> str:
    notes = [f"ví dụ: {gap.example}"] if gap.example else []
    notes += [f"{LEAVE_OUT} để bỏ"] if gap.may_go else []
    notes += [f"{_SAME} là «{before}»"] if before else []
    told = f" ({'; '.join(notes)})" if notes else ""
    return f"  {visible(gap.asked)}{visible(told)}"
