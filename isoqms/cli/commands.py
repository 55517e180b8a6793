"""The table of commands, and how each ends: exit code, sentence, hint."""

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from isoqms import __version__
from isoqms.cli.terminal.help import VietnameseHelp, usage_fault
from isoqms.cli.terminal.say import say
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.formats.neutral import visible
from isoqms.wording import nearest

_LINE = "\n"

# Typer takes its faults of usage from click up to 0.25, and since then from a copy that it keeps to
# itself. Of the whole family it names in public only this one, so that the others are known by
# their common parent.
UsageError: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "UsageError"
)


_MACHINE = {
    getattr(errno, name)
    for name in (
        *("ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE", "ENOMEM"),
        *("EFBIG", "EBUSY", "ENAMETOOLONG", "ESTALE"),
    )
    if hasattr(errno, name)
}
"""What only the machine or its administrator can mend."""


class Word(NamedTuple):
    """A command: the subject below `isoqms.cli` that holds it, and its one line in Vietnamese."""

    subject: str
    line: str


COMMANDS = {
    "init": Word("agency", "Tạo kho tài liệu mới cho một cơ quan."),
    "demo": Word("agency", "Tạo kho mẫu để xem thử, kiểm tra và in báo cáo."),
    "fill": Word("exchange", "Điền các chỗ cơ quan phải điền: từng câu hỏi, hoặc trong Excel."),
    "rename": Word("agency", "Đổi tên cơ quan, chức danh người đứng đầu, ký hiệu ở mọi nơi."),
    "status": Word(
        "planning",
        "Hôm nay cần làm gì: việc quá hạn, sắp đến hạn, đang mở; tờ tổng quan, bản bàn giao.",
    ),
    "validate": Word("checking", "Kiểm tra toàn bộ kho tài liệu."),
    "explain": Word("checking", "Giải thích một quy tắc, hoặc liệt kê tất cả."),
    "new": Word(
        "records", "Soạn tài liệu mới từ khung mẫu, ghi một dòng hồ sơ của năm, hoặc mở năm mới."
    ),
    "update": Word(
        "records", "Ghi tiếp vào hồ sơ: ngày xong, kết quả, hiệu lực; không phải mở tệp."
    ),
    "revise": Word("control", "Soạn lần ban hành mới của một tài liệu đang có hiệu lực."),
    "withdraw": Word("control", "Đưa tài liệu vào kế hoạch thu hồi của quyết định sắp ký."),
    "issue": Word(
        "control",
        "Ban hành, thu hồi tài liệu theo quyết định; in quyết định, sổ phân phối, biên bản.",
    ),
    "list": Word(
        "control",
        "Liệt kê tài liệu có hiệu lực vào một ngày, và các danh mục khác; in ra Word, Excel.",
    ),
    "show": Word("control", "Cho xem văn bản của một tài liệu, mọi lần đã ban hành."),
    "history": Word("control", "Kể lại từng lần ban hành, sửa đổi, thu hồi của một tài liệu."),
    "diff": Word("control", "So sánh hai lần ban hành, trên màn hình hoặc trong Word."),
    "decision": Word("papers", "In văn bản của năm để trình ký; ghi số, ngày, bản PDF khi đã ký."),
    "audit": Word(
        "audit", "Đánh giá nội bộ: chương trình, phiếu hỏi, ghi chép, kết thúc đợt, khắc phục."
    ),
    "review": Word(
        "review", "Xem xét của lãnh đạo: đầu vào từ hồ sơ, kết luận, xác nhận hiệu lực."
    ),
    "score": Word(
        "scoring",
        "Chấm điểm theo hồ sơ: bằng chứng, phản chứng từng tiêu chí, việc nâng điểm nhanh nhất.",
    ),
    "report": Word("reporting", "In báo cáo năm kèm bảng tự chấm điểm ra Word."),
    "announce": Word(
        "announcing",
        "Xét đủ điều kiện rồi công bố hệ thống; in quyết định, thông báo, tờ niêm yết.",
    ),
    "export": Word(
        "exchange", "Xuất sổ ra Excel để điền, sửa; không nêu sổ nào thì liệt kê các sổ."
    ),
    "import": Word("exchange", "Nhập lại sổ từ Excel: chỉ ô đã sửa và dòng thêm mới được ghi."),
    "save": Word("changing", "Ghi nhận các tệp đã sửa bằng tay, sau khi kiểm tra."),
    "undo": Word("changing", "Bỏ thay đổi vừa ghi, hoặc thay đổi bị ngắt giữa chừng."),
    "redo": Word("changing", "Làm lại thay đổi vừa bỏ bằng undo."),
    "sync": Word(
        "changing", "Đồng bộ với các máy khác của cơ quan qua thư mục chung, USB hoặc máy chủ."
    ),
    "restore": Word(
        "changing",
        "Đưa tệp bị xóa, bị sửa nhầm trở lại đúng như đã ghi nhận; dựng lại kho từ bản sao lưu.",
    ),
    "backup": Word("changing", "Sao lưu toàn bộ kho vào một tệp, đọc lại kiểm tra đủ mới tính."),
    "verify": Word("control", "Đối chiếu văn bản trong kho với bản đã ban hành."),
    "ci": Word("checking", "Ghi tệp kiểm tra tự động cho GitHub, GitLab, Forgejo."),
}
"""The commands in the order of first use, each with its subject and its one line.

The module of each has its name.
"""


