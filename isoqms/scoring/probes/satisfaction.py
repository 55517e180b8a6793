"""Probes of how the satisfaction of citizens is measured (đo lường sự hài lòng; 9.1.2)."""

from typing import Final

from isoqms.facts.improvement.surveys import overall
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import Survey
from isoqms.model.layout import file_of
from isoqms.repository.entry import Row
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, none, shared, unknown
from isoqms.wording import listed, number, percent

_PLAN: Final = Raise(
    f"Trình ký kế hoạch khảo sát, ghi số, ngày vào {file_of('hai-long')}.",
    "isoqms decision survey-plan",
    Effort.PAPER,
    within_year=True,
)
_COLLECT: Final = Raise("Ghi số phiếu phát ra, thu về và kết quả theo mức.", "isoqms update survey")
_REPORT: Final = Raise(
    f"Lập báo cáo kết quả khảo sát, ghi số, ngày vào {file_of('hai-long')}.",
    "isoqms decision survey-report",
    Effort.PAPER,
)
_SURVEY: Final = Raise(
    f"Khảo sát mức độ hài lòng, ghi vào {file_of('hai-long')}.",
    "isoqms new survey",
    Effort.ACT,
    within_year=True,
)


def _surveys(ground: Ground) -> tuple[Row[Survey], ...]:
    days = ((row, row.record.start or day_in(row.record.plan)) for row in ground.year.rows.surveys)
    return tuple(row for row, day in days if day is None or day <= ground.day)


def _no_survey(ground: Ground, raise_by: Raise) -> Proof:
    return none(
        Against(
            f"năm {ground.year.year} không ghi đợt khảo sát nào",
            name=Counter.SURVEY_NONE,
            missing=True,
        ),
        raise_by,
    )


def _planned(ground: Ground) -> Proof:
    surveys = _surveys(ground)
    if not surveys:
        return _no_survey(ground, _PLAN)
    plans = ((row.record.plan, row.at("plan")) for row in surveys)
    told = tuple(Said(plan, place) for plan, place in plans if plan)
    if not told:
        words = "không đợt khảo sát nào ghi kế hoạch"
        return none(Against(words, name=Counter.SURVEY_NO_PLAN, missing=True), _PLAN)
    words = f"{number(len(surveys) - len(told))} đợt khảo sát không ghi kế hoạch"
    against = Against(words, (surveys[0].list_place,), missing=True)
    return shared(len(told), len(surveys), told, against, _PLAN)


def _collected(ground: Ground) -> Proof:
    """The sheets that came back.

    Where only the report tells of them, a person must look into it.
    """
    surveys = _surveys(ground)
    if not surveys:
        return _no_survey(ground, _SURVEY)
    agency = ground.repository.agency.record
    told = [row for row in surveys if row.record.returned or row.record.answers]
    evidence = tuple(Said(_sheets(row.record, agency), row.place) for row in told)
    if not told:
        reports = _reports(surveys)
        if reports:
            return unknown(_COLLECT, *reports)
    words = f"{number(len(surveys) - len(told))} đợt khảo sát không ghi số phiếu"
    against = Against(words, (surveys[0].list_place,), missing=True)
    return shared(len(told), len(surveys), evidence, against, _COLLECT)


def _sheets(survey: Survey, agency: Agency) -> str:
    """How many sheets came back, of how many sent where both are known."""
    if survey.returned and survey.sent:
        return f"Thu về {number(survey.returned)} trong {number(survey.sent)} phiếu"
    return f"Ghi {number(_answered(survey, agency) or survey.returned or 0)} phiếu trả lời"


def _reports(surveys: tuple[Row[Survey], ...]) -> tuple[Said, ...]:
    told = ((row.record.report, row.at("report")) for row in surveys)
    return tuple(Said(report, place) for report, place in told if report)


def _reported(ground: Ground) -> Proof:
    """The report of each survey; a rate in it that its own sheets do not give is half a proof."""
    surveys = _surveys(ground)
    if not surveys:
        return _no_survey(ground, _SURVEY)
    told = [row for row in surveys if row.record.report]
    if not told:
        words = "không đợt khảo sát nào ghi báo cáo kết quả"
        return none(Against(words, name=Counter.SURVEY_NO_REPORT, missing=True), _REPORT)
    evidence = _reports(surveys)
    agency = ground.repository.agency.record
    off = [row for row in told if not _adds_up(row.record, agency)]
    if off:
        places = tuple(row.at("rate_stated") for row in off)
        against = Against("tỷ lệ hài lòng đã ghi không khớp số phiếu", places)
        return shared(2 * len(told) - len(off), 2 * len(surveys), evidence, against, _COLLECT)
    words = f"{number(len(surveys) - len(told))} đợt khảo sát không ghi báo cáo"
    against = Against(words, (surveys[0].list_place,), missing=True)
    return shared(len(told), len(surveys), evidence, against, _REPORT)


def _answered(survey: Survey, agency: Agency) -> int:
    """How many sheets the rate is taken from; 0 without counts."""
    tally = overall(survey, agency)
    return tally.total if tally else 0


def _adds_up(survey: Survey, agency: Agency) -> bool:
    """Whether the stated rate is that of the general question, rounded or cut off."""
    tally = overall(survey, agency)
    if survey.rate_stated is None or tally is None or tally.satisfied is None:
        return True
    decimals = max(-int(survey.rate_stated.as_tuple().exponent), 0)
    part, whole = tally.satisfied, tally.total
    return survey.rate_stated in {
        percent(part, whole, decimals),
        percent(part, whole, decimals, truncate=True),
    }


def _filed(ground: Ground) -> Proof:
    surveys = _surveys(ground)
    if not surveys:
        return _no_survey(ground, _SURVEY)
    known = [row.record for row in surveys]
    wanted = (
        ("kế hoạch", all(each.plan for each in known)),
        ("số phiếu", all(each.returned or each.answers for each in known)),
        ("báo cáo", all(each.report for each in known)),
    )
    place = surveys[0].list_place
    there, lacking = there_and_lacking(wanted)
    evidence = (Said(f"Hồ sơ khảo sát có {listed(there)}", place),) if there else ()
    against = Against(f"hồ sơ khảo sát chưa ghi {listed(lacking)}", (place,), missing=True)
    return shared(len(there), len(wanted), evidence, against, _COLLECT)


PROBES: Final = (
    Probe(
        "survey-planned",
        "Mọi đợt khảo sát có kế hoạch",
        _planned,
        frozenset({Counter.SURVEY_NONE, Counter.SURVEY_NO_PLAN}),
    ),
    Probe(
        "survey-collected",
        "Mọi đợt khảo sát ghi số phiếu",
        _collected,
        frozenset({Counter.SURVEY_NONE}),
    ),
    Probe(
        "survey-reported",
        "Mọi đợt khảo sát có báo cáo, tỷ lệ khớp số phiếu",
        _reported,
        frozenset({Counter.SURVEY_NONE, Counter.SURVEY_NO_REPORT}),
    ),
    Probe(
        "survey-filed",
        "Hồ sơ khảo sát đủ kế hoạch, số phiếu, báo cáo",
        _filed,
        frozenset({Counter.SURVEY_NONE}),
    ),
)
