"""Probes of how the satisfaction of citizens is measured (đo lường sự hài lòng; 9.1.2)."""

from typing import Final

from isoqms.facts.improvement.surveys import overall
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import Survey
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, few
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, none, shared, unknown
from isoqms.wording import number, percent

_PLAN: Final = Raise(
    "Trình ký kế hoạch khảo sát, ghi số, ngày vào hai-long.yaml.",
    "isoqms decision survey-plan",
    Effort.PAPER,
    within_year=True,
)
_COLLECT: Final = Raise("Ghi số phiếu phát ra, thu về và kết quả theo mức.", "isoqms update survey")
_REPORT: Final = Raise(
    "Lập báo cáo kết quả khảo sát, ghi số, ngày vào hai-long.yaml.", "isoqms decision survey-report", Effort.PAPER
)
_SURVEY: Final = Raise(
    "Khảo sát mức độ hài lòng, ghi vào hai-long.yaml.", "isoqms new survey", Effort.ACT, within_year=True
)


def _surveys(ground: Ground) -> tuple[tuple[int, Survey], ...]:
    entry = ground.year.satisfaction
    return tuple(
        (index, each)
        for index, each in enumerate(entry.record.surveys if entry else ())
        if (each.start or day_in(each.plan) or ground.day) <= ground.day
    )


def _no_survey(ground: Ground, raise_by: Raise) -> Proof:
    return none(
        Against(f"năm {ground.year.year} không ghi đợt khảo sát nào", name=Counter.SURVEY_NONE, missing=True), raise_by
    )


def _planned(ground: Ground) -> Proof:
    entry, surveys = ground.year.satisfaction, _surveys(ground)
    if entry is None or not surveys:
        return _no_survey(ground, _PLAN)
    told = [(index, each.plan) for index, each in surveys if each.plan]
    if not told:
        return none(Against("không đợt khảo sát nào ghi kế hoạch", name=Counter.SURVEY_NO_PLAN, missing=True), _PLAN)
    evidence = tuple(Said(plan, entry.at("surveys", index, "plan")) for index, plan in told)
    against = Against(
        f"{number(len(surveys) - len(told))} đợt khảo sát không ghi kế hoạch", (entry.at("surveys"),), missing=True
    )
    return shared(len(told), len(surveys), evidence, against, _PLAN)


def _collected(ground: Ground) -> Proof:
    """The sheets that came back; where only the report tells of them, a person must look into it."""
    entry, surveys = ground.year.satisfaction, _surveys(ground)
    if entry is None or not surveys:
        return _no_survey(ground, _SURVEY)
    told = [(index, each) for index, each in surveys if each.returned or each.answers]
    evidence = tuple(
        Said(
            f"Thu về {number(each.returned)} trong {number(each.sent)} phiếu"
            if each.returned and each.sent
            else f"Ghi {number(_answered(each, ground.repository.agency.record) or each.returned or 0)} phiếu trả lời",
            entry.at("surveys", index),
        )
        for index, each in told
    )
    if not told:
        reports = tuple(
            Said(each.report, entry.at("surveys", index, "report")) for index, each in surveys if each.report
        )
        if reports:
            return unknown(_COLLECT, *reports)
    against = Against(
        f"{number(len(surveys) - len(told))} đợt khảo sát không ghi số phiếu", (entry.at("surveys"),), missing=True
    )
    return shared(len(told), len(surveys), evidence, against, _COLLECT)


def _reported(ground: Ground) -> Proof:
    """The report of each survey; a rate in it that its own sheets do not give is half a proof."""
    entry, surveys = ground.year.satisfaction, _surveys(ground)
    if entry is None or not surveys:
        return _no_survey(ground, _SURVEY)
    told = [(index, each) for index, each in surveys if each.report]
    if not told:
        return none(
            Against("không đợt khảo sát nào ghi báo cáo kết quả", name=Counter.SURVEY_NO_REPORT, missing=True), _REPORT
        )
    evidence = tuple(Said(each.report or "", entry.at("surveys", index, "report")) for index, each in told)
    off = [(index, each) for index, each in told if not _adds_up(each, ground.repository.agency.record)]
    if off:
        against = Against(
            "tỷ lệ hài lòng đã ghi không khớp số phiếu", tuple(entry.at("surveys", i, "rate_stated") for i, _ in off)
        )
        return shared(
            2 * len(surveys) - len(off) - 2 * (len(surveys) - len(told)), 2 * len(surveys), evidence, against, _COLLECT
        )
    against = Against(
        f"{number(len(surveys) - len(told))} đợt khảo sát không ghi báo cáo", (entry.at("surveys"),), missing=True
    )
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
    return survey.rate_stated in {percent(part, whole, decimals), percent(part, whole, decimals, truncate=True)}


def _filed(ground: Ground) -> Proof:
    entry, surveys = ground.year.satisfaction, _surveys(ground)
    if entry is None or not surveys:
        return _no_survey(ground, _SURVEY)
    wanted = (
        ("kế hoạch", all(each.plan for _, each in surveys)),
        ("số phiếu", all(each.returned or each.answers for _, each in surveys)),
        ("báo cáo", all(each.report for _, each in surveys)),
    )
    lacking = [words for words, met in wanted if not met]
    evidence = (
        (Said(f"Hồ sơ khảo sát có {few(words for words, met in wanted if met)}", entry.at("surveys")),)
        if len(lacking) < 3
        else ()
    )
    against = Against(f"hồ sơ khảo sát chưa ghi {few(lacking)}", (entry.at("surveys"),), missing=True)
    return shared(3 - len(lacking), 3, evidence, against, _COLLECT)


PROBES: Final = (
    Probe(
        "survey-planned",
        "Mọi đợt khảo sát có kế hoạch",
        _planned,
        frozenset({Counter.SURVEY_NONE, Counter.SURVEY_NO_PLAN}),
    ),
    Probe("survey-collected", "Mọi đợt khảo sát ghi số phiếu", _collected, frozenset({Counter.SURVEY_NONE})),
    Probe(
        "survey-reported",
        "Mọi đợt khảo sát có báo cáo, tỷ lệ khớp số phiếu",
        _reported,
        frozenset({Counter.SURVEY_NONE, Counter.SURVEY_NO_REPORT}),
    ),
    Probe("survey-filed", "Hồ sơ khảo sát đủ kế hoạch, số phiếu, báo cáo", _filed, frozenset({Counter.SURVEY_NONE})),
)
