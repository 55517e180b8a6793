"""`isoqms status`: what there is to do today."""

import shutil
import sys
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.law.clock import as_data as law_data
from isoqms.actions.law.clock import as_text as law_text
from isoqms.actions.planning.status import Status, as_calendar, as_data, as_message
from isoqms.actions.planning.status import status as ask
from isoqms.agenda import State
from isoqms.cli.terminal.help import Command, is_other
from isoqms.cli.terminal.options import AsOf, Folder, In
from isoqms.cli.terminal.output import deliver, tell_notes, tell_waiting
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import visible
from isoqms.history.writing.journal import interrupted
from isoqms.history.writing.readiness import unready
from isoqms.pages.planning.to_do import Line, counts, lines, nothing, now, title
from isoqms.wording import date_short

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_COLOURS = {
    State.OVERDUE: "red",
    State.SOON: "yellow",
    State.OPEN: "cyan",
    State.LATER: "bright_black",
}


class Form(StrEnum):
    """The forms in which the tasks are told."""

    TEXT = "text"
    JSON = "json"
    ICS = "ics"


@app.command(cls=Command)
def status(
    as_of: AsOf,
    folder: Folder = Path(),
    inside: In = Path(),
    wanted: Annotated[
        Form | None,
        typer.Option(
            "--format",
            show_default="danh sách đầy đủ",
            help=(
                "text: ngắn, để dán vào Zalo; json: cho chương trình khác; ics: lịch cho Outlook, "
                "Google, điện thoại."
            ),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="TỆP", show_default=False, help="Ghi ra tệp này."),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Kể cả các việc về sau trong năm.")
    ] = False,
    handover: Annotated[
        bool,
        typer.Option(
            "--handover", help="Bản bàn giao công việc cho người nhận nhiệm vụ Thư ký ISO."
        ),
    ] = False,
    law: Annotated[
        bool,
        typer.Option(
            "--law",
            help="Văn bản pháp luật phải theo: hạn ba tháng, tài liệu nào phải sửa và vì sao.",
        ),
    ] = False,
    docx: Annotated[
        bool,
        typer.Option(
            "--docx",
            help=(
                "Tờ tổng quan cho lãnh đạo ra tệp Word: số liệu, việc phải làm, biểu đồ; "
                "cùng --handover: bản bàn giao, để ký."
            ),
        ),
    ] = False,
) -> None:
    """Hôm nay cần làm gì: việc quá hạn, đến hạn trong 30 ngày, đang mở.

    Căn cứ và lệnh làm từng việc.
    """
    docx = docx or (output is not None and output.suffix.lower() == ".docx")
    _refuse_contradictions(wanted, handover=handover, everything=everything)
    _refuse_beside_law(wanted, law=law, other=handover or everything)
    if docx and not handover:
        _refuse_beside_docx(folder, other=law or everything or wanted is not None)
    found = ask(inside / folder, as_of)
    _tell_cause(found.repository.root)
    if law:
        data = wanted is Form.JSON
        deliver((law_data if data else law_text)(found.repository), output)
        return
    if handover:
        # The page is for one day in two years; whoever asks what is due shall not wait for it.
        from isoqms.cli.planning.handover import hand_over  # noqa: PLC0415 - see above

        hand_over(found, docx=docx, output=output)
        return
    if docx:
        # So is the sheet for the head.
        from isoqms.cli.planning.overview import show_whole  # noqa: PLC0415 - see above

        show_whole(found, output)
        return
    match wanted:
        case Form.JSON:
            deliver(as_data(found), output)
        case Form.TEXT:
            deliver(as_message(found), output)
        case Form.ICS:
            deliver(as_calendar(found), output, exact=True)
        case None if output:
            deliver(listing(found, everything=everything), output)
        case None:
            tell(found, everything=everything)
            tell_waiting(found.repository.root)


def _tell_cause(root: Path) -> None:
    """What keeps a command that writes from writing, but for what is a task by itself."""
    cause, told = unready(root), interrupted(root)
    if cause is not None and (told is None or is_other(cause, told)):
        tell_notes([f"{cause} {cause.hint}"])


def _refuse_beside_docx(folder: Path, *, other: bool) -> None:
    if other:
        raise BadAnswer(
            "Tờ tổng quan ra Word không đi cùng --format, --all, --law.",
            "Gõ `isoqms status --docx`, thêm `-o TỆP.docx` để đặt tên tệp.",
        )
    if folder.suffix.lower() == ".docx":
        raise BadAnswer(
            f"«{visible(str(folder))}» đứng ở chỗ của thư mục kho.",
            f"Tên tệp đứng sau -o: `isoqms status --docx -o {visible(folder.name)}`.",
        )


def _refuse_contradictions(wanted: Form | None, *, handover: bool, everything: bool) -> None:
    if handover and (wanted or everything):
        raise BadAnswer(
            "--handover không đi cùng --format, --all.", "Bỏ một trong các tùy chọn này."
        )


def _refuse_beside_law(wanted: Form | None, *, law: bool, other: bool) -> None:
    if law and (other or wanted is Form.ICS):
        raise BadAnswer(
            "--law không đi cùng --handover, --all, --format ics.",
            "Gõ `isoqms status --law`, thêm `--format json` cho chương trình khác.",
        )


def tell(found: Status, *, everything: bool = False) -> None:
    """Write the list to standard output, in colour on a terminal."""
    say(f"{found.agency}. {title(found.as_of)}", bold=True)
    say("")
    for line in lines(found.tasks, later=everything):
        colour = _COLOURS[line.state] if line.state and line.is_heading else None
        say(_fitted(line), fg=colour, bold=line.is_heading or line.is_title or None)
    say(_closing(found, everything=everything))


def _fitted(line: Line) -> str:
    """The line as it fits a terminal, broken between words.

    What is to be copied, or read by a program, is whole.
    """
    if line.is_command or not line.text or not sys.stdout.isatty():
        return line.text
    width = shutil.get_terminal_size().columns
    return textwrap.fill(
        line.text, width, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )


def listing(found: Status, *, everything: bool = False) -> str:
    """The same as plain text."""
    told = [
        f"{found.agency}. {title(found.as_of)}",
        "",
        *(line.text for line in lines(found.tasks, later=everything)),
    ]
    return "\n".join([*told, _closing(found, everything=everything)]) + "\n"


def _closing(found: Status, *, everything: bool) -> str:
    return "\n".join([_counted(found, everything=everything), *_with_the_others(found)])


def _with_the_others(found: Status) -> Iterator[str]:
    """One line where this PC shares its work: when it last did, and what waits."""
    if found.sharing is None:
        return
    last = found.sharing.last
    when = f"lần cuối ngày {date_short(last)}" if last else "chưa lần nào"
    count = found.sharing.waiting
    waits = f"{count} mục của máy này chưa gửi; gõ `isoqms sync`" if count else "đã gửi hết"
    yield f"Đồng bộ với máy khác: {when}; {waits}."


def _counted(found: Status, *, everything: bool) -> str:
    if not now(found.tasks):
        return nothing(found.tasks, found.as_of)
    is_cut = not everything and any(task.state is State.LATER for task in found.tasks)
    hint = " (xem bằng --all)" if is_cut else ""
    return f"Tổng cộng: {counts(found.tasks)}{hint}."
