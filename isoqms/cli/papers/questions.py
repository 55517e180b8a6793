"""What a person at a terminal is asked before a signed paper is recorded or put right."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from isoqms.actions.changing.applying import Change, rehearse
from isoqms.cli.terminal.changing import tell_found
from isoqms.cli.terminal.consent import agreed, must_agree
from isoqms.cli.terminal.options import day
from isoqms.cli.terminal.say import prompted, say
from isoqms.diagnostics import Severity
from isoqms.errors import BadAnswer
from isoqms.facts.control.annulling import ALL, annulment
from isoqms.repository import Repository
from isoqms.repository.control import Issue
from isoqms.wording import date_short

_ONE_BY_ONE: Final = 3
"""Up to so many documents are asked for one by one at once; more, all together first."""

FIELDS: Final = {
    "number": "Số, ký hiệu",
    "signed": "Ngày ký",
    "effective": "Ngày có hiệu lực",
    "signer_name": "Người ký",
    "signer_post": "Chức vụ người ký",
    "authority": "Thẩm quyền ban hành",
    "summary": "Trích yếu",
}
"""What may be put right in the record of a decision, as it is asked for."""
_DAYS: Final = ("signed", "effective")


def restores_asked(
    repository: Repository, number: str, told: Collection[str] = ()
) -> tuple[str, ...]:
    """What the annulment of a decision says comes back, asked of the person who holds the paper.

    Not of the `told` codes. UnknownName where there is no such decision.
    """
    made = annulment(repository, number, (ALL,))
    if made.ends:
        say(f"Bãi bỏ {made.target.record.number} thì hết hiệu lực:", err=True)
        for one in made.ends:
            say(f"  {_named(one)}", err=True)
    open_ones = [one for one in made.back if one.code not in told]
    if len(open_ones) > _ONE_BY_ONE:
        say("Bị quyết định ấy thay thế, thu hồi:", err=True)
        for one in open_ones:
            say(f"  {_named(one)}", err=True)
        question = f"Quyết định có nói cả {len(open_ones)} tài liệu này có hiệu lực trở lại không?"
        if agreed(question, otherwise=False):
            return tuple(one.code for one in open_ones)
    return tuple(
        one.code
        for one in open_ones
        if agreed(f"Quyết định có nói {_named(one)} có hiệu lực trở lại không?", otherwise=False)
    )


def _named(issue: Issue) -> str:
    title = f" {issue.title}" if issue.title else ""
    return f"{issue.code} lần {issue.revision}{title}"


def agree_to_what_it_brings(repository: Repository, change: Change) -> None:
    """Show what the truth brings, before it is written; Abort where the answer is no.

    Nothing is asked where it brings neither an error nor a warning. WouldBreak.
    """
    grave = (Severity.ERROR, Severity.WARNING)
    found = tuple(each for each in rehearse(repository, change).fresh if each.severity in grave)
    if not found:
        return
    say("Ghi như vậy thì kho có thêm các chỗ phải xử lý:", err=True)
    tell_found(found)
    must_agree("Đúng như bản đã ký, vẫn ghi?")


def fields_asked(title: str, now: Mapping[str, Any]) -> dict[str, Any]:
    """The true values, field by field; Enter keeps what is recorded, and is left out."""
    say(f"{title}. Gõ điều đúng trên bản đã ký; Enter: giữ như đã ghi.", err=True)
    answers = {key: _field(key, now[key]) for key in now}
    return {key: value for key, value in answers.items() if value is not None}


def _field(key: str, current: object) -> object:
    how = "ngày/tháng/năm; " if key in _DAYS else ""
    words = f"{FIELDS[key]} ({how}{_current(current)})"
    while True:
        text = str(prompted(words, default="", show_default=False, err=True)).strip()
        if not text:
            return None
        try:
            return day(text) if key in _DAYS else " ".join(text.split())
        except BadAnswer as error:
            say(f"  {error} {error.hint}".rstrip(), fg="yellow", err=True)


def _current(value: object) -> str:
    if value is None:
        return "đã ghi: bỏ trống"
    return f"đã ghi: {date_short(value)}" if isinstance(value, date) else f"đã ghi: {value}"
