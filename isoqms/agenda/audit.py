"""The rounds of internal audit still to be done, and findings that no register follows up."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from isoqms.agenda.commands import run
from isoqms.agenda.planning import planned
from isoqms.agenda.task import SOON, Task, TaskKind, before, task
from isoqms.facts.audit.auditors import audited_by, nonconformity_of, waits_for_closing
from isoqms.facts.planning.acts import act
from isoqms.facts.planning.owing import applied
from isoqms.model.audit import AuditFinding, AuditRound, FindingKind, RoundState
from isoqms.repository import Repository
from isoqms.repository.entry import Row
from isoqms.wording import listed

_AUDIT: Final = "danh-gia-noi-bo"
_FIRST: Final = "danh-gia-noi-bo-dot-dau"
_LAW: Final = "Quyết định 19/2014/QĐ-TTg, điểm b khoản 4 Điều 4"
_MOST: Final = 70
"""How many letters of a finding are repeated in a title."""


class OpenRound(NamedTuple):
    """A round that is planned and not done."""

    year: int
    row: Row[AuditRound]

    @property
    def round(self) -> AuditRound:
        """What is planned."""
        return self.row.record


class _LastDay(NamedTuple):
    """By when a round must be done, from when on, and whether the law says so."""

    day: date | None
    begins: date | None
    legal: bool = False


def open_rounds(repository: Repository) -> tuple[OpenRound, ...]:
    """The rounds of this year and the last, neither given up nor done by the day asked about."""
    out: list[OpenRound] = []
    if not applied(repository):
        return ()
    for number in (repository.as_of.year - 1, repository.as_of.year):
        rows = repository.rows_of(number).rounds
        out += [OpenRound(number, row) for row in rows if _is_open(repository, row.record)]
    return tuple(out)


def _is_open(repository: Repository, audit: AuditRound) -> bool:
    if audit.state is RoundState.DONE:
        day = audited_by(audit)
        return day is not None and day > repository.as_of
    return audit.state is RoundState.PLANNED


def round_tasks(repository: Repository) -> Iterator[Task]:
    """Each round that is still to be done, with the step that comes next."""
    told: set[int] = set()
    for each in open_rounds(repository):
        last = _last_day(repository, each)
        # The law asks for one audit a year; what comes after the first is the agency's own
        # programme.
        owed = last.legal and each.year not in told and act(repository, each.year, _FIRST) is None
        told.add(each.year)
        name = f"Đánh giá nội bộ đợt «{each.round.id}» năm {each.year}"
        units = listed(repository.agency.record.unit_name(unit) for unit in each.round.units)
        yield task(
            repository,
            TaskKind.AUDIT,
            f"{each.year}/{each.round.id}",
            f"{name}: {units}" if units else name,
            basis=_LAW if owed else "Tiêu chuẩn, 9.2; chương trình đánh giá của cơ quan",
            command=run("audit", _next_step(each.round), each.round.id, year=each.year),
            due=last.day,
            begins=last.begins,
            legal=owed,
            role="truong-doan-danh-gia",
            place=each.row.place,
        )


def _next_step(audit: AuditRound) -> str:
    """The questions first, then the notes, then the end."""
    if not audit.checks:
        return "checklist"
    return "note" if any(check.result is None for check in audit.checks) else "close"


def _last_day(repository: Repository, each: OpenRound) -> _LastDay:
    """The day by which the round must be done: its own, else the plan's, else the law's."""
    day = each.round.planned_to or each.round.planned_from or _planned_day(repository, each.year)
    if day is None:
        return _legal_day(repository, each.year)
    return _LastDay(day, (each.round.planned_from or day) - SOON)


def _legal_day(repository: Repository, year: int) -> _LastDay:
    deadlines = repository.packs.deadlines.deadlines
    deadline = next((known for known in deadlines if known.id == _AUDIT), None)
    day = deadline.due_in(year) if deadline else None
    if deadline is None or day is None:
        return _LastDay(None, None)
    return _LastDay(day, date(year, deadline.from_month or 1, 1), deadline.legal)


def _planned_day(repository: Repository, year: int) -> date | None:
    own = planned(repository, repository.years[year]).get(_AUDIT)
    return own.task.due if own else None


def finding_tasks(repository: Repository) -> Iterator[Task]:
    """The nonconformities that audits found and nobody has put into the register."""
    for number, year in repository.years.items():
        for audit in year.rows.rounds:
            day = audited_by(audit.record)
            if day is None or before(repository, day):
                yield from _found(repository, number, audit)


def _found(repository: Repository, year: int, audit: Row[AuditRound]) -> Iterator[Task]:
    id_ = audit.record.id
    if waits_for_closing(audit.record):
        yield task(
            repository,
            TaskKind.FINDING,
            f"{year}/{id_}/ket-thuc",
            f"Kết thúc đợt đánh giá nội bộ {id_}: phiếu ghi không phù hợp mà sổ chưa có",
            basis="Tiêu chuẩn, 9.2.2 và 10.2.1",
            command=run("audit", "close", id_, year=year),
            role="truong-doan-danh-gia",
            place=audit.place,
        )
    for row in audit.rows("findings", audit.record.findings):
        found = row.record
        if found.kind is FindingKind.NONCONFORMITY and not _is_followed(repository, year, found):
            yield task(
                repository,
                TaskKind.FINDING,
                f"{year}/{id_}/{row.index + 1}",
                f"Ghi vào sổ sự không phù hợp: «{_short(found.text)}» (đánh giá nội bộ {id_})",
                basis="Tiêu chuẩn, 9.2.2 và 10.2.1",
                command=run("new", "nonconformity", year=year),
                role="truong-doan-danh-gia",
                place=row.place,
            )


def _is_followed(repository: Repository, number: int, found: AuditFinding) -> bool:
    """Whether the register of that year or the next has it.

    An audit in December is often followed in January.
    """
    name = found.nonconformity
    return name is not None and nonconformity_of(repository, number, name) is not None


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST].rsplit(' ', 1)[0]} …"
