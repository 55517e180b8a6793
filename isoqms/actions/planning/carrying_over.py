"""What of a year's records recurs in the next: the same work on the same days, its outcome still to come."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.model.audit import AuditProgramme, AuditRound, RoundState
from isoqms.model.improvement import Survey
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.model.planning.objectives import Objective, ObjectiveRegister
from isoqms.model.planning.plan import PlannedTask, YearPlan
from isoqms.model.planning.resources import BudgetLine, Resources
from isoqms.model.planning.risks import Risk, RiskKind, RiskRegister

_SPOKEN: Final = re.compile(r"\b([Nn]ăm|[Qq]uý (?:IV|I{1,3})/) ?(\d{4})\b")
_AGENCY: Final = "co-quan"


def moved(day: date | None, years: int) -> date | None:
    """The same day so many years later; 28 February where there is no 29th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def spoken(text: str | None, start: int, years: int) -> str | None:
    """A text that speaks of its year, the one before or the one after, so many years later: «năm 2025», «năm 2026»."""
    if text is None:
        return None

    def later(match: re.Match[str]) -> str:
        year = int(match[2])
        near = abs(year - start) <= 1
        return match[0].replace(match[2], str(year + years)) if near else match[0]

    return _SPOKEN.sub(later, text)


def plan(old: YearPlan, start: int, years: int, calendar: Iterable[Deadline], roles: frozenset[str]) -> YearPlan:
    """The plan without number, its tasks to be done again; those of the calendar where there were none."""
    tasks = tuple(_task(task, start, years) for task in old.tasks)
    tasks = tasks or tuple(from_calendar(calendar, start + years, roles))
    return YearPlan(summary=spoken(old.summary, start, years), tasks=tasks)


def _task(task: PlannedTask, start: int, years: int) -> PlannedTask:
    return PlannedTask(
        id=task.id,
        task=str(spoken(task.task, start, years)),
        role=task.role,
        due=moved(task.due, years),
        output=spoken(task.output, start, years),
    )


def from_calendar(calendar: Iterable[Deadline], year: int, roles: frozenset[str]) -> Iterable[PlannedTask]:
    """The agency's tasks of a calendar in a year, in the order of their days; roles it does not have are left out."""
    due = [(day, each) for each in calendar if each.who == _AGENCY and each.every is Recurrence.YEAR
           and (day := each.due_in(year)) is not None]  # fmt: skip
    for day, each in sorted(due, key=lambda pair: pair[0]):
        role = each.role if each.role in roles else None
        yield PlannedTask(id=each.id, task=each.task, role=role, due=day, output=each.output)


def objectives(old: ObjectiveRegister, start: int, years: int, outcomes: dict[str, Decimal]) -> ObjectiveRegister:
    """The objectives as drafts: what the year came to is where the next starts from; nothing is decided or told yet."""
    return ObjectiveRegister(objectives=tuple(_objective(each, start, years, outcomes) for each in old.objectives))


def _objective(old: Objective, start: int, years: int, outcomes: dict[str, Decimal]) -> Objective:
    actions = tuple(
        each.model_copy(update={name: spoken(getattr(each, name), start, years) for name in ("what", "due")})
        for each in old.actions
    )
    fresh = {
        "text": spoken(old.text, start, years),
        "measure": spoken(old.measure, start, years),
        "baseline": outcomes.get(old.id),
        "communicated": None,
        "updated": None,
        "actions": actions,
        "results": (),
    }
    return old.model_copy(update=fresh)


def risks(old: RiskRegister, years: int) -> RiskRegister:
    """The risks, judged anew from what was left of them; opportunities that were taken do not come back."""
    live = (each for each in old.risks if not is_taken(each))
    return RiskRegister(acceptable=old.acceptable, risks=tuple(_risk(each, years) for each in live))


def is_taken(risk: Risk) -> bool:
    """Whether it is an opportunity that was made use of."""
    return risk.kind is RiskKind.OPPORTUNITY and bool(risk.done or risk.result)


def _risk(old: Risk, years: int) -> Risk:
    fresh = {
        "likelihood": old.likelihood_after or old.likelihood,
        "severity": old.severity_after or old.severity,
        "score": None,
        "due": moved(old.due, years),
        "done": None,
        "result": None,
        "likelihood_after": None,
        "severity_after": None,
    }
    return old.model_copy(update=fresh)


def resources(old: Resources, start: int, years: int) -> Resources:
    """The people and the kinds of expense; sums, and a consultant's choice, are of their year."""
    return Resources(
        people_in_charge=old.people_in_charge,
        people_note=spoken(old.people_note, start, years),
        people=old.people,
        budget=tuple(
            BudgetLine(item=str(spoken(each.item, start, years)), ceiling=each.ceiling) for each in old.budget
        ),
    )


def audits(old: AuditProgramme, start: int, years: int, in_force: frozenset[str]) -> AuditProgramme:
    """The rounds as they are planned, over the same units and clauses and what is still in force; no team yet."""
    live = (each for each in old.rounds if each.state is not RoundState.CANCELLED)
    return AuditProgramme(
        purpose=spoken(old.purpose, start, years),
        method=old.method,
        rounds=tuple(_round(each, years, in_force) for each in live),
    )


def _round(old: AuditRound, years: int, in_force: frozenset[str]) -> AuditRound:
    return AuditRound(
        id=old.id,
        state=RoundState.PLANNED,
        planned_from=moved(old.planned_from, years),
        planned_to=moved(old.planned_to, years),
        units=old.units,
        clauses=old.clauses,
        documents=tuple(code for link in old.documents if (code := link.partition("@")[0]) in in_force),
    )


def surveys(old: Iterable[Survey]) -> tuple[Survey, ...]:
    """The surveys by form, method and whom they ask; one of which none of this is known says nothing."""
    shapes = (Survey(form=each.form, method=each.method, subjects=each.subjects) for each in old)
    return tuple(each for each in shapes if each.form or each.method or each.subjects)
