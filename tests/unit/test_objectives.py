"""Objectives achieved or not, and figures as they were known on a day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from isoqms.facts.planning.objectives import outcome, outcomes
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.repository import Repository

Loaded = Callable[..., Repository]

CASES = """\
periods:
  - {start: 2025-07-01, end: 2025-09-30, received: 100, carried_over: 0, early_or_on_time: 95,
     late: 5}
  - {start: 2025-10-01, end: 2025-12-31, received: 100, carried_over: 0, early_or_on_time: 100,
     late: 0}
"""


def objectives(rest: str) -> dict[str, str]:
    return {"nam/2025/muc-tieu.yaml": f"objectives:\n  - id: mot\n    text: Mục tiêu một\n{rest}"}


@pytest.mark.parametrize(
    ("rest", "met"),
    [
        pytest.param(
            "    target: 98\n    results: [{period: Quý III, value: 98}]\n",
            True,
            id="reached exactly",
        ),
        pytest.param(
            "    target: 98\n    results: [{period: Quý III, value: 97.9}]\n",
            False,
            id="not reached",
        ),
        pytest.param(
            "    target: 5\n    comparison: toi-da\n    results: [{period: Quý III, value: 4}]\n",
            True,
            id="at most",
        ),
        pytest.param(
            "    target: 5\n    comparison: toi-da\n    results: [{period: Quý III, value: 6}]\n",
            False,
            id="too much",
        ),
        pytest.param("    target: 98\n", None, id="nothing measured"),
        pytest.param("    results: [{period: Quý III, value: 98}]\n", None, id="no target"),
        pytest.param(
            "    target: 98\n"
            "    results: [{period: Quý III, value: 99}, {period: Quý IV, note: Không có hồ sơ}]\n",
            True,
            id="a period without a value leaves the one before",
        ),
    ],
)
def test_an_objective_is_achieved_as_its_target_and_last_result_say(
    loaded: Loaded, rest: str, met: bool | None
) -> None:
    (found,) = outcomes(loaded(objectives(rest)), 2025, date(2025, 12, 31))
    assert found.met is met


@pytest.mark.parametrize(
    ("day", "period"),
    [
        pytest.param(date(2025, 9, 30), "Quý III", id="the third quarter"),
        pytest.param(date(2025, 10, 1), "Quý IV", id="the fourth has begun"),
    ],
)
def test_a_result_of_a_period_that_has_not_begun_is_not_known(
    loaded: Loaded, day: date, period: str
) -> None:
    rest = (
        "    target: 98\n    results: [{period: Quý III, value: 97}, {period: Quý IV, value: 99}]\n"
    )
    (found,) = outcomes(loaded(objectives(rest)), 2025, day)
    assert found.source == period


def test_a_figure_of_the_records_goes_before_what_was_written_down(loaded: Loaded) -> None:
    rest = (
        "    target: 98\n    figure: cases_on_time_rate\n"
        "    results: [{period: Quý III, value: 99}]\n"
    )
    (found,) = outcomes(
        loaded({**objectives(rest), "nam/2025/ho-so.yaml": CASES}), 2025, date(2025, 9, 30)
    )
    assert (found.value, found.met) == (Decimal("95.0"), False)


def test_one_objective_comes_out_as_in_the_list(loaded: Loaded) -> None:
    repository = loaded(
        objectives("    target: 98\n    results: [{period: Năm 2025, value: 99}]\n")
    )
    (one,) = outcomes(repository, 2025, date(2025, 12, 31))
    assert outcome(repository, 2025, one.objective, date(2025, 12, 31)) == one


@pytest.mark.parametrize(
    ("comparison", "improved"),
    [pytest.param("toi-thieu", True, id="more"), pytest.param("toi-da", False, id="less")],
)
def test_better_than_the_year_before_depends_on_what_is_wanted(
    loaded: Loaded, comparison: str, improved: bool
) -> None:
    rest = (
        f"    target: 5\n    baseline: 4\n    comparison: {comparison}\n"
        "    results: [{period: Năm, value: 6}]\n"
    )
    (found,) = outcomes(loaded(objectives(rest)), 2025, date(2025, 12, 31))
    assert found.improved is improved


@pytest.mark.parametrize(
    ("day", "late"),
    [
        pytest.param(date(2025, 9, 30), 5, id="third quarter"),
        pytest.param(date(2025, 9, 29), None, id="a day before"),
    ],
)
def test_cases_of_a_period_that_is_not_over_are_not_counted(
    loaded: Loaded, day: date, late: int | None
) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": CASES})
    assert figures_until(repository, 2025, day)["cases_late"].value == late


def test_a_survey_that_is_not_over_is_not_counted(loaded: Loaded) -> None:
    answers = "answers: [{answer: Hài lòng, count: 9, satisfied: true}, {answer: Không, count: 1}]"
    repository = loaded(
        {"nam/2025/hai-long.yaml": f"surveys:\n  - end: 2025-10-20\n    {answers}\n"}
    )
    found = [
        figures_until(repository, 2025, day)["survey_rate"].value
        for day in (date(2025, 10, 19), date(2025, 10, 20))
    ]
    assert found == [None, Decimal("90.0")]
