"""Help and faults of usage in Vietnamese: the library speaks English."""

from pathlib import Path
from typing import Any

import typer

from isoqms.history.writing.journal import interrupted
from isoqms.wording import nearest

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
        formatter.write_text((command.help or "").split("\n\n")[0])
        arguments = [p for p in command.get_params(ctx) if p.param_type_name == "argument"]
        options = [p for p in command.get_params(ctx) if p.param_type_name == "option"]
        for title, params in (("Tham số", arguments), ("Tùy chọn", options)):
            records = [record for p in params if (record := p.get_help_record(ctx))]
            if records:
                with formatter.section(title):
                    formatter.write_dl([(name, _in_vietnamese(text)) for name, text in records])
        lines = command.command_lines() if hasattr(command, "command_lines") else []
        if lines:
            with formatter.section("Các lệnh"):
                formatter.write_dl(lines)


class Command(VietnameseHelp, typer.core.TyperCommand):
    """A command with help in Vietnamese, which says so where an earlier one was interrupted."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        if self.name != "undo":
            tell_interruption(
                Path(ctx.params.get("inside") or ""), Path(ctx.params.get("folder") or "")
            )
        return super().invoke(ctx)


def tell_interruption(inside: Path, folder: Path) -> None:
    """One line on standard error where a change was interrupted while it was written."""
    broken = interrupted(inside / folder)
    if broken is not None:
        what = f" («{broken.message}»)" if broken.message else ""
        line = (
            f"Lưu ý: Một thay đổi{what} bị ngắt khi đang ghi; "
            "gõ `isoqms undo` để đưa kho về như trước đó."
        )
        typer.secho(line, fg="yellow", err=True)


def _usage(command: Any, ctx: Any) -> list[str]:
    pieces = ["[TÙY CHỌN]"]
    for param in command.get_params(ctx):
        pieces.extend(param.get_usage_pieces(ctx))
    if hasattr(command, "command_lines"):
        pieces.append("LỆNH [THAM SỐ]")
    return pieces


def _in_vietnamese(text: str) -> str:
    for english, vietnamese in _WORDS:
        text = text.replace(english, vietnamese)
    return text


def usage_fault(error: Exception) -> tuple[str, str]:
    """The sentence and the hint for a fault in how a command was called."""
    context: Any = getattr(error, "ctx", None)
    page = (
        f"Gõ `{context.command_path} --help` để xem cách dùng."
        if context
        else "Gõ `isoqms --help`."
    )
    kind = type(error).__name__
    param: Any = getattr(error, "param", None)
    name = param.opts[0] if param is not None and param.opts else ""
    if param is not None and param.param_type_name == "argument":
        name = param.metavar or param.name
    if kind == "NoSuchOption":
        option = str(getattr(error, "option_name", ""))
        known = [o for p in context.command.get_params(context) for o in p.opts] if context else []
        close = nearest(option, known)
        return f"Không có tùy chọn «{option}».", f"Có phải là `{close}`?" if close else page
    if kind == "MissingParameter":
        return f"Thiếu «{name}».", page
    if kind == "BadParameter":
        return f"Giá trị của «{name}» không dùng được: {_bad_value(error)}", page
    if kind == "BadOptionUsage":
        return f"Tùy chọn «{getattr(error, 'option_name', '')}» cần một giá trị.", page
    return "Gọi lệnh chưa đúng: thừa tham số hoặc sai thứ tự.", page


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
