"""What the papers of a satisfaction survey share: the survey, its target, their frame."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from isoqms.facts.improvement.surveys import combined_rate
from isoqms.facts.papers.cited_numbers import known_on
from isoqms.facts.planning.objectives import measured
from isoqms.facts.reporting.figures import year_of
from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import Survey
from isoqms.model.layout import path_of
from isoqms.model.planning.objectives import Objective
from isoqms.model.planning.plan import PlannedTask
from isoqms.pages.layout.blocks import Block, Paper, Properties, Signature, ended
from isoqms.pages.papers.agency_paper import archive, capacity, letterhead, profile
from isoqms.pages.papers.lacking import lacking
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, Year
from isoqms.wording import date_short, number, whole


@dataclass(frozen=True, slots=True)
class SurveyGround:
    """The survey that a paper is about, and what stands around it."""

    repository: Repository
    order: PaperOrder
    year: Year
    index: int
    survey: Survey

    @property
    def agency(self) -> Agency:
        """The agency's settings."""
        return self.repository.agency.record

    @property
    def path(self) -> str:
        """The file in which the surveys of the year stand."""
        return str(path_of("hai-long", self.order.year))

    @property
    def place(self) -> str:
        """Where the survey stands in it, in words."""
        return f"{self.path}, đợt khảo sát thứ {self.index + 1}"


def ground_of(repository: Repository, order: PaperOrder, paper: str) -> SurveyGround:
    """The survey that an order is about: the last, or that of its number; Lacking without one."""
    year = year_of(repository, order.year)
    surveys = [row.record for row in year.rows.surveys]
    chosen = whole(order.item) - 1 if order.item and order.item.isdecimal() else len(surveys) - 1
    if not 0 <= chosen < len(surveys):
        which = f"đợt khảo sát thứ {order.item}" if order.item else "đợt khảo sát"
        hint = "Ghi đợt khảo sát bằng `isoqms new survey`."
        raise lacking(
            paper, [(which, f"{path_of('hai-long', order.year)}, mục «Khảo sát» (surveys)")], hint
        )
    return SurveyGround(repository, order, year, chosen, surveys[chosen])


def survey_paper(
    ground: SurveyGround, symbol: str, kind: str, recorded: str | None, body: tuple[Block, ...]
) -> Paper:
    """A paper about a survey, with the number and day that the records already have of it."""
    agency, order = ground.agency, ground.order
    copies = (*(unit.name for unit in agency.units), archive(agency))
    known, day_known = known_on(recorded, symbol, order.day)
    number, signed = order.number or known, order.signed or day_known
    return Paper(
        letterhead=letterhead(agency, symbol, order.year, number, signed),
        body=ended(body),
        signature=Signature(
            capacity(agency, order.authority, order.signer_post), order.signer or "", copies
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"{kind} khảo sát mức độ hài lòng năm {order.year}", agency.name, order.dated
        ),
    )


def rate_before(ground: SurveyGround) -> Decimal | None:
    """The rate of the year before: of its survey, or else as the objective's baseline tells it."""
    before = ground.repository.rows_of(ground.order.year - 1)
    rate = combined_rate([row.record for row in before.surveys], ground.agency)
    if rate is not None:
        return rate
    target = survey_target(ground)
    return target.baseline if target else None


def survey_target(ground: SurveyGround) -> Objective | None:
    """The objective of the year that is measured by the survey."""
    objectives = (row.record for row in ground.year.rows.objectives)
    measured = (each for each in objectives if each.figure == "survey_rate")
    return next((each for each in measured if each.target is not None), None)


def limit_words(objective: Objective) -> str:
    """`từ 90% trở lên`; nothing for an objective without a target."""
    return (
        f"từ {measured(objective.target, objective.unit_of_measure)} trở lên"
        if objective.target is not None
        else ""
    )


def task_of(ground: SurveyGround, key: str) -> PlannedTask | None:
    """The task of the year's plan with this key, if the plan has it."""
    tasks = (row.record for row in ground.year.rows.tasks)
    return next((task for task in tasks if task.id == key), None)


def ended_words(text: str | None) -> str:
    """The words of a record as a sentence."""
    return f"{(text or '').strip().rstrip('.;')}."


def count_words(value: int | None) -> str:
    """A count in a cell; nothing for one that is not known."""
    return "" if value is None else number(value)


def short_day(day: date | None) -> str:
    """A day as `05/02/2020`; nothing for none."""
    return date_short(day) if day else ""
