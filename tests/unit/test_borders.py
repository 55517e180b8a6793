"""What follows from the records on the very day of a term, and on the days beside it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from isoqms.facts.audit.auditors import course_too_late, untrained
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.law.changes import law_changes
from isoqms.facts.planning.objectives import has_begun
from isoqms.facts.planning.owing import applied
from isoqms.facts.review.reviews import State, coming, conclusions, latest, state_of
from isoqms.model.improvement import Nonconformity
from isoqms.model.review import ReviewOutput
from isoqms.repository import Repository
from isoqms.rules.law.qms603_law_change_not_applied import _named

Loaded = Callable[..., Repository]
DAY = date(2025, 7, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)

LAW = {
    "ben-ngoai/van-ban.yaml": (
        "documents:\n  - {number: 118/2025/NĐ-CP, title: Một cửa, issuer: Chính phủ, "
        "effective: 2025-07-01, affects: [QT-01], applied: 2025-08-01}\n"
    ),
    "tai-lieu/noi-bo/QT-01.md": "---\ncode: QT-01\ntitle: Tiếp nhận\nkind: quy-trinh-noi-bo\n---\n",
}


@pytest.mark.parametrize(
    ("day", "pending"),
    [
        pytest.param(BEFORE, [], id="not in effect yet"),
        pytest.param(DAY, [("QT-01",)], id="in effect from today"),
        pytest.param(date(2025, 7, 31), [("QT-01",)], id="followed from tomorrow"),
        pytest.param(date(2025, 8, 1), [()], id="followed from today"),
    ],
)
def test_a_law_is_to_be_followed_from_its_day_until_the_day_it_is(
    loaded: Loaded, day: date, pending: list[tuple[str, ...]]
) -> None:
    assert [change.pending for change in law_changes(loaded(LAW, day))] == pending


@pytest.mark.parametrize(("day", "is_applied"), [(BEFORE, False), (DAY, True)])
def test_the_system_is_applied_from_the_day_of_its_first_decision(
    loaded: Loaded, day: date, is_applied: bool
) -> None:
    decision = (
        "number: 01/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-07-01\n"
        "authority: Chủ tịch\nstated: {issued: 20}\n"
    )
    files = {"quyet-dinh/2025/01-QD-UBND.yaml": decision}
    assert applied(loaded(files, day)) is is_applied


def nonconformity(**days: date) -> Nonconformity:
    return Nonconformity(
        id="kph-01", found=date(2025, 5, 1), source="Đánh giá", description="Thiếu", **days
    )


@pytest.mark.parametrize(
    ("item", "day", "told"),
    [
        pytest.param(nonconformity(due=DAY), DAY, Progress.OPEN, id="due today"),
        pytest.param(nonconformity(due=DAY), AFTER, Progress.OVERDUE, id="due yesterday"),
        pytest.param(nonconformity(done=DAY), BEFORE, Progress.OPEN, id="done tomorrow"),
        pytest.param(nonconformity(done=DAY), DAY, Progress.DONE, id="done today"),
        pytest.param(nonconformity(done=BEFORE, closed=DAY), BEFORE, Progress.DONE, id="not yet"),
        pytest.param(nonconformity(done=BEFORE, closed=DAY), DAY, Progress.CLOSED, id="closed"),
    ],
)
def test_how_far_a_nonconformity_is(item: Nonconformity, day: date, told: Progress) -> None:
    assert progress(item, day) is told


@pytest.mark.parametrize(
    ("output", "day", "state"),
    [
        pytest.param({"due": DAY}, DAY, State.OPEN, id="due today"),
        pytest.param({"due": DAY}, AFTER, State.OVERDUE, id="due yesterday"),
        pytest.param({"due": DAY, "done": DAY}, DAY, State.DONE, id="done on its last day"),
        pytest.param({"due": DAY, "done": AFTER}, AFTER, State.DONE_LATE, id="done a day late"),
        pytest.param({"due": DAY, "done": AFTER}, DAY, State.OPEN, id="done tomorrow"),
    ],
)
def test_what_became_of_a_conclusion(output: dict[str, date], day: date, state: State) -> None:
    assert state_of(ReviewOutput(point="a", text="Mua máy quét", **output), day) is state


REVIEW = {
    "nam/2025/xem-xet.yaml": (
        "reviews:\n  - held: 2025-07-01\n    minutes: Biên bản số 11/BB-UBND\n"
        "    outputs: [{point: a, text: Mua máy quét}]\n"
    )
}


@pytest.mark.parametrize(("day", "is_held"), [(BEFORE, False), (DAY, True)])
def test_a_review_is_held_and_has_concluded_from_its_day_on(
    loaded: Loaded, day: date, is_held: bool
) -> None:
    repository = loaded(REVIEW, day)
    assert bool(latest(repository, 2025, day)) is is_held
    assert bool(conclusions(repository, 2025, day)) is is_held
    assert bool(coming(repository, 2025, day)) is not is_held


@pytest.mark.parametrize(
    ("period", "day", "begun"),
    [
        ("Quý III", BEFORE, False),
        ("Quý III", DAY, True),
        ("Tháng 1", date(2024, 12, 31), False),
        ("Tháng 1", date(2025, 1, 1), True),
        ("Tháng 12", date(2025, 11, 30), False),
        ("Tháng 12", date(2025, 12, 1), True),
        ("Tháng 13", date(2025, 1, 1), True),
        ("Cả năm", date(2025, 1, 1), True),
    ],
)
def test_a_period_begins_on_its_first_day_and_at_once_where_no_day_is_known(
    period: str, day: date, begun: bool
) -> None:
    assert has_begun(period, 2025, day) is begun


ROUND = "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-07-01, auditors: [{post: A%s}]}\n"
COURSE = "sessions:\n  - {subject: Chuyên gia đánh giá, held: 2025-07-01, auditors: true}\n"


@pytest.mark.parametrize(
    ("trained", "course", "day", "lacking"),
    [
        pytest.param(", trained: 2025-07-01", "sessions: []\n", DAY, 0, id="trained today"),
        pytest.param(", trained: 2025-07-01", "sessions: []\n", BEFORE, 1, id="trained tomorrow"),
        pytest.param("", COURSE, DAY, 0, id="the course is today"),
        pytest.param("", COURSE, BEFORE, 1, id="the course is tomorrow"),
    ],
)
def test_an_auditor_is_trained_from_the_day_of_the_course(
    loaded: Loaded, trained: str, course: str, day: date, lacking: int
) -> None:
    files = {"nam/2025/danh-gia-noi-bo.yaml": ROUND % trained, "nam/2025/dao-tao.yaml": course}
    repository = loaded(files)
    audits = repository.years[2025].audits
    assert audits is not None
    assert len(untrained(repository, audits.record.rounds[0], day)) == lacking


@pytest.mark.parametrize(
    ("trained", "is_late"),
    [
        pytest.param("2025-07-01", False, id="today"),
        pytest.param("2025-07-02", True, id="tomorrow"),
    ],
)
def test_a_course_is_too_late_where_nobody_was_trained_by_the_day_of_the_audit(
    loaded: Loaded, trained: str, is_late: bool
) -> None:
    files = {
        "nam/2025/danh-gia-noi-bo.yaml": ROUND % f", trained: {trained}",
        "nam/2025/dao-tao.yaml": COURSE.replace("2025-07-01", "2025-07-02"),
    }
    repository = loaded(files)
    year = repository.years[2025]
    assert year.audits is not None
    late = course_too_late(repository, year, year.audits.record.rounds[0])
    assert (late is not None) is is_late


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["QT-1"], "QT-1"),
        (["QT-1", "QT-2", "QT-3", "QT-4", "QT-5"], "QT-1, QT-2, QT-3, QT-4 và QT-5"),
        (
            ["QT-1", "QT-2", "QT-3", "QT-4", "QT-5", "QT-6", "QT-7"],
            "QT-1, QT-2, QT-3, QT-4, QT-5 và 2 tài liệu khác",
        ),
    ],
)
def test_five_documents_are_named_and_the_others_counted(codes: list[str], words: str) -> None:
    assert _named(codes) == words
