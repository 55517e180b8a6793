"""What the commands that change a repository share: the check, the plan, the questions."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from isoqms.actions.changing.applying import Change, apply, personal_data_of, rehearse
from isoqms.actions.changing.meanwhile import Marks, marks
from isoqms.actions.changing.personal import refuse
from isoqms.actions.control.new import cleaned
from isoqms.cli.terminal.call import current
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.options import moment
from isoqms.cli.terminal.output import tell_waiting
from isoqms.cli.terminal.say import prompted, say
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import visible
from isoqms.history.git_folder import top_of
from isoqms.history.place import beside_main
from isoqms.history.writing.lock import paused, writing
from isoqms.history.writing.readiness import refuse_unready
from isoqms.model.control.document import ChangeRequest
from isoqms.repository import Repository, load
from isoqms.repository.loading import find_root

_MOST_TOLD = 8
_Answers = TypeVar("_Answers")
_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}


@dataclass(frozen=True, slots=True)
class How:
    """How a command writes: for whom, whether it may ask, and whether it only shows."""

    author: str | None
    quiet: bool = False
    dry_run: bool = False


class _ChangedMeanwhile(Exception):
    """Files of the change are no longer as they were when the person was asked; `str()` is one."""


_asked_on: Final[ContextVar[Marks | None]] = ContextVar("asked_on", default=None)
"""What the files were like when the person was asked, while the answers are carried out."""


@contextmanager
def opened_for_writing(inside: Path, as_of: date, how: How) -> Iterator[Repository]:
    """The repository, read by its only writer; nobody writes before the end.

    All that a change depends on is read in here, and nobody is asked anything. HistoryBusy names
    whoever writes already. What only shows a change holds nothing.
    """
    root = find_root(inside)
    if how.dry_run or top_of(root) is None:
        # Where no history is kept, writing itself refuses, with the reason.
        yield load(inside, as_of)
        return
    with writing(root, doing=current().words, who=how.author or ""):
        refuse_unready(root)
        _tell(filter(None, [beside_main(root)]))
        yield load(inside, as_of)


def asked_then_written(
    inside: Path,
    as_of: date,
    how: How,
    ask: Callable[[Repository], _Answers],
    write: Callable[[Repository, _Answers], None],
) -> None:
    """Ask on what is read first, then write upon what is read again by the only writer.

    Where a file that the change touches became another meanwhile, the person is told and asked
    again. Where nobody is asked, both happen upon one reading.
    """
    if how.dry_run or not asks(quiet=how.quiet):
        with opened_for_writing(inside, as_of, how) as repository:
            write(repository, ask(repository))
        return
    while (changed := _answered(inside, as_of, how, ask, write)) is not None:
        _tell([f"Trong lúc chờ trả lời, tệp {visible(changed)} đã được sửa; xin trả lời lại."])


def _answered(
    inside: Path,
    as_of: date,
    how: How,
    ask: Callable[[Repository], _Answers],
    write: Callable[[Repository, _Answers], None],
) -> str | None:
    """The file because of which the answers could not be used; None where they were."""
    root = find_root(inside)
    if top_of(root) is not None:
        refuse_unready(root)
    before = marks(root)
    answers = ask(load(inside, as_of))
    with opened_for_writing(inside, as_of, how) as repository:
        token = _asked_on.set(before)
        try:
            write(repository, answers)
        except _ChangedMeanwhile as changed:
            return str(changed)
        finally:
            _asked_on.reset(token)
    return None


def refuse_if_changed(repository: Repository, change: Change) -> None:
    """Let `asked_then_written` ask again where a file of the change became another meanwhile."""
    before = _asked_on.get()
    if before is None:
        return
    changed = before.changed(repository.root, change.files)
    if changed:
        raise _ChangedMeanwhile(str(changed[0]))


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
    refuse_if_changed(repository, change)
    rehearsal = rehearse(repository, change)
    fresh = rehearsal.fresh
    if dry_run:
        _show(change, fresh)
    else:
        keeps = agreed_to_keep(repository, change, author, tag)
        apply(
            repository, change, author=author, when=moment(day), tag=tag, keep_personal_data=keeps
        )
    if tell:
        grave = {Severity.WARNING, *((Severity.ERROR,) if change.past else ())}
        _tell_first([_found(each) for each in fresh if each.severity in grave])
    _tell((*change.notes, *rehearsal.afterwards))
    _tell(_found(each).rstrip() for each in fresh if each.location.path in change.told)
    owed = (each for each in rehearsal.owed if each.location.path not in change.told)
    _tell(f"{each.location.path}: {_found(each)}".rstrip() for each in owed)
    left = [diagnostic for diagnostic in fresh if diagnostic.location.path in change.drafts]
    if left and not dry_run:
        say(f"Còn {_counted(left)} trong dự thảo; xem bằng `isoqms validate`.", err=True)
    if not dry_run:
        tell_after(repository, rehearsal.mended)
    return not dry_run


def agreed_to_keep(
    repository: Repository, change: Change, author: str | None, tag: tuple[str, str] | None = None
) -> bool:
    """Whether personal data may be recorded for good: agreed to, where there is any.

    WouldKeepPersonalData where nobody can be asked; Abort where the answer is no.
    """
    if current().keeps_personal_data:
        return True
    found = personal_data_of(repository, change, author, tag)
    # Nobody waits for a person: who writes meanwhile is seen before this change is made.
    with paused(repository.root) if found else nullcontext():
        return keeps_what_was_found(found)


def keeps_what_was_found(found: tuple[str, ...]) -> bool:
    """Whether the personal data that was found may be recorded for good; raises the same."""
    call = current()
    if call.keeps_personal_data or not found:
        return call.keeps_personal_data
    if not asks(quiet=call.quiet):
        refuse(found)
    say("Có vẻ là dữ liệu cá nhân, đã ghi thì lịch sử giữ mãi:", err=True)
    for line in found:
        say(f"  {line}", err=True)
    must_agree("Vẫn ghi?")
    return True


def tell_found(fresh: tuple[Diagnostic, ...]) -> None:
    """What a change brings, the first findings each with its place."""
    _tell_first([f"{each.location}: {_found(each).rstrip()}" for each in fresh])


def tell_after(repository: Repository, mended: str = "") -> None:
    """After a change: what was mended along, and that hand edits wait to be recorded."""
    if mended:
        say(mended, err=True)
    tell_waiting(repository.root)


def _found(diagnostic: Diagnostic) -> str:
    return f"[{diagnostic.rule}] {diagnostic.message} {diagnostic.hint}"


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        say(f"Lưu ý: {note}", fg="yellow", err=True)


def _tell_first(notes: Sequence[str]) -> None:
    """The first notes, and how many more there are: nobody reads a page of consequences."""
    _tell(notes[:_MOST_TOLD])
    if len(notes) > _MOST_TOLD:
        _tell([f"… và {len(notes) - _MOST_TOLD} chỗ nữa; xem bằng `isoqms validate`."])


def _show(change: Change, fresh: tuple[Diagnostic, ...]) -> None:
    for path, content in sorted(change.files.items()):
        say(f"{'Sẽ xóa' if content is None else 'Sẽ ghi'}: {path}")
    brings = f"thêm {_counted(fresh)}" if fresh else "không thêm lỗi nào"
    say(f"Kiểm tra: {brings}. Chưa ghi gì.")


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
    return str(prompted(question)).strip()


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
            prompted(
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
