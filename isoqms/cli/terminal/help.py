"""Help and faults of usage in Vietnamese: the library speaks English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from isoqms.cli.terminal.call import KEEP_PERSONAL_DATA, KEEP_PERSONAL_DATA_HELP, Call, called
from isoqms.cli.terminal.say import say
from isoqms.formats.neutral import visible
from isoqms.wording import nearest

if TYPE_CHECKING:
    from isoqms.history.writing.journal import Interruption

_WORDS = (
    ("[default: ", "[mặc định: "),
    ("; required]", "; bắt buộc]"),
    ("[required]", "[bắt buộc]"),
    ("Show this message and exit.", "Xem hướng dẫn này rồi thoát."),
)


class VietnameseHelp:
    """Mixed into a command: its help page in Vietnamese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write usage, purpose, arguments, options and commands."""
        command: Any = self
        formatter.write_usage(
            ctx.command_path.rstrip(), " ".join(_usage(command, ctx)), prefix="Cách dùng: "
        )
        formatter.write_paragraph()
        formatter.write_text(purpose(command))
        for title, kind in (("Tham số", "argument"), ("Tùy chọn", "option")):
            params = [param for param in command.get_params(ctx) if param.param_type_name == kind]
            # A hidden option has no record.
            records = filter(None, (param.get_help_record(ctx) for param in params))
            lines = [(name, _in_vietnamese(text)) for name, text in records]
            _section(formatter, title, [*lines[:-1], *_shared(command, kind), *lines[-1:]])
        if hasattr(command, "command_lines"):
            _section(formatter, "Các lệnh", command.command_lines())


class Command(VietnameseHelp, typer.core.TyperCommand):
    """A command with help in Vietnamese, which says so where an earlier one was interrupted."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take out what all commands that write share, and let the library read the rest."""
        keeps = _writes(self) and KEEP_PERSONAL_DATA in args
        rest = [each for each in args if not (keeps and each == KEEP_PERSONAL_DATA)]
        left: list[str] = super().parse_args(ctx, rest)
        quiet = bool(ctx.params.get("no_input"))
        called(Call(words=ctx.command_path, quiet=quiet, keeps_personal_data=keeps))
        return left

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what was said of an interruption is not said again as a refusal."""
        # `--version` and help pages shall not wait for what reads a history.
        from isoqms.history.errors import UnfinishedChange  # noqa: PLC0415 - see above

        told = None
        if self.name != "undo":
            told = tell_interruption(
                Path(ctx.params.get("inside") or ""), Path(ctx.params.get("folder") or "")
            )
        try:
            return super().invoke(ctx)
        except UnfinishedChange as refused:
            if told is None or is_other(refused, told):
                raise
            raise UnfinishedChange("Vì vậy chưa làm gì.", refused.hint) from refused


def _writes(command: Any) -> bool:
    return any(param.name == "dry_run" for param in command.params)


def _shared(command: Any, kind: str) -> list[tuple[str, str]]:
    """The options that all commands of a sort share, for the help page."""
    if kind == "option" and _writes(command):
        return [(KEEP_PERSONAL_DATA, KEEP_PERSONAL_DATA_HELP)]
    return []


def is_other(cause: Exception | None, told: Interruption) -> bool:
    """Whether what stands in the way is more than the interruption that was told of already."""
    from isoqms.history.errors import StrandedChange, UnfinishedChange  # noqa: PLC0415 - see above

    if isinstance(cause, StrandedChange):
        return not told.damaged
    return not isinstance(cause, UnfinishedChange)


def tell_interruption(inside: Path, folder: Path) -> Interruption | None:
    """One line on standard error where a change was interrupted; the one that was told."""
    from isoqms.history.writing.journal import interrupted  # noqa: PLC0415 - see above

    broken = interrupted(inside / folder)
    if broken is not None and broken.damaged:
        line = (
            "Lưu ý: Nhật ký của một thay đổi bị ngắt đã hỏng hoặc không phải của kho này; "
            "gõ `isoqms undo --forget` để bỏ qua, không tệp nào của kho bị đụng đến."
        )
        say(line, fg="yellow", err=True)
    elif broken is not None:
        what = f" («{visible(broken.message)}»)" if broken.message else ""
        line = (
            f"Lưu ý: Một thay đổi{what} bị ngắt khi đang ghi; "
            "gõ `isoqms undo` để đưa kho về như trước đó."
        )
        say(line, fg="yellow", err=True)
    return broken


def purpose(command: Any) -> str:
    """The first paragraph of a command's docstring, on one line."""
    return " ".join((command.help or "").split("\n\n")[0].splitlines())


def _usage(command: Any, ctx: Any) -> list[str]:
    pieces = ["[TÙY CHỌN]"]
    for param in command.get_params(ctx):
        pieces.extend(param.get_usage_pieces(ctx))
    if hasattr(command, "command_lines"):
        pieces.append("LỆNH [THAM SỐ]")
    return pieces


def _section(formatter: Any, title: str, lines: list[tuple[str, str]]) -> None:
    if lines:
        with formatter.section(title):
            formatter.write_dl(lines)


def _in_vietnamese(text: str) -> str:
    for english, vietnamese in _WORDS:
        text = text.replace(english, vietnamese)
    return text


def usage_fault(error: Exception) -> tuple[str, str]:
    """The sentence and the hint for a fault in how a command was called."""
    context: Any = getattr(error, "ctx", None)
    page = "Gõ `isoqms --help`."
    if context:
        page = f"Gõ `{context.command_path} --help` để xem cách dùng."
    name = _param_name(getattr(error, "param", None))
    option = getattr(error, "option_name", "")
    # By the names of their classes: they are those of a library behind the one that is asked.
    match type(error).__name__:
        case "NoSuchOption":
            return _no_such_option(str(option), context, page)
        case "MissingParameter":
            return f"Thiếu «{name}».", page
        case "BadParameter":
            return f"Giá trị của «{name}» không dùng được: {_bad_value(error)}", page
        case "BadOptionUsage":
            return f"Tùy chọn «{option}» cần một giá trị.", page
    return "Gọi lệnh chưa đúng: thừa tham số hoặc sai thứ tự.", page


def _no_such_option(option: str, context: Any, page: str) -> tuple[str, str]:
    params = context.command.get_params(context) if context else ()
    bare = option.lstrip("-")
    if any(param.param_type_name == "argument" and param.name == bare for param in params):
        return f"Không có tùy chọn «{option}».", f"Ghi thẳng giá trị sau lệnh, bỏ «{option}»."
    options = (param for param in params if param.param_type_name == "option")
    close = nearest(option, [known for param in options for known in param.opts])
    return f"Không có tùy chọn «{option}».", f"Có phải là `{close}`?" if close else page


def _param_name(param: Any) -> str:
    """An option as it is typed, an argument as the help page calls it."""
    if param is None:
        return ""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name)
    return str(next(iter(param.opts), ""))


def _bad_value(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    if "is not one of" in message:
        given, _, choices = message.partition(" is not one of ")
        return f"{given} không thuộc {choices.rstrip('.')}."
    if "does not exist" in message:
        return "không có thư mục hoặc tệp này."
    if "is not a valid int" in message:
        return "cần một số nguyên."
    return message
