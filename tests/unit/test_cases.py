"""The arithmetic of cases: what the rules say of it, what is printed, and what is unknown."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from isoqms.actions.checking.validate import validate
from isoqms.facts.reporting.figures import figures, scores
from isoqms.facts.services.cases import summed, summed_known
from isoqms.repository import Repository, load

Loaded = Callable[..., Repository]
Q1 = "kỳ 01/01/2025 đến 31/3/2025"
Q2 = "kỳ 01/4/2025 đến 30/6/2025"


def said(repository: Repository) -> list[tuple[str, str]]:
    """What the rules of case figures say, each with its code."""
    outcome = validate(repository.root, repository.as_of)
    return [
        (each.rule, each.message) for each in outcome.diagnostics if each.rule.startswith("QMS70")
    ]


def cases(loaded: Loaded, periods: str, settings: str = "") -> Repository:
    files = {"nam/2025/ho-so.yaml": f"periods:\n{periods}"}
    repository = loaded(files)
    if settings:
        path = repository.root / "isoqms.yaml"
        path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    return load(repository.root, repository.as_of)


BY_CHANNEL = """\
  - start: 2025-01-01
    end: 2025-03-31
    carried_over: 118
    received: 1486
    early: 1248
    on_time: 176
    late: 9
    returned: 27
    pending_in_time: 142
    pending_overdue: 2
  - start: 2025-04-01
    end: 2025-06-30
    carried_over: 144
    online: 1390
    in_person: 200
    by_post: 8
    early: 1391
    on_time: 158
    late: 6
    returned: 24
    pending_in_time: {left}
    pending_overdue: 1
"""


def test_a_period_that_tells_its_channels_only_must_balance_too(loaded: Loaded) -> None:
    assert said(cases(loaded, BY_CHANNEL.format(left=162))) == []
    words = (
        "Đang giải quyết ghi 63, còn tiếp nhận 1.742, giải quyết 1.555, trả lại 24 "
        "(kỳ 01/4/2025 đến 30/6/2025) thì phải là 163."
    )
    assert said(cases(loaded, BY_CHANNEL.format(left=62))) == [("QMS704", words)]


def test_a_stated_total_is_held_against_the_channels(loaded: Loaded) -> None:
    text = BY_CHANNEL.format(left=162) + "    stated: {total: 1752}\n"
    words = f"Tổng tiếp nhận ghi 1.752, còn 144 tồn kỳ trước + 1.598 trong kỳ = 1.742 ({Q2})."
    assert said(cases(loaded, text)) == [("QMS701", words)]


def test_the_channels_of_the_fields_make_up_what_the_agency_received(loaded: Loaded) -> None:
    text = """\
  - {start: 2025-01-01, end: 2025-06-30, online: 60, in_person: 30, by_post: 11}
  - {start: 2025-01-01, end: 2025-06-30, field: Đất đai, received: 70}
  - {start: 2025-01-01, end: 2025-06-30, field: Hộ tịch, online: 20, in_person: 10, by_post: 0}
"""
    (found,) = said(cases(loaded, text))
    assert found[0] == "QMS708"
    words = "Tiếp nhận trong kỳ của cả cơ quan ghi 101, còn cộng 2 lĩnh vực được 100 "
    assert found[1].startswith(words)


def test_what_a_period_must_have_taken_over_is_held_against_what_was_left(loaded: Loaded) -> None:
    text = BY_CHANNEL.format(left=62).replace("    carried_over: 144\n", "")
    words = (
        "Kỳ trước chuyển sang phải là 44 thì các số của kỳ 01/4/2025 đến 30/6/2025 mới khớp, "
        "còn kỳ 01/01/2025 đến 31/3/2025 để lại 144."
    )
    assert said(cases(loaded, text)) == [("QMS707", words)]


def test_a_quarter_and_the_half_year_leave_the_same_cases(loaded: Loaded) -> None:
    text = """\
  - {start: 2025-01-01, end: 2025-06-30, stated: {pending: 20}}
  - {start: 2025-04-01, end: 2025-06-30, stated: {pending: 12}}
  - {start: 2025-07-01, end: 2025-09-30, carried_over: 12}
