"""Whether what was announced is still what is applied, and whether it was made known as the law asks."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from isoqms.agenda.commands import run
from isoqms.agenda.plan import planned
from isoqms.agenda.task import Task, TaskKind, task
from isoqms.diagnostics import Place
from isoqms.model.decision import Decision, DecisionKind
from isoqms.model.document import DocumentKind
from isoqms.model.evaluation import Announcement
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number

_SCOPE: Final = "cong-bo-lai"


class Changed(NamedTuple):
    """What changed the scope, in words, and where that stands."""

    words: str
    place: Place


def scope_changes(repository: Repository) -> tuple[Changed, ...]:
    """What the decisions since the last announcement brought in or took out that is no form."""
    last = _last_announcement(repository)
    if last is None:
        return ()
    later = (
        decision
        for decision in repository.decisions
        if decision.record.kind is not DecisionKind.ANNOUNCE and last < decision.record.signed <= repository.as_of
    )
    return tuple(Changed(words, entry.at("number")) for entry in later if (words := _told(repository, entry.record)))


def _told(repository: Repository, record: Decision) -> str:
    """`97/QĐ-UBND ngày 15/5/2026 ban hành mới 1 tài liệu`; nothing where it left the scope as it was."""
    new, gone = _counts(repository, record)
    words = [f"ban hành mới {number(new)} tài liệu"] if new else []
    words += [f"thu hồi {number(gone)} tài liệu"] if gone else []
    return f"{record.number} ngày {date_short(record.signed)} {listed(words)}" if words else ""


def _last_announcement(repository: Repository) -> date | None:
    days = [d.record.signed for d in repository.decisions if d.record.kind is DecisionKind.ANNOUNCE]
    for year in repository.years.values():
        days += [each.announced for each in year.announcements.record.announcements] if year.announcements else []
    return max((day for day in days if day <= repository.as_of), default=None)


def _counts(repository: Repository, record: Decision) -> tuple[int, int]:
    """How many documents that are no forms the decision brought in and took out."""
    issued = {item.code for item in record.issues}
    new = sum(item.revision == 1 and not _is_form(repository, item.code) for item in record.issues)
    gone = sum(item.code not in issued and not _is_form(repository, item.code) for item in record.withdraws)
    stated = record.stated
    if stated is not None:
        new = new or (0 if issued else stated.issued or 0)
        gone = gone or (0 if record.withdraws else stated.withdrawn or 0)
    return new, gone


def _is_form(repository: Repository, code: str) -> bool:
    entry = repository.find(code)
    # A form that was withdrawn has no file any more, but its name still tells.
    return entry.record.kind is DocumentKind.FORM if entry else code.startswith("BM-")


def scope_tasks(repository: Repository) -> Iterator[Task]:
    """That the scope must be announced again, where it changed; in the words of what changed."""
    changed = scope_changes(repository)
    if not changed:
        return
    this = repository.as_of.year
    own = planned(repository, repository.years.get(this)).get(_SCOPE)
    due = own.task.due if own else None
    yield task(
        repository,
        TaskKind.SCOPE,
        f"{this}/{_SCOPE}",
        f"Công bố lại hệ thống: sau lần công bố trước, {listed(each.words for each in changed)}",
        basis="Quyết định 19/2014/QĐ-TTg, điểm c khoản 4 Điều 4",
        command=run("announce", "--check"),
        due=due,
        role=(own.task.role if own else None) or "nguoi-dung-dau",
        place=changed[-1].place,
    )


def publicity_tasks(repository: Repository) -> Iterator[Task]:
    """What the last announcement still lacks of the notice, the posting and the page."""
    told = [
        (each, year.year, index)
        for year in repository.years.values()
        for index, each in enumerate(year.announcements.record.announcements if year.announcements else ())
        if each.announced <= repository.as_of
    ]
    if not told:
        return
    last, number_, index = max(told, key=lambda each: each[0].announced)
    register = repository.years[number_].announcements
    missing = list(_missing(repository, last))
    # What was not recorded of an announcement for a whole year is a matter of the check, not of today.
    if register is None or not missing or repository.as_of - last.announced > timedelta(days=365):
        return
    yield task(
        repository,
        TaskKind.PUBLICITY,
        f"{number_}/cong-bo-{index + 1}",
        f"Sau khi công bố theo {last.decision}: {listed(missing)}",
        basis="Quyết định 19/2014/QĐ-TTg, khoản 3 Điều 4",
        command=run("announce", "--record"),
        role="thu-ky-iso",
        place=register.at("announcements", index),
    )


def _missing(repository: Repository, last: Announcement) -> Iterator[str]:
    if not (last.notice or last.notified):
        yield f"thông báo bằng văn bản cho {repository.agency.record.lead_agency}"
    if not last.posted:
        yield "niêm yết tại trụ sở"
    if repository.agency.record.website and not last.website:
        yield "đăng tải trên trang thông tin điện tử"
