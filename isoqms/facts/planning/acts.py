"""What an agency has done of the year's work, on which day and by which paper.

The calendar (`agenda`), the score card (`scoring`) and the gate of the announcement ask for the same acts, so that none
of them can say that a thing is done while another says that it is not. An act goes by the key of the deadline pack
where the calendar knows it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from isoqms.diagnostics import Place
from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.audit import RoundState
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.planning.plan import PlannedTask
from isoqms.repository.content import Entry, Repository, Year
from isoqms.wording import date_short


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done (việc đã làm)."""

    words: str
    """What proves it, as it is told to a person: «Quyết định số 78/QĐ-UBND ngày 18/9/2025»."""
    place: Place
    day: date | None = None
    """None where the records say that it was done and not when."""


Teller: TypeAlias = Callable[[Repository, Year], Act | None]


def act(repository: Repository, year: int, name: str) -> Act | None:
    """The act of a year with this key, as the records tell it up to `as_of`.

    None where it was not done, or nobody has recorded it, or its year has no folder. Where there is no teller of our
    own, and where ours finds nothing, the task of the year's plan with the same key speaks.
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
    for index, task in enumerate(year.plan.record.tasks if year.plan else ()):
        if task.id == name and year.plan and task.done and task.done <= repository.as_of:
            return Act(_evidence(task), year.plan.at("tasks", index, "done"), task.done)
    return None


def _evidence(task: PlannedTask) -> str:
    return task.evidence or f"Kế hoạch năm ghi «{task.task}» đã xong"


def decisions_of(repository: Repository, year: int, *kinds: DecisionKind) -> tuple[Entry[Decision], ...]:
    """The decisions of these kinds signed in a year, up to `as_of`, in the order of signing."""
    return tuple(
        entry
        for entry in repository.decisions
        if entry.record.kind in kinds and entry.record.signed.year == year and entry.record.signed <= repository.as_of
    )


def _decided(*kinds: DecisionKind) -> Teller:
    def tell(repository: Repository, year: Year) -> Act | None:
        found = decisions_of(repository, year.year, *kinds)
        return _by_decision(found[-1]) if found else None

    return tell


def _by_decision(entry: Entry[Decision]) -> Act:
    record = entry.record
    words = f"Quyết định số {record.number} ngày {date_short(record.signed)}"
    return Act(words, entry.at("number"), record.signed)


def _plan(_: Repository, year: Year) -> Act | None:
    plan = year.plan
    if plan is None or not (plan.record.number or plan.record.signed):
        return None
    return Act(_paper("Kế hoạch", plan.record.number, plan.record.signed), plan.at("number"), plan.record.signed)


def _paper(kind: str, number: str | None, day: date | None) -> str:
    return f"{kind}{f' số {number}' if number else ''}{f' ngày {date_short(day)}' if day else ''}"


def _policy_objectives(repository: Repository, year: Year) -> Act | None:
    found = _decided(DecisionKind.POLICY_OBJECTIVES)(repository, year)
    if found is not None or year.objectives is None or year.objectives.record.decision is None:
        return found
    number = year.objectives.record.decision
    signed = next((d.record.signed for d in repository.decisions_by_number.get(number, ())), None)
    return Act(_paper("Quyết định", number, signed), year.objectives.at("decision"), signed)


def _audit_team(repository: Repository, year: Year) -> Act | None:
    found = _decided(DecisionKind.AUDIT_TEAM)(repository, year)
    if found is not None or year.audits is None or year.audits.record.team_decision is None:
        return found
    number = year.audits.record.team_decision
    same = (d.record.signed for d in repository.decisions_by_number.get(number, ()))
    signed = next((day for day in same if day.year == year.year), None)
    return Act(_paper("Quyết định", number, signed), year.audits.at("team_decision"), signed)


def _risks(_: Repository, year: Year) -> Act | None:
    if year.risks is None or not year.risks.record.risks:
        return None
    return Act(f"Bảng rủi ro, cơ hội năm {year.year}", year.risks.at("risks"))


def _context(repository: Repository, year: Year) -> Act | None:
    registers = [entry for entry in (repository.context, repository.parties) if entry]
    days = [(entry.record.reviewed, entry) for entry in registers if entry.record.reviewed]
    if len(days) < len(registers) or not days:
        return None
    day, entry = min(days, key=lambda each: each[0])
    if day.year != year.year:
        return None
    return Act(f"Rà soát bối cảnh, các bên quan tâm ngày {date_short(day)}", entry.at("reviewed"), day)


def _audit(_: Repository, year: Year) -> Act | None:
    """The last round that was done, once all that were planned are done or given up."""
    audits = year.audits
    if audits is None:
        return None
    live = [(i, each) for i, each in enumerate(audits.record.rounds) if each.state is not RoundState.CANCELLED]
    if not live or any(each.state is not RoundState.DONE for _, each in live):
        return None
    index, last = max(live, key=lambda each: audited_by(each[1]) or date.min)
    day = audited_by(last)
    words = f"{len(live)} đợt đánh giá nội bộ{f', đợt cuối ngày {date_short(day)}' if day else ''}"
    return Act(words, audits.at("rounds", index), day)


def _first_audit(_: Repository, year: Year) -> Act | None:
    """The first round that was done: what the law asks for once a year."""
    audits = year.audits
    done = [
        (audited_by(each) or date.max, index)
        for index, each in enumerate(audits.record.rounds if audits else ())
        if each.state is RoundState.DONE
    ]
    if audits is None or not done:
        return None
    day, index = min(done)
    known = None if day == date.max else day
    return Act(_paper("Đánh giá nội bộ", None, known), audits.at("rounds", index), known)


def _programme(_: Repository, year: Year) -> Act | None:
    if year.audits is None or year.audits.record.programme is None:
        return None
    words = year.audits.record.programme
    return Act(words, year.audits.at("programme"), day_in(words))


def _training(_: Repository, year: Year) -> Act | None:
    sessions = year.training.record.sessions if year.training else ()
    # A letter that sends people to a course is what agencies record; the course itself may have no day of its own.
    days = [(each.held or day_in(each.document), i) for i, each in enumerate(sessions) if each.held or each.document]
    if year.training is None or not days:
        return None
    day, index = max(days, key=lambda each: each[0] or date.min)
    return Act(sessions[index].subject, year.training.at("sessions", index), day)


def _survey(part: str) -> Teller:
    def tell(_: Repository, year: Year) -> Act | None:
        for index, survey in enumerate(year.satisfaction.record.surveys if year.satisfaction else ()):
            words: str | None = getattr(survey, part)
            if words and year.satisfaction:
                return Act(words, year.satisfaction.at("surveys", index, part), day_in(words))
        return None

    return tell


def _report(_: Repository, year: Year) -> Act | None:
    report = year.report
    if report is None or not (report.record.number and report.record.signed):
        return None
    words = _paper("Báo cáo", report.record.number, report.record.signed)
    return Act(words, report.at("number"), report.record.signed)


def _review(repository: Repository, year: Year) -> Act | None:
    reviews = year.reviews
    held = [(each.held, i) for i, each in enumerate(reviews.record.reviews if reviews else ()) if each.held]
    held = [each for each in held if each[0] <= repository.as_of]
    if reviews is None or not held:
        return None
    day, index = max(held)
    minutes = reviews.record.reviews[index].minutes
    return Act(minutes or f"Họp xem xét ngày {date_short(day)}", reviews.at("reviews", index), day)


def _confirmation(_: Repository, year: Year) -> Act | None:
    confirmation = year.reviews.record.confirmation if year.reviews else None
    if year.reviews is None or confirmation is None:
        return None
    return Act(confirmation.document, year.reviews.at("confirmation"), confirmation.day)


def _announced(repository: Repository, year: Year) -> Act | None:
    last = None
    for index, each in enumerate(year.announcements.record.announcements if year.announcements else ()):
        if year.announcements and each.announced <= repository.as_of:
            words = f"Quyết định số {each.decision} ngày {date_short(each.announced)}"
            last = Act(words, year.announcements.at("announcements", index), each.announced)
    return last or _decided(DecisionKind.ANNOUNCE)(repository, year)


ACTS: Final[Mapping[str, Teller]] = {
    "ke-hoach-nam": _plan,
    "chinh-sach-muc-tieu": _policy_objectives,
    "rui-ro-co-hoi": _risks,
    "boi-canh": _context,
    "kien-toan-ban-chi-dao": _decided(DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM),
    "doan-danh-gia": _audit_team,
    "danh-gia-noi-bo-chuong-trinh": _programme,
    "danh-gia-noi-bo": _audit,
    "danh-gia-noi-bo-dot-dau": _first_audit,
    "dao-tao": _training,
    "ban-hanh-tai-lieu": _decided(DecisionKind.ISSUE),
    "ke-hoach-khao-sat": _survey("plan"),
    "bao-cao-khao-sat": _survey("report"),
    "bao-cao-tu-cham-diem": _report,
    "xem-xet-lanh-dao": _review,
    "xac-nhan-hieu-luc": _confirmation,
    "cong-bo-lai": _announced,
}
"""How each act is found; the keys are those of the deadline pack, and a few more beside them."""