class Commands(VietnameseHelp, TyperGroup):
    """The commands; the module of each is imported when it is asked for and no earlier."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of first use."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"isoqms.cli.{COMMANDS[cmd_name].subject}.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; UnknownName with the nearest one as hint."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        close = nearest(args[0], COMMANDS)
        hint = f"Có phải là `isoqms {close}`?" if close else "Gõ `isoqms --help` để xem các lệnh."
        raise UnknownName(f"Không có lệnh «{args[0]}».", hint)

    def command_lines(self) -> list[tuple[str, str]]:
        """Name and one line of each command, for the help."""
        return [(name, word.line) for name, word in COMMANDS.items()]

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        # `--version` ends before, and shall not wait for what reads a history.
        from isoqms.history.git_folder import look_again  # noqa: PLC0415 - see above

        look_again()
        return super().invoke(ctx)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and give the exit code."""
        extra["standalone_mode"] = False
        # What was typed is meant; else Windows would put names of files in the place of `*`, `~`.
        extra["windows_expand_args"] = False
        try:
            return super().main(*args, **extra) or 0
        except IsoqmsError as error:
            return _refused(str(error), error.hint)
        except UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":
                say(str(error))
                return 0
            return _refused(*usage_fault(error))
        except typer.Abort:
            return _refused("Đã dừng theo yêu cầu.", "Không có gì bị thay đổi.")
        except KeyboardInterrupt:
            return _refused("Đã dừng theo yêu cầu.", "Xem kho nay ra sao: isoqms status")
        except typer.Exit as exit_:
            return exit_.exit_code
        except BrokenPipeError:
            # The reader (`| head`) has seen enough.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:
            return _machine_fault(error)
        # The last net: one line for the person, the rest in a file.
        except Exception as error:  # noqa: BLE001 - see above
            return _our_fault(error)


def _refused(message: str, hint: str) -> int:
    # A refusal quotes what stands in files: titles, names, messages of the history.
    say(f"Lỗi: {visible(message, keep=_LINE)}", fg="red", err=True)
    if hint:
        say(f"Gợi ý: {visible(hint, keep=_LINE)}", err=True)
    return 2


def _machine_fault(error: OSError) -> int:
    """Refuse what the machine will not do (disk full, file held); the rest is a fault of ours."""
    if error.errno not in _MACHINE:
        return _our_fault(error)
    # As little as the report below is it needed by a command that ends well.
    from isoqms.history.writing.patience import refusal  # noqa: PLC0415 - see above

    told = refusal(error)
    return _refused(str(told), told.hint)


def _our_fault(error: Exception) -> int:
    """Keep the traceback in a file and say so in one line."""
    say(f"Lỗi của chương trình ({type(error).__name__}), không phải của bạn.", fg="red", err=True)
    try:
        kept = f"Gửi tệp {_reported(error)} cho người phát triển"
    except OSError:
        kept = "Không ghi được tệp báo lỗi (ổ đĩa đầy?); chạy lại khi còn chỗ"
    say(f"Gợi ý: {kept}; xem kho nay ra sao: isoqms status", err=True)
    return 3


def _reported(error: Exception) -> Path:
    """The file that keeps the traceback."""
    import tempfile  # noqa: PLC0415 - see above
    import traceback  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="isoqms-loi-", suffix=".txt", delete=False
    ) as report:
        report.write(f"isoqms {__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        report.write("".join(traceback.format_exception(error)))
    return Path(report.name)


def _version(asked: bool) -> None:
    if asked:
        say(f"isoqms {__version__}")
        raise typer.Exit


app = typer.Typer(cls=Commands, add_completion=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def isoqms(
    ctx: typer.Context,
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="In phiên bản rồi thoát.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Hệ thống quản lý chất lượng TCVN ISO 9001 của cơ quan hành chính,
    giữ bằng tệp và kiểm tra được.
    """
    del version  # its callback has answered
    if ctx.invoked_subcommand is None:
        # It reads a repository; `--version` and the other commands shall not wait for what it
        # needs.
        from isoqms.cli.planning.home import home  # noqa: PLC0415 - see above

        home(ctx.get_help, app)