"""
    words = "Kỳ trước chuyển sang ghi 12, còn kỳ 01/01/2025 đến 30/6/2025 để lại 20."
    assert said(cases(loaded, text)) == [("QMS707", words)]


@pytest.mark.parametrize(
    ("period", "settings", "words"),
    [
        pytest.param(
            "pending_in_time: 10, pending_overdue: 5, stated: {pending: 16}",
            "",
            f"Đang giải quyết ghi 16, còn 10 trong hạn + 5 quá hạn = 15 ({Q1}).",
            id="stated pending and its parts",
        ),
        pytest.param(
            "returned: 3, stated: {total: 100, resolved: 90, pending: 8}",
            "",
            f"Đang giải quyết ghi 8, còn tiếp nhận 100, giải quyết 90, trả lại 3 ({Q1}) "
            "thì phải là 7.",
            id="all is known",
        ),
        pytest.param(
            "stated: {total: 100, resolved: 90, pending: 11}",
            "",
            f"Đang giải quyết ghi 11, còn tiếp nhận 100, "
            f"giải quyết 90 ({Q1}) thì nhiều nhất là 10.",
            id="the returned are unknown",
        ),
        pytest.param(
            "returned: 3, stated: {total: 100, resolved: 90, pending: 7}",
            "returned_in_resolved: true\n",
            f"Đang giải quyết ghi 7, còn tiếp nhận 100, giải quyết 90 ({Q1}) thì phải là 10.",
            id="the returned are among the resolved",
        ),
        pytest.param(
            "returned: 3, stated: {total: 90, resolved: 88}",
            "",
            f"Tiếp nhận 90, giải quyết 88, trả lại 3 ({Q1}), còn lại -1 là số âm.",
            id="less than nothing is left",
        ),
        pytest.param(
            "returned: 2, stated: {total: 90, resolved: 88, pending: 5}",
            "",
            f"Đang giải quyết ghi 5, còn tiếp nhận 90, giải quyết 88, trả lại 2 ({Q1}) "
            "thì phải là 0.",
            id="pending, and nothing is left",
        ),
        pytest.param(
            "stated: {total: 100, resolved: 90, pending: 10}", "", None, id="as much as can be left"
        ),
        pytest.param(
            "returned: 2, stated: {total: 90, resolved: 88, pending: 0}",
            "",
            None,
            id="nothing is left",
        ),
    ],
)
def test_the_balance_is_told_with_its_numbers(
    period: str, settings: str, words: str | None, loaded: Loaded
) -> None:
    line = f"  - {{start: 2025-01-01, end: 2025-03-31, {period}}}\n"
    found = [message for code, message in said(cases(loaded, line, settings)) if code == "QMS704"]
    assert found == ([words] if words else [])


def test_a_sum_of_nothing_or_with_an_unknown_part_is_unknown() -> None:
    assert summed(()) is None
    assert summed((1, None)) is None
    assert summed((0,)) == 0
    assert summed((1, 2)) == 3


def test_what_is_told_of_a_list_is_added_up_without_the_rest() -> None:
    assert summed_known((1, None, 2)) == 3
    assert summed_known((None,)) is None
    assert summed_known(()) is None


UNKNOWN_PARTS = """\
  - start: 2025-01-01
    end: 2025-12-31
    carried_over: 10
    online: 60
    in_person: 30
    early: 50
    late: 1
    returned: 0
"""


def test_a_partial_sum_is_never_printed_as_the_whole(loaded: Loaded) -> None:
    found = figures(cases(loaded, UNKNOWN_PARTS), 2025)
    names = ("received", "total", "on_time", "resolved", "pending")
    assert [found[f"cases_{name}"].value for name in names] == [None] * 5
    whole = figures(cases(loaded, UNKNOWN_PARTS + "    by_post: 0\n    on_time: 40\n"), 2025)
    assert [whole[f"cases_{name}"].value for name in names] == [90, 100, 90, 91, 9]


def test_pending_told_in_part_is_no_number_of_pending_cases(loaded: Loaded) -> None:
    text = "  - {start: 2025-01-01, end: 2025-12-31, carried_over: 0, received: 90, \n"
    text += "     early_or_on_time: 60, late: 0, returned: 0, pending_in_time: 20}\n"
    assert figures(cases(loaded, text), 2025)["cases_pending"].value == 30


FIELDS = """\
  - {start: 2025-01-01, end: 2025-12-31, field: Đất đai, carried_over: 0, received: 50,
     early_or_on_time: 40, late: 0, returned: 4, pending_in_time: 6, pending_overdue: 0}
  - {start: 2025-01-01, end: 2025-12-31, field: Hộ tịch, carried_over: 0, received: 30,
     early_or_on_time: 20, late: 0, returned: 2}
"""


@pytest.mark.parametrize(
    ("settings", "pending"),
    [
        pytest.param("", 14, id="the returned are apart"),
        pytest.param("returned_in_resolved: true\n", 20, id="the returned are among the resolved"),
    ],
)
def test_pending_is_what_is_left_where_not_every_field_tells_it(
    settings: str, pending: int, loaded: Loaded
) -> None:
    found = figures(cases(loaded, FIELDS, settings), 2025)
    assert found["cases_pending"].value == pending


# What else is summed in figures


def test_a_budget_with_a_line_that_is_not_told_has_no_sum(loaded: Loaded) -> None:
    text = "budget:\n  - {item: Duy trì, planned: 12.5, spent: 10}\n"
    text += "  - {item: Đào tạo, planned: 6}\n"
    found = figures(loaded({"nam/2025/nguon-luc.yaml": text}), 2025)
    assert (found["budget_planned"].value, found["budget_spent"].value) == (Decimal("18.5"), None)
    nothing = figures(loaded({"nam/2025/nguon-luc.yaml": "budget: []\n"}), 2025)
    assert nothing["budget_planned"].value is None


def test_a_score_without_its_table_is_not_added_up(loaded: Loaded) -> None:
    text = "table: bang-nao-do\nrows:\n  - {id: '1.1', stated: 1}\n"
    scored = loaded({"nam/2025/tu-cham-diem.yaml": text})
    assert scores(scored, 2025) == {}
    found = figures(scored, 2025)
    assert (found["score_total"].value, found["score_max"].value) == (None, None)


def test_a_year_without_a_score_has_none(loaded: Loaded) -> None:
    assert scores(loaded({"nam/2025/so-lieu.yaml": "documents: 4\n"}), 2025) == {}
