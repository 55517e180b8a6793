"""The figures of a year as they were known on a day: later periods and surveys are left out."""

from dataclasses import replace
from datetime import date

from isoqms.facts.records.stated_dates import day_in
from isoqms.facts.reporting.figures import Figures, figures
from isoqms.model.improvement import SatisfactionRegister, Survey
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry


def figures_until(repository: Repository, year: int, day: date) -> Figures:
    """Every figure of the year from what was over by `day`.

    NoSuchYear where there are no records of the year.
    """
    known = repository.years.get(year)
    if known is None:
        return figures(repository, year)
    over = replace(known, satisfaction=_surveys(known.satisfaction, day))
    years = {**repository.years, year: over}
    then = replace(repository, as_of=min(day, repository.as_of), years=years)
    return figures(then, year, until=day)


def surveyed_by(survey: Survey, day: date) -> bool:
    """Whether a survey was over on `day`, by its last day or that of its report.

    True where neither is told.
    """
    over = survey.end or day_in(survey.report)
    return over is None or over <= day


def _surveys(
    entry: Entry[SatisfactionRegister] | None, day: date
) -> Entry[SatisfactionRegister] | None:
    if entry is None:
        return None
    kept = tuple(survey for survey in entry.record.surveys if surveyed_by(survey, day))
    return replace(entry, record=entry.record.model_copy(update={"surveys": kept}))
