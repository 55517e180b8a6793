"""What arithmetic proves of the real report of Krông Nô, by the ids of the work by hand.

S is the score card, T the text; five of the fourteen are right as published, and nothing may speak
against them.
"""

from datetime import date
from typing import Final

import pytest

from isoqms.actions.announcing.gate import gate
from isoqms.actions.checking.validate import check
from isoqms.actions.papers.decision import print_paper
from isoqms.actions.scoring.score import score
from isoqms.diagnostics import Diagnostic
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.papers.order import Lacking, PaperOrder
from isoqms.repository import load
from isoqms.resources import packs
from isoqms.scoring.card import Card, Line

ROOT: Final = packs() / "samples" / "krong-no"
DAY: Final = date(2022, 11, 5)

WRONG_SCORES: Final = {
    "KN-S1": ("9.2", "9.2 ghi 3, các tiêu chí con cộng lại là 4"),
    "KN-S2": ("9", "9 ghi 13, các tiêu chí con cộng lại là 14"),
    "KN-S3": ("16", "16 ghi 3, các tiêu chí con cộng lại là 4"),
    "KN-S4": ("I", "I ghi 67,5, các tiêu chí con cộng lại là 68,5"),
    "KN-S5": ("II", "II ghi 27, các tiêu chí con cộng lại là 28"),
    "KN-S6": ("tong", "Tổng ghi 96,5, các phần đã ghi 67,5 + 27 = 94,5"),
}
RIGHT_SUMS: Final = {"KN-S9, 7": "7", "KN-S9, 8": "8", "KN-S9, 10": "10", "KN-S9, 10.2": "10.2"}
WRONG_TEXT: Final = {
    "KN-T1": ("QMS709", ("319", "264/314")),
    "KN-T2": (
        "QMS710",
        ("82,7%", "264/314 = 84,1%", "264/319 = 82,8%", "khớp nếu cắt, không khớp nếu làm tròn"),
    ),
    "KN-T5": ("QMS705", ("20.290 − giải quyết 17.350 = 2.940", "trừ 788 hồ sơ trả lại còn 2.152")),
}
RIGHT_TEXT: Final = {
    "KN-T3": frozenset({"QMS701", "QMS704", "QMS707"}),
    "KN-T4": frozenset({"QMS703", "QMS706"}),
}
"""What would speak where a total or a rate of the cases were wrong."""


@pytest.fixture(scope="module")
def card() -> Card:
    return score(load(ROOT, DAY), 2022).card


@pytest.fixture(scope="module")
def diagnostics() -> tuple[Diagnostic, ...]:
    return check(load(ROOT, DAY)).diagnostics


def line(card: Card, name: str) -> Line:
    return next(each for each in (*card.lines, card.total) if each.criterion.id == name)


@pytest.mark.parametrize(("name", "words"), WRONG_SCORES.values(), ids=WRONG_SCORES)
def test_a_sum_that_was_stated_wrong_is_named_by_the_card(
    card: Card, name: str, words: str
) -> None:
    assert line(card, name).contradiction == words
    assert name in {each.criterion.id for each in card.contradictions}


def test_kn_s7_the_maxima_of_the_table_add_up(card: Card) -> None:
    leaves = [each.criterion for each in card.lines if each.leaf]
    assert (len(leaves), sum(leaf.max for leaf in leaves)) == (87, 100)
    assert [line(card, part).criterion.max for part in ("I", "II")] == [72, 28]


def test_kn_s8_three_leaves_lost_what_the_total_lacks(card: Card) -> None:
    lost = {
        each.criterion.id: each.criterion.max - (each.stated or 0)
        for each in card.lines
        if each.leaf
    }
    assert {name: float(points) for name, points in lost.items() if points} == {
        "7.2d": 1,
        "8.3": 0.5,
        "10.2b": 2,
    }


@pytest.mark.parametrize("name", RIGHT_SUMS.values(), ids=RIGHT_SUMS)
def test_a_sum_that_is_right_is_not_spoken_against(card: Card, name: str) -> None:
    assert line(card, name).contradiction is None


@pytest.mark.parametrize(("rule", "words"), WRONG_TEXT.values(), ids=WRONG_TEXT)
def test_a_figure_that_is_wrong_is_told_by_validate(
    diagnostics: tuple[Diagnostic, ...], rule: str, words: tuple[str, ...]
) -> None:
    (found,) = (each for each in diagnostics if each.rule == rule)
    assert all(each in found.message for each in words)


@pytest.mark.parametrize("rules", RIGHT_TEXT.values(), ids=RIGHT_TEXT)
def test_a_figure_that_is_right_is_not_blamed(
    diagnostics: tuple[Diagnostic, ...], rules: frozenset[str]
) -> None:
    assert not {each.rule for each in diagnostics} & rules


@pytest.mark.parametrize("item", ["dot-1", None], ids=["round", "year"])
def test_of_the_audit_that_nothing_is_told_of_no_report_says_that_all_was_well(
    item: str | None,
) -> None:
    with pytest.raises(Lacking, match="«dot-1» ghi là đã đánh giá mà không ghi"):
        print_paper(load(ROOT, DAY), BY_WORD["audit-report"], PaperOrder(2022, DAY, item=item))


def test_the_gate_tells_no_day_of_an_audit_that_is_only_known_to_be_done_by_then() -> None:
    (audit,) = (point for point in gate(load(ROOT, DAY)).points if point.number == 2)
    assert audit.proof == "Đợt đánh giá cuối: «dot-1», chậm nhất ngày 15/9/2022."
    assert audit.remarks == (
        "Chương trình đánh giá năm 2022 còn «dot-2», «dot-3» và «dot-4» chưa đánh giá.",
    )
