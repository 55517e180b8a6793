"""Words that two places of a paper share: lists are whole, nothing is said twice or too early."""

from datetime import date

import pytest

from isoqms.facts.planning.risks import is_done
from isoqms.model.planning.risks import Risk
from isoqms.pages.announcing.announcement import _ITS_OWN_WORDS

DAY = date(2025, 12, 31)


def risk(**more: object) -> Risk:
    """A risk with a measure."""
    known = {"id": "r", "kind": "rui-ro", "process": "QT-01", "description": "Trễ hạn"}
    return Risk.model_validate(
        {**known, "likelihood": 2, "severity": 2, "action": "Nhắc hạn", **more}
    )


@pytest.mark.parametrize(
    ("more", "done"),
    [
        pytest.param({"result": "Còn chậm; tiếp tục theo dõi"}, False, id="a result, no day"),
        pytest.param({"done": DAY}, True, id="on the day"),
        pytest.param({"done": date(2026, 1, 1), "result": "Xong"}, False, id="the day after"),
    ],
)
def test_only_its_day_says_that_a_measure_was_carried_out(
    more: dict[str, object], done: bool
) -> None:
    assert is_done(risk(**more), DAY) is done


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("Niêm yết tại trụ sở cơ quan", "tại trụ sở cơ quan"),
        ("niêm yết công khai: tại nhà văn hóa", "tại nhà văn hóa"),
        ("Bảng niêm yết tại Trung tâm", "Bảng niêm yết tại Trung tâm"),
    ],
)
def test_the_line_of_the_posting_does_not_say_twice_that_it_is_posted(
    told: str, printed: str
) -> None:
    assert _ITS_OWN_WORDS.sub("", told) == printed
