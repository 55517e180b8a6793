"""What the commands that change a repository share: the check, the plan, the questions."""

import sys
from collections.abc import Iterable
from datetime import date

import typer

from isoqms.actions.changing.applying import Change, apply, rehearse
from isoqms.actions.control.new import cleaned
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
        apply(repository, change, author=author, when=moment(day), tag=tag)
    if tell:
        grave = {Severity.WARNING, *((Severity.ERROR,) if change.past else ())}
        _tell(_found(each) for each in fresh if each.severity in grave)
    _tell((*change.notes, *rehearsal.afterwards))
    _tell(_found(each).rstrip() for each in fresh if each.location.path in change.told)
    left = [diagnostic for diagnostic in fresh if diagnostic.location.path in change.drafts]
    if left and not dry_run:
        typer.echo(f"Còn {_counted(left)} trong dự thảo; xem bằng `isoqms validate`.", err=True)
    return not dry_run


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
