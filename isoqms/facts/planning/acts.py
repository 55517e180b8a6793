"""What an agency has done of the year's work, on which day and by which paper.

The calendar (`agenda`), the score card (`scoring`) and the gate of the announcement ask for the
same acts, so that none of them can say that a thing is done while another says that it is not. An
act goes by the key of the deadline pack where the calendar knows it. What a paper completes is told
by the paper itself (`facts/papers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from isoqms.diagnostics import Place
from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.papers.catalogue import BY_TASK
from isoqms.facts.papers.decided import decisions_of
from isoqms.facts.papers.paper import PaperKind, cited
from isoqms.facts.planning.risks import looked_at_in
from isoqms.facts.planning.sessions import begun, was_held
from isoqms.facts.planning.tasks import is_done
from isoqms.model.audit import RoundState
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.year import Year
from isoqms.wording import date_short

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.plan import PlannedTask


class Act(NamedTuple):
    """Something that was done (việc đã làm)."""

    words: str
    """What proves it, as it is told to a person: «Quyết định số 78/QĐ-UBND ngày 18/9/2025»."""
    place: Place
    day: date | None = None
    """None where the records say that it was done and not when."""


Teller: TypeAlias = Callable[[Repository, Year], Act | None]


def act(repository: Repository, year: int, name: str) -> Act | None:
    """The act of a year with this key, as the records tell it up to `as_of`.

    None where it was not done, or nobody has recorded it, or its year has no folder. Where there is
    no teller of our own, and where ours finds nothing, the task of the year's plan with the same
    key speaks.
    """
    records = repository.years.get(year)
    if records is None:
        return None
    teller = ACTS.get(name)
    found = teller(repository, records) if teller else None
    if found is not None and (found.day is None or found.day <= repository.as_of):
        return found
    return _planned(repository, records, name)


def _planned(repository: Repository, year: Year, name: str) -> Act | None:
    for row in year.rows.tasks:
        task = row.record
        if task.id == name and is_done(repository, task):
            return Act(_evidence(task), row.at("done"), task.done)
    return None


def _evidence(task: PlannedTask) -> str:
    return task.evidence or f"Kế hoạch năm ghi «{task.task}» đã xong"


def _by_paper(kind: PaperKind) -> Teller:
    """The paper that completes the task, as it is recorded."""

    def tell(repository: Repository, year: Year) -> Act | None:
        found = next(iter(kind.recorded_in(repository, year.year)), None)
        return Act(found.cited(kind.type), found.place, found.day) if found else None

    return tell


def _boards(repository: Repository, year: Year) -> Act | None:
    """The decision on the steering board or on its support team, whichever came last."""
    kinds = (DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
    found = decisions_of(repository, year.year, *kinds)
    return _by_decision(found[-1]) if found else None


def _by_decision(entry: Entry[Decision]) -> Act:
    record = entry.record
    words = cited("Quyết định", record.number, record.signed)
    return Act(words, entry.at("number"), record.signed)


def _risks(repository: Repository, year: Year) -> Act | None:
    """The table of the year, once somebody looked at it: what was only copied proves nothing."""
    register = year.risks
    if register is None or not register.record.risks:
        return None
    if not looked_at_in(repository, year.year):
        return None
    words, day = f"Bảng rủi ro, cơ hội năm {year.year}", register.record.reviewed
    if day is None:
        return Act(words, register.at("risks"))
    return Act(f"{words}, rà soát ngày {date_short(day)}", register.at("reviewed"), day)


def _context(repository: Repository, year: Year) -> Act | None:
    registers = [entry for entry in (repository.context, repository.parties) if entry]
    days = [(entry.record.reviewed, entry) for entry in registers if entry.record.reviewed]
    if len(days) < len(registers) or not days:
        return None
    day, entry = min(days, key=lambda each: each[0])
    if day.year != year.year:
        return None
    words = f"Rà soát bối cảnh, các bên quan tâm ngày {date_short(day)}"
    return Act(words, entry.at("reviewed"), day)


def _audit(_: Repository, year: Year) -> Act | None:
    """The last round that was done, once all that were planned are done or given up."""
    live = [row for row in year.rows.rounds if row.record.state is not RoundState.CANCELLED]
    if not live or any(row.record.state is not RoundState.DONE for row in live):
        return None
    last = max(live, key=lambda row: audited_by(row.record) or date.min)
    day = audited_by(last.record)
    ended = f", đợt cuối ngày {date_short(day)}" if day else ""
    return Act(f"{len(live)} đợt đánh giá nội bộ{ended}", last.place, day)


def _first_audit(_: Repository, year: Year) -> Act | None:
    """The first round that was done: what the law asks for once a year."""
    done = [row for row in year.rows.rounds if row.record.state is RoundState.DONE]
    if not done:
        return None
    first = min(done, key=lambda row: audited_by(row.record) or date.max)
    day = audited_by(first.record)
    return Act(cited("Đánh giá nội bộ", None, day), first.place, day)


def _training(repository: Repository, year: Year) -> Act | None:
    """The last session that was held by the day; one that is only planned proves nothing."""
    told = [row for row in year.rows.sessions if was_held(row.record, repository.as_of)]
    if not told:
        return None
    last = max(told, key=lambda row: begun(row.record) or date.min)
    return Act(last.record.subject, last.place, begun(last.record))


def _review(repository: Repository, year: Year) -> Act | None:
    told = [row for row in year.rows.reviews if not row.record.is_only_prepared]
    held = [(row.record.held, row.index, row) for row in told if row.record.held]
    past = [each for each in held if each[0] <= repository.as_of]
    if not past:
        return None
    # Of two on one day the later row.
    day, _, row = max(past, key=lambda each: each[:2])
    return Act(row.record.minutes or f"Họp xem xét ngày {date_short(day)}", row.place, day)


def _confirmation(_: Repository, year: Year) -> Act | None:
    confirmation = year.reviews.record.confirmation if year.reviews else None
    if year.reviews is None or confirmation is None:
        return None
    return Act(confirmation.document, year.reviews.at("confirmation"), confirmation.day)


def _announced(repository: Repository, year: Year) -> Act | None:
    past = (row for row in year.rows.announcements if row.record.announced <= repository.as_of)
    told = [row for row in past if not repository.has_no_effect(row.record.decision)]
    if told:
        last = told[-1].record
        words = cited("Quyết định", last.decision, last.announced)
        return Act(words, told[-1].place, last.announced)
    found = decisions_of(repository, year.year, DecisionKind.ANNOUNCE)
    return _by_decision(found[-1]) if found else None


ACTS: Final[Mapping[str, Teller]] = {
    **{task: _by_paper(kind) for task, kind in BY_TASK.items()},
    "rui-ro-co-hoi": _risks,
    "boi-canh": _context,
    "kien-toan-ban-chi-dao": _boards,
    "danh-gia-noi-bo": _audit,
    "danh-gia-noi-bo-dot-dau": _first_audit,
    "dao-tao": _training,
    "xem-xet-lanh-dao": _review,
    "xac-nhan-hieu-luc": _confirmation,
    "cong-bo-lai": _announced,
}
"""How each act is found: what a paper completes by the paper, all else as is said here.

The keys are those of the deadline pack, and a few more beside them.
"""
