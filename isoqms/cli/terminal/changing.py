"""What the commands that change a repository share: the check, the plan, the questions."""

import sys
from collections.abc import Iterable
from datetime import date

import typer

from isoqms.actions.changing.applying import Change, apply, personal_data_of, rehearse
from isoqms.actions.changing.personal import refuse
from isoqms.actions.control.new import cleaned
from isoqms.cli.terminal.call import current
from isoqms.cli.terminal.options import moment
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.errors import BadAnswer
from isoqms.model.control.document import ChangeRequest
from isoqms.repository import Repository

_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}


def carry(
    repository: Repository,
    change: Change,
    *,
    author: str | None,
    day: date,
    dry_run: bool,
    tag: tuple[str, str] | None = None,
    tell: bool = False,
) -> bool:
    """Check the change, then make it or show what it would be.

    Whether it was made. WouldBreak refuses it.

    With `tell` the warnings that the change brings are told one by one.
    """
    rehearsal = rehearse(repository, change)
    fresh = rehearsal.fresh
    if dry_run:
        _show(change, fresh)
    else:
        keeps = agreed(repository, change, author, tag)
        apply(
            repository, change, author=author, when=moment(day), tag=tag, keep_personal_data=keeps
        )
    if tell:
        _tell(_found(each) for each in fresh if each.severity is Severity.WARNING)
    _tell((*change.notes, *rehearsal.afterwards))
    _tell(_found(each).rstrip() for each in fresh if each.location.path in change.told)
    left = [diagnostic for diagnostic in fresh if diagnostic.location.path in change.drafts]
    if left and not dry_run:
        typer.echo(f"Còn {_counted(left)} trong dự thảo; xem bằng `isoqms validate`.", err=True)
    return not dry_run


def agreed(
    repository: Repository, change: Change, author: str | None, tag: tuple[str, str] | None = None
) -> bool:
    """Whether personal data may be recorded for good: agreed to, where there is any.

    WouldKeepPersonalData where nobody can be asked; Abort where the answer is no.
    """
    call = current()
    if call.keeps_personal_data:
        return True
    found = personal_data_of(repository, change, author, tag)
    if not found:
        return False
    if not asks(quiet=call.quiet):
        refuse(found)
    typer.echo("Có vẻ là dữ liệu cá nhân, đã ghi thì lịch sử giữ mãi:", err=True)
    for line in found:
        typer.echo(f"  {line}", err=True)
    typer.confirm("Vẫn ghi?", default=False, abort=True, err=True)
    return True


def _found(diagnostic: Diagnostic) -> str:
    return f"[{diagnostic.rule}] {diagnostic.message} {diagnostic.hint}"


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        typer.secho(f"Lưu ý: {note}", fg="yellow", err=True)


def _show(change: Change, fresh: tuple[Diagnostic, ...]) -> None:
    for path, content in sorted(change.files.items()):
        typer.echo(f"{'Sẽ xóa' if content is None else 'Sẽ ghi'}: {path}")
    brings = f"thêm {_counted(fresh)}" if fresh else "không thêm lỗi nào"
    typer.echo(f"Kiểm tra: {brings}. Chưa ghi gì.")


def _counted(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> str:
    counts = (
        (sum(d.severity is severity for d in found), words) for severity, words in _WORDS.items()
    )
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def asks(*, quiet: bool) -> bool:
    """Whether somebody sits at a terminal and may be asked."""
    return not quiet and sys.stdin.isatty()


def answered(value: str | None, question: str, option: str, *, quiet: bool) -> str:
    """The value, asked for in a terminal where it is missing.

    BadAnswer where nobody can be asked.
    """
    if value is not None:
        return value
    if not asks(quiet=quiet):
        raise BadAnswer(
            f"Còn thiếu: {option}.", f"Ghi thêm {option}; gõ lệnh kèm --help để xem cách dùng."
        )
    return str(typer.prompt(question)).strip()


def requested(
    who: str | None, reason: str | None, content: str | None, *, quiet: bool
) -> ChangeRequest | None:
    """The form asking for the change.

    None where nobody fills one in. BadAnswer where half of it is missing.
    """
    if who is None and reason is None and content is None:
        if not asks(quiet=quiet):
            return None
        who = str(
            typer.prompt(
                "Người, đơn vị đề nghị (bỏ trống nếu chưa có phiếu)", default="", show_default=False
            )
        )
        if not who.strip():
            return None
    return ChangeRequest(
        requested_by=_line(who, "Người, đơn vị đề nghị", "--request", quiet=quiet),
        reason=_line(reason, "Lý do", "--reason", quiet=quiet),
        content=cleaned(content, "Nội dung") if content else None,
    )


def _line(value: str | None, question: str, option: str, *, quiet: bool) -> str:
    return cleaned(answered(value, question, option, quiet=quiet), question)
