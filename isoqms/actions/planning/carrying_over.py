"""What of a year's records recurs in the next: the same work, its outcome still to come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from isoqms.facts.planning.baselines import year_result
from isoqms.model.audit import AuditProgramme, AuditRound, RoundState
from isoqms.model.improvement import SatisfactionRegister, Survey
from isoqms.model.packs.deadlines import Recurrence
from isoqms.model.planning.objectives import Objective, ObjectiveAction, ObjectiveRegister
from isoqms.model.planning.plan import PlannedTask, YearPlan
from isoqms.model.planning.resources import BudgetLine, Resources
from isoqms.model.planning.risks import Risk, RiskKind, RiskRegister
from isoqms.repository import Repository

_SPOKEN: Final = re.compile(r"\b([Nn]ăm|[Qq]uý (?:IV|I{1,3})/) ?(\d{4})\b")
_AGENCY: Final = "co-quan"


@dataclass(frozen=True, slots=True)
class Passage:
    """From which year to which the records go over, and what of the agency bears on it."""

    repository: Repository
    start: int
    """The year that they come from."""
    year: int
    """The year that is opened."""

    @property
    def years(self) -> int:
        """How many years lie between them."""
        return self.year - self.start

    def day(self, day: date | None) -> date | None:
        """The same day in the year that is opened."""
        return moved(day, self.years)

    def text(self, text: str | None) -> str | None:
        """A text that speaks of its year, speaking of the year that is opened."""
        return spoken(text, self.start, self.years)


def moved(day: date | None, years: int) -> date | None:
    """The same day so many years later; 28 February where there is no 29th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def spoken(text: str | None, start: int, years: int) -> str | None:
    """A text that speaks of its year or a neighbour of it, so many years later: «năm 2026»."""
    if text is None:
        return None

    def later(match: re.Match[str]) -> str:
        year = int(match[2])
        near = abs(year - start) <= 1
        return match[0].replace(match[2], str(year + years)) if near else match[0]

    return _SPOKEN.sub(later, text)


def plan(old: YearPlan, passage: Passage) -> YearPlan:
    """The plan without number, its tasks to be done again.

    Those of the calendar where there were none.
    """
    tasks = tuple(_task(task, passage) for task in old.tasks)
    return YearPlan(
        summary=passage.text(old.summary),
        tasks=tasks or tuple(_from_calendar(passage)),
    )


def _task(task: PlannedTask, passage: Passage) -> PlannedTask:
    return PlannedTask(
        id=task.id,
        task=str(passage.text(task.task)),
        role=task.role,
        due=passage.day(task.due),
        output=passage.text(task.output),
    )


def _from_calendar(passage: Passage) -> Iterator[PlannedTask]:
    """The agency's tasks of the calendar, by their days; roles it does not have are left out."""
    roles = {role.key for role in passage.repository.agency.record.roles}
    calendar = passage.repository.packs.deadlines.deadlines
    own = [each for each in calendar if each.who == _AGENCY and each.every is Recurrence.YEAR]
    days = ((each.due_in(passage.year), each) for each in own)
    due = [(day, each) for day, each in days if day is not None]
    for day, each in sorted(due, key=lambda pair: pair[0]):
        role = each.role if each.role in roles else None
        yield PlannedTask(id=each.id, task=each.task, role=role, due=day, output=each.output)


def objectives(old: ObjectiveRegister, passage: Passage) -> ObjectiveRegister:
    """The objectives as drafts: each starts from what the year came to; nothing is decided yet."""
    return ObjectiveRegister(objectives=tuple(_objective(each, passage) for each in old.objectives))


def _objective(old: Objective, passage: Passage) -> Objective:
    outcome = year_result(passage.repository, passage.start, old.id)
    fresh = {
        "text": passage.text(old.text),
        "measure": passage.text(old.measure),
        "baseline": outcome.value if outcome else None,
        "communicated": None,
        "updated": None,
        "actions": tuple(_action(each, passage) for each in old.actions),
        "results": (),
    }
    return old.model_copy(update=fresh)


def _action(old: ObjectiveAction, passage: Passage) -> ObjectiveAction:
    return old.model_copy(update={"what": passage.text(old.what), "due": passage.text(old.due)})


def risks(old: RiskRegister, passage: Passage) -> RiskRegister:
    """The risks, judged anew from what was left of them.

    Opportunities that were taken do not come back.
    """
    live = (each for each in old.risks if not is_taken(each))
    risks_ = tuple(_risk(each, passage) for each in live)
    return RiskRegister(acceptable=old.acceptable, risks=risks_)


def is_taken(risk: Risk) -> bool:
    """Whether it is an opportunity that was made use of."""
    return risk.kind is RiskKind.OPPORTUNITY and bool(risk.done or risk.result)


def _risk(old: Risk, passage: Passage) -> Risk:
    fresh = {
        "likelihood": old.likelihood_after or old.likelihood,
        "severity": old.severity_after or old.severity,
        "score": None,
        "due": passage.day(old.due),
        "done": None,
        "result": None,
        "likelihood_after": None,
        "severity_after": None,
    }
    return old.model_copy(update=fresh)


def resources(old: Resources, passage: Passage) -> Resources:
    """The people and the kinds of expense; sums, and a consultant's choice, are of their year."""
    return Resources(
        people_in_charge=old.people_in_charge,
        people_note=passage.text(old.people_note),
        people=old.people,
        budget=tuple(_budget_line(each, passage) for each in old.budget),
    )


def _budget_line(old: BudgetLine, passage: Passage) -> BudgetLine:
    return BudgetLine(item=str(passage.text(old.item)), ceiling=old.ceiling)


def audits(old: AuditProgramme, passage: Passage) -> AuditProgramme:
    """The rounds as they are planned, over the same units and clauses and what is still in force.

    No team yet.
    """
    live = (each for each in old.rounds if each.state is not RoundState.CANCELLED)
    return AuditProgramme(
        purpose=passage.text(old.purpose),
        method=old.method,
        rounds=tuple(_round(each, passage) for each in live),
    )


def _round(old: AuditRound, passage: Passage) -> AuditRound:
    codes = (link.partition("@")[0] for link in old.documents)
    return AuditRound(
        id=old.id,
        state=RoundState.PLANNED,
        planned_from=passage.day(old.planned_from),
        planned_to=passage.day(old.planned_to),
        units=old.units,
        clauses=old.clauses,
        documents=tuple(code for code in codes if code in passage.repository.in_force),
    )


def surveys(old: SatisfactionRegister, _: Passage) -> SatisfactionRegister:
    """The surveys by form, method and whom they ask.

    One of which none of this is known says nothing.
    """
    # Their days and numbers are of their year.
    shapes = [
        Survey(form=each.form, method=each.method, subjects=each.subjects) for each in old.surveys
    ]
    return SatisfactionRegister(surveys=tuple(filter(_says_something, shapes)))


def _says_something(survey: Survey) -> bool:
    return any((survey.form, survey.method, survey.subjects))
