"""The ratios of a survey follow from its counts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.facts.improvement.surveys import combined_rate, overall, return_rate, tallies
from isoqms.model.agency.settings import Agency, Rounding
from isoqms.model.improvement import Answer, Survey

LEVELS = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng")


def agency(rounding: Rounding = Rounding.ROUND) -> Agency:
    return Agency.model_validate(
        {
            "name": "UBND xã An Phú",
            "full_name": "Ủy ban nhân dân xã An Phú",
            "kind": "xa",
            "province": "Lâm Đồng",
            "place": "An Phú",
            "symbol": "UBND",
            "agency_lines": ["Ủy ban nhân dân", "xã An Phú"],
            "head": "Chủ tịch",
            "obligation": "khuyen-khich",
            "lead_agency": "Sở Khoa học và Công nghệ",
            "rounding": rounding,
        }
    )


def counted(*counts: int, question: str | None = None) -> tuple[Answer, ...]:
    return tuple(
        Answer(question=question, answer=level, count=count, satisfied=place < 2)
        for place, (level, count) in enumerate(zip(LEVELS, counts, strict=True))
    )


@pytest.mark.parametrize(
    ("rounding", "rate"),
    [
        pytest.param(Rounding.ROUND, "66.7", id="rounded"),
        pytest.param(Rounding.TRUNCATE, "66.6", id="cut"),
    ],
)
def test_the_rate_is_shortened_as_the_agency_does(rounding: Rounding, rate: str) -> None:
    tally = overall(Survey(answers=counted(1, 1, 0, 1)), agency(rounding))
    assert tally is not None
    assert tally.rate == Decimal(rate)


def test_the_general_question_gives_the_rate_where_it_is_told_apart() -> None:
    answers = (
        *counted(0, 0, 5, 5, question="4. Thời gian"),
        *counted(9, 0, 0, 1, question="7. Đánh giá chung"),
    )
    assert combined_rate([Survey(answers=answers)], agency()) == Decimal("90.0")


def test_without_a_general_question_all_answers_count_together() -> None:
    answers = (
        *counted(5, 5, 0, 0, question="1. Nơi tiếp nhận"),
        *counted(0, 0, 5, 5, question="4. Thời gian"),
    )
    assert combined_rate([Survey(answers=answers)], agency()) == Decimal("50.0")


def test_a_survey_that_does_not_say_who_is_satisfied_has_no_rate() -> None:
    assert combined_rate([Survey(answers=(Answer(answer="Mức 5", count=10),))], agency()) is None


def test_two_surveys_weigh_as_many_as_answered() -> None:
    surveys = [Survey(answers=counted(90, 0, 0, 10)), Survey(answers=counted(0, 0, 0, 100))]
    assert combined_rate(surveys, agency()) == Decimal("45.0")


def test_what_came_back_is_told_of_what_was_sent() -> None:
    assert return_rate(Survey(sent=250, returned=236), agency()) == Decimal("94.4")
    assert return_rate(Survey(returned=236), agency()) is None


@given(st.lists(st.tuples(*(st.integers(0, 500),) * 4), min_size=1, max_size=6))
def test_no_answer_is_lost_and_no_rate_leaves_its_range(
    counts: list[tuple[int, int, int, int]],
) -> None:
    answers = tuple(
        a for place, each in enumerate(counts) for a in counted(*each, question=f"{place}. Câu")
    )
    found = tallies(Survey(answers=answers), agency())
    assert [tally.total for tally in found] == [sum(each) for each in counts]
    assert all(tally.rate is None or 0 <= tally.rate <= 100 for tally in found)
