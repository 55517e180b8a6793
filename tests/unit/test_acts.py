"""What was done in a year.

Each teller by what proves it, never before its day, and the plan as a last word.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from isoqms.facts.papers.catalogue import BY_TASK
from isoqms.facts.planning.acts import ACTS, act
from isoqms.packs.loading import load_deadlines
from isoqms.repository import Repository, load
from isoqms.resources import packs

Loaded = Callable[..., Repository]
DAY = date(2025, 6, 15)


def decision(kind: str) -> Mapping[str, str]:
    return {
        "quyet-dinh/2025/30-QD-UBND.yaml": (
            f"number: 30/QĐ-UBND\nkind: {kind}\nsummary: Về việc này\nsigned: 2025-06-15\n"
            "authority: Chủ tịch UBND xã An Phú\n"
        ),
        "nam/2025/nguon-luc.yaml": "people_in_charge: 4\n",
    }


def year(name: str, text: str) -> Mapping[str, str]:
    return {f"nam/2025/{name}.yaml": text}


BY_DECISION = "Quyết định số 30/QĐ-UBND ngày 15/6/2025"
DATED: Mapping[str, tuple[Mapping[str, str], str]] = {
    "ke-hoach-nam": (
        year("ke-hoach", "number: 05/KH-UBND\nsigned: 2025-06-15\n"),
        "Kế hoạch số 05/KH-UBND ngày 15/6/2025",
    ),
    "chinh-sach-muc-tieu": (decision("chinh-sach-muc-tieu"), BY_DECISION),
    "kien-toan-ban-chi-dao": (decision("to-giup-viec"), BY_DECISION),
    "doan-danh-gia": (decision("doan-danh-gia"), BY_DECISION),
    "ban-hanh-tai-lieu": (decision("ban-hanh-tai-lieu"), BY_DECISION),
    "boi-canh": (
        {
            "boi-canh/van-de.yaml": "reviewed: 2025-06-15\n",
            "boi-canh/ben-quan-tam.yaml": "reviewed: 2025-06-20\n",
            "nam/2025/nguon-luc.yaml": "people_in_charge: 4\n",
        },
        "Rà soát bối cảnh, các bên quan tâm ngày 15/6/2025",
    ),
    "danh-gia-noi-bo-chuong-trinh": (
        year("danh-gia-noi-bo", "programme: Kế hoạch số 12/KH-UBND ngày 15/6/2025\n"),
        "Kế hoạch số 12/KH-UBND ngày 15/6/2025",
    ),
    "danh-gia-noi-bo": (
        year(
            "danh-gia-noi-bo",
            "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-05-01}\n"
            "  - {id: dot-2, state: da-danh-gia, held: 2025-06-15}\n  - {id: dot-3, state: huy}\n",
        ),
        "2 đợt đánh giá nội bộ, đợt cuối ngày 15/6/2025",
    ),
    "danh-gia-noi-bo-dot-dau": (
        year(
            "danh-gia-noi-bo",
            "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-06-15}\n"
            "  - {id: dot-2, state: ke-hoach}\n",
        ),
        "Đánh giá nội bộ ngày 15/6/2025",
    ),
    "dao-tao": (
        year("dao-tao", "sessions:\n  - {subject: Nhận thức ISO, held: 2025-06-15}\n"),
        "Nhận thức ISO",
    ),
    "ke-hoach-khao-sat": (
        year("hai-long", "surveys:\n  - {plan: Kế hoạch số 11/KH-UBND ngày 15/6/2025}\n"),
        "Kế hoạch số 11/KH-UBND ngày 15/6/2025",
    ),
    "bao-cao-khao-sat": (
        year("hai-long", "surveys:\n  - {report: Báo cáo số 95/BC-UBND ngày 15/6/2025}\n"),
        "Báo cáo số 95/BC-UBND ngày 15/6/2025",
    ),
    "bao-cao-tu-cham-diem": (
        {"nam/2025/bao-cao.md": "---\nnumber: 45/BC-UBND\nsigned: 2025-06-15\n---\n"},
        "Báo cáo số 45/BC-UBND ngày 15/6/2025",
    ),
    "xem-xet-lanh-dao": (
        year("xem-xet", "reviews:\n  - {held: 2025-06-15, minutes: Biên bản số 11/BB-UBND}\n"),
        "Biên bản số 11/BB-UBND",
    ),
    "xac-nhan-hieu-luc": (
        year("xem-xet", "confirmation: {day: 2025-06-15, document: Biên bản số 11/BB-UBND}\n"),
        "Biên bản số 11/BB-UBND",
    ),
    "cong-bo-lai": (
        year("cong-bo", "announcements:\n  - {decision: 20/QĐ-UBND, announced: 2025-06-15}\n"),
        "Quyết định số 20/QĐ-UBND ngày 15/6/2025",
    ),
}
"""For each act what proves it on 15 June 2025, and how it is told."""


def test_every_teller_is_tried_here() -> None:
    # What a paper completes is tried paper by paper in test_paper_values.py besides.
    assert {*DATED, "rui-ro-co-hoi"} | set(BY_TASK) == set(ACTS)


@pytest.mark.parametrize("name", DATED)
def test_an_act_is_told_from_its_day_on_and_not_before(loaded: Loaded, name: str) -> None:
    files, words = DATED[name]
    found = act(loaded(files, DAY), 2025, name)
    assert found is not None
    assert (found.words, found.day) == (words, DAY)
    assert act(loaded(files, date(2025, 6, 14)), 2025, name) is None


@pytest.mark.parametrize("name", DATED)
def test_an_act_belongs_to_its_own_year(loaded: Loaded, name: str) -> None:
    files = {**DATED[name][0], "nam/2026/nguon-luc.yaml": "people_in_charge: 4\n"}
    assert act(loaded(files, date(2026, 12, 31)), 2026, name) is None


@pytest.mark.parametrize(
    ("years", "day"),
    [
        pytest.param((2024, 2025), DAY, id="the one of the year"),
        pytest.param((2024,), None, id="only one of another year"),
    ],
)
def test_a_number_of_another_year_is_not_the_decision_that_named_the_team(
    loaded: Loaded, years: tuple[int, ...], day: date | None
) -> None:
    same = {
        f"quyet-dinh/{signed}/30-QD-UBND.yaml": (
            f"number: 30/QĐ-UBND\nkind: khac\nsummary: Về việc này\nsigned: {signed}-06-15\n"
            "authority: Chủ tịch\n"
        )
        for signed in years
    }
    found = act(
        loaded({**same, **year("danh-gia-noi-bo", "team_decision: 30/QĐ-UBND\n")}, DAY),
        2025,
        "doan-danh-gia",
    )
    assert found is not None
    assert found.day == day


def test_a_task_of_the_plan_is_done_from_its_day_on(loaded: Loaded) -> None:
    plan = year("ke-hoach", "tasks:\n  - {id: viec, task: Làm, done: 2025-06-15}\n")
    assert act(loaded(plan, date(2025, 6, 14)), 2025, "viec") is None
    found = act(loaded(plan, DAY), 2025, "viec")
    assert found is not None
    assert found.day == DAY


def test_a_table_of_risks_proves_itself_without_a_day(loaded: Loaded) -> None:
    risk = (
        "risks:\n"
        "  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 3, severity: 3, "
        "action: Nhắc}\n"
    )
    found = act(loaded(year("rui-ro", risk), DAY), 2025, "rui-ro-co-hoi")
    assert found is not None
    assert found.day is None
    assert act(loaded(year("rui-ro", "risks: []\n"), DAY), 2025, "rui-ro-co-hoi") is None


@pytest.mark.parametrize(
    ("rounds", "words", "day"),
    [
        pytest.param(
            "{id: dot-1, state: da-danh-gia, held: 2025-06-15}, "
            "{id: dot-2, state: da-danh-gia, held: 2025-06-14}",
            "Đánh giá nội bộ ngày 14/6/2025",
            date(2025, 6, 14),
            id="by its day, not by its place in the list",
        ),
        pytest.param(
            "{id: dot-1, state: da-danh-gia}, {id: dot-2, state: da-danh-gia, held: 2025-06-15}",
            "Đánh giá nội bộ ngày 15/6/2025",
            DAY,
            id="one with a day before one without",
        ),
        pytest.param(
            "{id: dot-1, state: da-danh-gia}, {id: dot-2, state: da-danh-gia}",
            "Đánh giá nội bộ",
            None,
            id="without any day",
        ),
    ],
)
def test_the_first_audit_is_the_one_that_was_done_first(
    loaded: Loaded, rounds: str, words: str, day: date | None
) -> None:
    files = year("danh-gia-noi-bo", f"rounds: [{rounds}]\n")
    found = act(loaded(files, DAY), 2025, "danh-gia-noi-bo-dot-dau")
    assert found is not None
    assert (found.words, found.day) == (words, day)


@pytest.mark.parametrize(
    ("name", "files"),
    [
        pytest.param(
            "danh-gia-noi-bo",
            year(
                "danh-gia-noi-bo",
                "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-05-01}\n"
                "  - {id: dot-2, state: ke-hoach}\n",
            ),
            id="a round is still planned",
        ),
        pytest.param(
            "ke-hoach-nam", year("ke-hoach", "summary: Kế hoạch năm\n"), id="a plan without number"
        ),
        pytest.param(
            "bao-cao-tu-cham-diem",
            {"nam/2025/bao-cao.md": "---\n{}\n---\n"},
            id="a report without number",
        ),
        pytest.param(
            "xem-xet-lanh-dao",
            year("xem-xet", "reviews:\n  - {chair: Chủ tịch}\n"),
            id="a review not held",
        ),
        pytest.param(
            "boi-canh",
            {
                **year("nguon-luc", "people_in_charge: 4\n"),
                "boi-canh/van-de.yaml": "reviewed: 2024-12-31\n",
            },
            id="looked at last year",
        ),
    ],
)
def test_half_an_act_is_none(loaded: Loaded, name: str, files: Mapping[str, str]) -> None:
    assert act(loaded(files, DAY), 2025, name) is None


def test_the_team_that_the_programme_names_proves_its_decision(loaded: Loaded) -> None:
    found = act(
        loaded(year("danh-gia-noi-bo", "team_decision: 78/QĐ-UBND\n"), DAY), 2025, "doan-danh-gia"
    )
    assert found is not None
    assert (found.words, found.day) == ("Quyết định số 78/QĐ-UBND", None)


PLAN = "tasks:\n  - {{id: {}, task: Làm việc này, done: 2025-06-15{}}}\n"


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        pytest.param("du-toan", "", "Kế hoạch năm ghi «Làm việc này» đã xong", id="no teller"),
        pytest.param("du-toan", ", evidence: 31/BC-UBND", "31/BC-UBND", id="with its evidence"),
        pytest.param(
            "xem-xet-lanh-dao",
            "",
            "Kế hoạch năm ghi «Làm việc này» đã xong",
            id="a teller that finds nothing",
        ),
    ],
)
def test_where_no_record_tells_the_plan_does(
    loaded: Loaded, name: str, more: str, words: str
) -> None:
    files = year("ke-hoach", PLAN.format(name, more))
    found = act(loaded(files, DAY), 2025, name)
    assert found is not None
    assert (found.words, found.day) == (words, DAY)
    assert act(loaded(files, date(2025, 6, 14)), 2025, name) is None


def test_a_year_without_records_and_an_unknown_act_are_nothing(loaded: Loaded) -> None:
    repository = loaded(decision("cong-bo"), DAY)
    assert act(repository, 2024, "cong-bo-lai") is None
    assert act(repository, 2025, "viec-khong-co") is None


def test_the_acts_bear_the_names_of_the_calendar() -> None:
    calendar = {deadline.id for deadline in load_deadlines("viet-nam").deadlines}
    assert set(ACTS) - calendar == {"danh-gia-noi-bo-dot-dau"}


def test_the_real_district_did_on_its_real_days() -> None:
    repository = load(packs() / "samples" / "krong-no", date(2022, 12, 31))
    days = {name: found.day for name in ACTS if (found := act(repository, 2022, name))}
    assert days == {
        "ke-hoach-nam": date(2022, 3, 25),
        "chinh-sach-muc-tieu": date(2022, 3, 31),
        "kien-toan-ban-chi-dao": date(2022, 8, 9),
        "doan-danh-gia": date(2022, 9, 6),
        "danh-gia-noi-bo-chuong-trinh": None,
        "danh-gia-noi-bo-dot-dau": date(2022, 9, 15),
        "dao-tao": date(2022, 9, 29),
        "ban-hanh-tai-lieu": date(2022, 9, 30),
        "ke-hoach-khao-sat": date(2022, 7, 21),
        "bao-cao-khao-sat": date(2022, 10, 26),
        "xac-nhan-hieu-luc": date(2022, 9, 30),
        "cong-bo-lai": date(2022, 10, 26),
    }
