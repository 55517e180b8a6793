"""`isoqms` alone: what there is to do, and a menu of the commands that do it."""

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer

from isoqms.actions.planning.status import Status, as_message, status
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.options import today
from isoqms.cli.terminal.say import prompted, say, written
from isoqms.errors import NotARepository
from isoqms.formats.neutral import visible
from isoqms.pages.planning.to_do import counts, nothing, now, shortened, title, when
from isoqms.repository.loading import find_root
from isoqms.wording import fold, whole

Run = Callable[[list[str]], int]

_MOST: Final = 9
"""How many tasks the menu offers; `isoqms status` tells them all."""
_BEGIN: Final = """\
Thư mục này chưa phải là kho tài liệu. Bắt đầu:
  isoqms init THƯ-MỤC   tạo kho mới cho cơ quan
  isoqms demo THƯ-MỤC   tạo kho mẫu để xem thử
Đã có kho thì mở thư mục của kho rồi gõ lại `isoqms`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the menu and the command that it runs; `{}` stands for what is asked for first."""

    words: str
    command: str
    question: str = ""


USUAL: Final = (
    Choice("Kiểm tra toàn bộ kho tài liệu", "isoqms validate"),
    Choice("Soạn quy trình mới", "isoqms new procedure"),
    Choice(
        "Sửa một tài liệu đang có hiệu lực",
        "isoqms revise {}",
        "Mã tài liệu cần sửa, ví dụ QT-HT-01",
    ),
    Choice("Ban hành theo quyết định đã ký", "isoqms issue"),
    Choice("Danh mục tài liệu đang có hiệu lực", "isoqms list"),
    Choice("Chấm điểm", "isoqms score"),
    Choice("In báo cáo năm ra Word", "isoqms report"),
    Choice("Xem tất cả việc cần làm", "isoqms status --all"),
    Choice(
        "Sao lưu kho ra USB, ổ mạng",
        "isoqms backup {}",
        "Ổ USB hoặc thư mục để ghi, ví dụ E:/",
    ),
    Choice("Trợ giúp: các lệnh", "isoqms --help"),
)
"""What is done all year, whatever is due."""


def home(page: Callable[[], str], run: Run) -> None:
    """Tell what there is to do in the repository around the current folder.

    In a terminal offer to do it.

    `page` gives the help, for where there is no repository; `run` carries out a command line and
    gives its exit code.
    """
    try:
        find_root(Path())
    except NotARepository:
        say(f"{page()}\n\n{_BEGIN}")
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        written(as_message(status(Path(), today())))
        return
    try:
        menu(run)
    except typer.Abort:
        say("\nĐã thoát.")


def menu(run: Run) -> None:
    """Offer the tasks and the usual commands by number until the person has had enough."""
    while True:
        choices = _offered(status(Path(), today()))
        chosen = _chosen(choices)
        if chosen is None:
            return
        if not _carried_out(chosen, run):
            continue
        if fold(_asked("\nEnter: về danh sách việc; 0: thoát")) == "0":
            return


def _offered(found: Status) -> tuple[Choice, ...]:
    """Write the menu; what each number stands for."""
    present = now(found.tasks)
    say(f"\n{found.agency}. {title(found.as_of)}", bold=True)
    say(f"{counts(present)}." if present else nothing(found.tasks, found.as_of))
    tasks = tuple(Choice(_line(each.title, when(each)), each.command) for each in present[:_MOST])
    if tasks:
        _write("Việc cần làm", tasks, 1)
    if len(present) > _MOST:
        say(f"    … và {len(present) - _MOST} việc nữa.")
    _write("Việc thường làm", USUAL, len(tasks) + 1)
    say("\n 0. Thoát")
    return (*tasks, *USUAL)


def _line(words: str, day: str) -> str:
    # A choice is one line, so that the numbers stand below each other.
    room = shutil.get_terminal_size().columns - len(day) - 8
    told = shortened(visible(words), max(room, 30))
    return f"{told} – {day}" if day else told


def _write(heading: str, choices: Sequence[Choice], first: int) -> None:
    say(f"\n{heading}", bold=True)
    for place, choice in enumerate(choices, first):
        say(f"{place:>2}. {choice.words}")


def _chosen(choices: Sequence[Choice]) -> Choice | None:
    """The choice whose number is typed; None to leave. Anything else is asked for again."""
    while True:
        typed = _asked("\nChọn số").rstrip(".")
        if typed in ("", "0") or fold(typed) in ("thoat", "q", "quit", "exit"):
            return None
        if typed.isdecimal() and 1 <= whole(typed) <= len(choices):
            return choices[int(typed) - 1]
        say(
            f"«{visible(typed)}» không có trong danh sách. Gõ một số từ 1 đến {len(choices)}, "
            "hoặc 0 để thoát."
        )


def _carried_out(choice: Choice, run: Run) -> bool:
    """Show the command, ask, run it; whether it was run."""
    command = choice.command
    if choice.question:
        answer = _asked(choice.question)
        if not answer:
            return False
        command = command.format(shlex.quote(answer))
    say(f"\nLệnh sẽ chạy: {command}")
    if not agreed("Chạy lệnh này?", otherwise=True, err=False):
        return False
    say("")
    # The command has told what went wrong, if anything did.
    run(shlex.split(command)[1:])
    return True


def _asked(question: str) -> str:
    return str(prompted(question, default="", show_default=False)).strip()
