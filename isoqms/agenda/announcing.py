"""Whether what was announced is still applied, and was made known as the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from isoqms.agenda.commands import run
from isoqms.agenda.planning import planned
from isoqms.agenda.task import Task, TaskKind, task
from isoqms.diagnostics import Place
from isoqms.facts.announcing.announcements import ScopeChange, announcements, scope_changes
from isoqms.repository import Repository, Row, Year
from isoqms.wording import date_short, listed

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.announcing import Announcement

_SCOPE: Final = "cong-bo-lai"


class Changed(NamedTuple):
    """What changed the scope, in words, and where that stands."""

    words: str
    place: Place


def changes_of_scope(repository: Repository) -> tuple[Changed, ...]:
    """What changed the scope since the last announcement, as far as it is certain that it did."""
    known = announcements(repository)
    if not known:
        return ()
    changes = scope_changes(repository, known[-1])
    return tuple(Changed(_told(each), each.place) for each in changes if each.certain)


def _told(change: ScopeChange) -> str:
    """`97/QĐ-UBND ngày 15/5/2026 thêm 1 thủ tục (1.000656)`."""
    by, words = change.decision, listed(change.words)
    return f"{by.number} ngày {date_short(by.signed)} {words}" if by else words


def scope_tasks(repository: Repository) -> Iterator[Task]:
    """That the scope must be announced again, where it changed; in the words of what changed."""
    changed = changes_of_scope(repository)
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
    made = [
        (year.year, row) for year in repository.years.values() for row in _made(repository, year)
    ]
    if not made:
        return
    number_, row = max(made, key=lambda each: each[1].record.announced)
    last = row.record
    missing = list(_missing(repository, last))
    # What was not recorded of an announcement for a whole year is a matter of the check, not of
    # today.
    if not missing or repository.as_of - last.announced > timedelta(days=365):
        return
    yield task(
        repository,
        TaskKind.PUBLICITY,
        f"{number_}/cong-bo-{row.index + 1}",
        f"Sau khi công bố theo {last.decision}: {listed(missing)}",
        basis="Quyết định 19/2014/QĐ-TTg, khoản 3 Điều 4",
        command=run("announce", "--record"),
        role="thu-ky-iso",
        place=row.place,
    )


def _made(repository: Repository, year: Year) -> list[Row[Announcement]]:
    rows = year.rows.announcements
    return [row for row in rows if row.record.announced <= repository.as_of]


def _missing(repository: Repository, last: Announcement) -> Iterator[str]:
    if not (last.notice or last.notified):
        yield f"thông báo bằng văn bản cho {repository.agency.record.lead_agency}"
    if not last.posted:
        yield "niêm yết tại trụ sở"
    if repository.agency.record.website and not last.website:
        yield "đăng tải trên trang thông tin điện tử"
