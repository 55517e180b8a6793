"""The arithmetic of the rules.

What adds up is never blamed, and what is blamed is what does not add up.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms import packs
from isoqms.diagnostics import Finding
from isoqms.facts.law.validity import months_after
from isoqms.facts.records.stated_dates import day_in
from isoqms.model.agency.settings import Agency, Obligation, PacksInUse, Rounding
from isoqms.model.scoring import ScoreRow, SelfScore
from isoqms.model.services import CasePeriod, CaseStatistics, StatedCases
from isoqms.repository import Entry, Packs, Repository, Year
from isoqms.rules.figures import (
    qms701_total_not_sum,
    qms702_channels_not_sum,
    qms703_resolved_not_sum,
    qms704_cases_do_not_balance,
    qms705_pending_not_reported,
    qms706_rate_does_not_follow,
    qms707_carried_over_differs,
)
from isoqms.rules.figures.ratios import Fit, fit
from isoqms.rules.protocol import Rule
from isoqms.rules.score import qms801_parent_score_not_sum
from isoqms.rules.time.papers.qms518_numbers_out_of_order import _longest_rising

CASE_RULES: tuple[Rule, ...] = (
    qms701_total_not_sum,
    qms702_channels_not_sum,
    qms703_resolved_not_sum,
    qms704_cases_do_not_balance,
    qms705_pending_not_reported,
    qms706_rate_does_not_follow,
    qms707_carried_over_differs,
)
TABLE = packs.load_scoring_table("dak-nong-2020")
PARENTS = sorted({row.parent for row in TABLE.rows if row.parent} | {"tong"})
COUNT = st.integers(0, 5000)


@cache
def repository(*, rounding: Rounding = Rounding.ROUND, inside: bool = False) -> Repository:
    agency = Agency(
        name="UBND xã An Phú",
        full_name="Ủy ban nhân dân xã An Phú",
        kind="xa",
        province="Lâm Đồng",
        place="An Phú",
        symbol="UBND",
        agency_lines=("Ủy ban nhân dân", "xã An Phú"),
        head="Chủ tịch",
        obligation=Obligation.ENCOURAGED,
        lead_agency="Sở Khoa học và Công nghệ tỉnh Lâm Đồng",
        packs=PacksInUse(scoring="dak-nong-2020"),
        rounding=rounding,
        returned_in_resolved=inside,
    )
    used = Packs(
        packs.load_standard("tcvn-iso-9001-2015"),
        packs.load_legal("viet-nam"),
        packs.load_deadlines("viet-nam"),
        TABLE,
    )
    return Repository(Path(), date(2025, 12, 31), Entry(PurePosixPath("isoqms.yaml"), agency), used)


def with_periods(base: Repository, periods: Iterable[CasePeriod]) -> Repository:
    entry = Entry(PurePosixPath("nam/2025/ho-so.yaml"), CaseStatistics(periods=tuple(periods)))
    return replace(base, years={2025: Year(2025, cases=entry)})


def said(rules: Iterable[Rule], of: Repository) -> list[Finding]:
    return [finding for rule in rules for finding in rule.check(of)]


@st.composite
def balanced(draw: st.DrawFn, *, inside: bool) -> tuple[CasePeriod, ...]:
    """Periods that follow on each other, in which nothing is lost."""
    periods: list[CasePeriod] = []
    start, carried = date(2025, 1, 1), draw(COUNT)
    for days in draw(st.lists(st.integers(1, 60), min_size=1, max_size=6)):
        channels = draw(st.tuples(COUNT, COUNT, COUNT))
        total = carried + sum(channels)
        done = draw(st.integers(0, total))
        late = draw(st.integers(0, done))
        early = draw(st.integers(0, done - late))
        returned = draw(st.integers(0, total - done))
        left = total - done - (0 if inside else returned)
        overdue = draw(st.integers(0, left))
        rate = (
            (Decimal(done - late) * 100 / done).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if done
            else None
        )
        end = start + timedelta(days=days)
        periods.append(
            CasePeriod(
                start=start,
                end=end,
                carried_over=carried,
                received=sum(channels),
                online=channels[0],
                in_person=channels[1],
                by_post=channels[2],
                early=early,
                on_time=done - late - early,
                late=late,
                returned=returned,
                pending_in_time=left - overdue,
                pending_overdue=overdue,
                stated=StatedCases(total=total, resolved=done, pending=left, on_time_rate=rate),
            )
        )
        start, carried = end + timedelta(days=1), left
    return tuple(periods)


@given(balanced(inside=False))
def test_cases_that_balance_are_never_blamed(periods: tuple[CasePeriod, ...]) -> None:
    assert said(CASE_RULES, with_periods(repository(), periods)) == []


@given(balanced(inside=True))
def test_nor_where_the_returned_cases_are_among_the_resolved(
    periods: tuple[CasePeriod, ...],
) -> None:
    assert said(CASE_RULES, with_periods(repository(inside=True), periods)) == []


@given(balanced(inside=False), st.data())
def test_what_is_left_out_is_never_held_against_what_is_stated(
    periods: tuple[CasePeriod, ...], data: st.DataObject
) -> None:
    names = [
        name for name in CasePeriod.model_fields if name not in {"start", "end", "field", "note"}
    ]
    thinner = [
        period.model_copy(
            update=dict.fromkeys(data.draw(st.sets(st.sampled_from(names)), label="left out"))
        )
        for period in periods
    ]
    rules = [rule for rule in CASE_RULES if rule is not qms705_pending_not_reported]
    assert said(rules, with_periods(repository(), thinner)) == []


@given(balanced(inside=False), st.data(), st.integers(-50, 50).filter(bool))
def test_a_total_that_is_off_is_blamed_once_and_by_the_rule_of_totals(
    periods: tuple[CasePeriod, ...], data: st.DataObject, off: int
) -> None:
    index = data.draw(st.integers(0, len(periods) - 1))
    stated = periods[index].stated
    assert stated is not None
    total = abs((stated.total or 0) + off)
    wrong = periods[index].model_copy(update={"stated": stated.model_copy(update={"total": total})})
    found = said(
        CASE_RULES, with_periods(repository(), (*periods[:index], wrong, *periods[index + 1 :]))
    )
    expected = [("periods", index, "stated", "total")] if total != stated.total else []
    assert [finding.place.route for finding in found] == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_ratio_fits_when_it_is_shortened_as_the_agency_says(
    part: int, whole: int, decimals: int
) -> None:
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(part) * 100 / whole
    rounded, cut = exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)
    assert fit(rounded, part, whole, Rounding.ROUND) is Fit.FITS
    assert fit(cut, part, whole, Rounding.TRUNCATE) is Fit.FITS
    if rounded != cut:
        assert fit(cut, part, whole, Rounding.ROUND) is Fit.SHORTENED_OTHERWISE
        assert fit(rounded, part, whole, Rounding.TRUNCATE) is Fit.SHORTENED_OTHERWISE
    assert fit(rounded + 2 * step, part, whole, Rounding.ROUND) is Fit.WRONG


def test_a_ratio_of_nothing_claims_nothing() -> None:
    assert fit(Decimal(100), 0, 0, Rounding.ROUND) is None


HALVES = st.integers(0, 2).map(lambda halves: Decimal(halves) / 2)
LEAVES = st.fixed_dictionaries({leaf.id: HALVES for leaf in TABLE.leaves})


def with_scores(scores: dict[str, Decimal]) -> Repository:
    rows = tuple(ScoreRow(id=criterion, stated=stated) for criterion, stated in scores.items())
    entry = Entry(PurePosixPath("nam/2025/tu-cham-diem.yaml"), SelfScore(table=TABLE.id, rows=rows))
    return replace(repository(), years={2025: Year(2025, self_score=entry)})


@given(LEAVES)
def test_parents_that_are_summed_are_never_blamed(leaves: dict[str, Decimal]) -> None:
    assert said([qms801_parent_score_not_sum], with_scores(TABLE.sums(leaves))) == []


@given(
    LEAVES,
    st.sets(st.sampled_from(PARENTS), min_size=1),
    st.sampled_from([Decimal("0.5"), Decimal(-1)]),
)
def test_exactly_the_rows_that_are_off_are_blamed(
    leaves: dict[str, Decimal], wrong: set[str], off: Decimal
) -> None:
    scores = TABLE.sums(leaves)
    order = list(scores)
    stated = {
        criterion: score + (off if criterion in wrong else 0) for criterion, score in scores.items()
    }
    found = said([qms801_parent_score_not_sum], with_scores(stated))
    assert {order[int(finding.place.route[1])] for finding in found} == wrong


@given(st.lists(st.integers(1, 3000), unique=True, max_size=40))
def test_what_is_kept_of_a_series_rises_and_nothing_dropped_could_be_put_back(
    orders: list[int],
) -> None:
    kept = sorted(_longest_rising(orders))
    values = [orders[index] for index in kept]
    assert values == sorted(values)
    for index in set(range(len(orders))) - set(kept):
        again = [orders[i] for i in sorted({*kept, index})]
        assert again != sorted(again)


@given(st.sets(st.integers(1, 900), min_size=3, max_size=20), st.data())
def test_one_number_far_too_high_is_the_one_that_stands_out(
    orders: set[int], data: st.DataObject
) -> None:
    rising = sorted(orders)
    at = data.draw(st.integers(0, len(rising) - 2))
    assert set(range(len(rising) + 1)) - _longest_rising([*rising[:at], 1052, *rising[at:]]) == {at}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("Thông báo số 414/TB-UBND ngày 29/9/2022", date(2022, 9, 29), id="a citation"),
        pytest.param(
            "Số 12/2022 ngày 05/02/2022", date(2022, 2, 5), id="a number with a year is no date"
        ),
        pytest.param("31/02/2022", None, id="no such day"),
        pytest.param("Kế hoạch năm 2022", None, id="no date"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_the_date_that_a_citation_states(text: str | None, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("effective", "limit"),
    [
        pytest.param(date(2025, 7, 1), date(2025, 10, 1), id="the same day three months on"),
        pytest.param(date(2025, 11, 30), date(2026, 2, 28), id="a day that February lacks"),
        pytest.param(date(2025, 9, 30), date(2025, 12, 30), id="within the year"),
        pytest.param(date(2025, 10, 15), date(2026, 1, 15), id="over the new year"),
    ],
)
def test_three_months_to_follow_a_law(effective: date, limit: date) -> None:
    assert months_after(effective, 3) == limit


def test_an_agency_that_truncates_is_not_blamed_for_82_7() -> None:
    assert fit(Decimal("82.7"), 264, 319, Rounding.ROUND) is Fit.SHORTENED_OTHERWISE
    assert fit(Decimal("82.7"), 264, 319, Rounding.TRUNCATE) is Fit.FITS
